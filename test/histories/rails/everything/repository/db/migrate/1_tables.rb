class Tables < ActiveRecord::Migration[6.1]
  KINDS = %w[paper audio].freeze

  def change
    enable_extension "pgcrypto"
    create_table :authors, comment: "Who it's by" do |t|
      t.string :name, null: false, limit: 120, comment: "As printed"
      t.text :bio, default: ""
      t.timestamps
    end
    create_table :people, id: :uuid do |t|
      t.date :born
    end
    create_table "books", force: :cascade do |t|
      t.column :title, :string, null: false
      t.references :author, null: false, foreign_key: { on_delete: :cascade }, index: { name: "books_by_author" }
      t.belongs_to :editor, type: :uuid, foreign_key: { to_table: :people, on_update: :restrict }
      t.references :subject, polymorphic: true
      t.references :owner, polymorphic: { default: "Person" }, index: false
      t.integer :pages, limit: 2, default: 0
      t.integer :words, limit: 8
      t.bigint :sold, default: 0, null: false
      t.decimal :price, precision: 10, scale: 2, default: 9.99
      t.decimal :weight
      t.numeric :depth, precision: 4
      t.float :rating, default: 0.0
      t.boolean :in_print, :translated, default: false, null: false
      t.datetime :printed_at
      t.datetime :seen_at, precision: 3
      t.timestamp :read_at
      t.time :opens
      t.binary :cover, limit: 1000
      t.json :raw
      t.jsonb :meta, null: false, default: {}
      t.jsonb :pair, default: { "a" => [1, true, nil] }
      t.string :tags, array: true, default: []
      t.string :kinds, array: true, default: KINDS
      t.integer :years, array: true, default: [1, 2]
      t.uuid :token, default: -> { "gen_random_uuid()" }
      t.inet :ip
      t.string :number, default: 7
      t.interval :loan
      t.tsvector :words_vector
      t.date :due, default: -> { "CURRENT_DATE" }
      t.string :sorted, collation: "C"
      t.index [:title, :pages], unique: true, where: "pages > 0", order: { pages: :desc }
      t.index "lower(title)"
      t.index :meta, using: :gin, opclass: :jsonb_path_ops
      t.check_constraint "sold >= 0", name: "sold_something"
      t.check_constraint "words >= 0"
    end
  end
end
