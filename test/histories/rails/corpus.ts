/** Migrations that use every command whose SQL Lockstep tells, for Active Record and for Lockstep to come to the same. */
export const corpus: Record<string, string> = {
  '1_tables.rb': `class Tables < ActiveRecord::Migration[6.1]
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
`,
  '2_keys.rb': `class Keys < ActiveRecord::Migration[6.1]
  def change
    create_table :countries, primary_key: :code, id: :string, limit: 2 do |t|
      t.integer :population
    end
    create_table :pairs, primary_key: [:left, :right] do |t|
      t.bigint :left
      t.bigint :right
    end
    create_table :small, id: :integer
    create_table :by_hand, id: :bigint, default: nil
    create_table :without, id: false do |t|
      t.uuid :thing, null: false
      t.primary_key :number
    end
    create_table :hashed, id: { type: :string, limit: 36 }
    create_join_table :authors, :books
    create_join_table :music_artists, :music_records, column_options: { null: true, index: true } do |t|
      t.index [:music_artist_id, :music_record_id], name: :both_of_them
    end
    create_table(:nothing) { |t| }
    create_table :again, if_not_exists: true
    create_table :again, if_not_exists: true
  end
end
`,
  '3_changes.rb': `class Changes < ActiveRecord::Migration[6.1]
  def up
    add_column :authors, :age, :integer, default: 0, null: false
    add_column :authors, :mail, "character varying(80)"
    add_column :authors, :seen, :datetime
    add_column :authors, :born_on, :date, comment: "or about"
    add_column :authors, :mail, :string, if_not_exists: true
    rename_column :authors, :name, :full_name
    add_index :authors, :full_name
    rename_column :authors, :full_name, :whole_name
    change_column :authors, :age, :bigint
    change_column :authors, :bio, :string, limit: 500, default: "none", null: false
    change_column :authors, :mail, :integer, using: "0"
    change_column_default :authors, :age, from: 0, to: 18
    change_column_default :authors, :bio, nil
    change_column_default :books, :in_print, true
    change_column_null :authors, :mail, false, 5
    change_column_null :authors, :bio, true
    change_column_comment :authors, :age, "in years"
    change_table_comment :authors, from: "Who it's by", to: "Writers"
    add_timestamps :people, null: true
    remove_timestamps :people
    remove_column :books, :raw, :json
    remove_columns :books, :opens, :loan
    remove_column :books, :not_there, if_exists: true
    drop_table :nothing
    drop_table :again, if_exists: true
  end
end
`,
  '4_indexes.rb': `class Indexes < ActiveRecord::Migration[6.1]
  disable_ddl_transaction!

  def change
    add_index :books, [:author_id, :title], name: "by_both", algorithm: :concurrently
    add_index :books, :sold, unique: true
    add_index "books", %w[price weight], order: { price: :desc, weight: "DESC NULLS LAST" }
    add_index :books, :printed_at, if_not_exists: true
    add_index :books, :printed_at, if_not_exists: true
    add_index :books, "lower(title), pages"
    remove_index :books, :sold
    remove_index :books, name: :by_both, algorithm: :concurrently
    remove_index :books, column: [:price, :weight]
    rename_index :books, "index_books_on_printed_at", "when_printed"
    remove_index :books, :printed_at
  end
end
`,
  '5_references.rb': `class References < ActiveRecord::Migration[6.1]
  def change
    add_reference :people, :country, type: :string, foreign_key: { primary_key: :code, name: "lives_in" }
    add_belongs_to :people, :home, polymorphic: true, index: { unique: true }
    add_reference :small, :author, null: true, index: false
    add_foreign_key :small, :authors, name: "small_author", validate: false
    validate_foreign_key :small, name: "small_author"
    add_check_constraint :people, "born > '1900-01-01'", name: "born_lately", validate: false
    add_check_constraint :small, "id > 0", name: "positive"
    remove_check_constraint :small, name: "positive"
    add_reference :hashed, :book, foreign_key: { name: "hashed_book" }
    remove_foreign_key :hashed, :books
    add_reference :hashed, :person, type: :uuid, foreign_key: { name: "hashed_person" }
    remove_reference :hashed, :person, foreign_key: true
  end
end
`,
  '6_change_table.rb': `class ChangeTable < ActiveRecord::Migration[6.1]
  def change
    change_table :people do |t|
      t.string :nick, :alias, limit: 20
      t.integer :shoe, index: true
      t.column :hat, :integer, index: { unique: true }
      t.references :author, foreign_key: true
      t.timestamps
      t.index [:nick, :alias]
      t.rename :alias, :pseudonym
      t.remove :hat
      t.change :shoe, :float
      t.change_default :nick, "x"
    end
    change_table(:small, bulk: true) do |t|
      t.string :a
      t.string :b, null: false, default: ""
    end
    %i[left right].each do |side|
      add_column :small, side, :string
      add_index :small, side
    end
    reversible do |dir|
      dir.up { execute "UPDATE small SET a = 'x'" }
      dir.down { execute "SELECT 1 / 0" }
    end
    rename_table :people, :persons
    rename_table :small, :tiny
    rename_table :books, :works
    execute <<~SQL
      CREATE VIEW titles AS
        SELECT title
        FROM works;
    SQL
  end
end
`,
  '7_old.rb': `class Old < ActiveRecord::Migration[4.2]
  def change
    create_table :olds do |t|
      t.references :author
      t.belongs_to :thing, polymorphic: true, index: true
      t.datetime :at
      t.timestamps
    end
    add_reference :olds, :book
  end
end
`,
  '8_less_old.rb': `class LessOld < ActiveRecord::Migration[5.0]
  def change
    create_table :less_olds do |t|
      t.references :author
      t.timestamps
    end
    create_table :strings, id: :string
    create_join_table :olds, :less_olds
  end
end
`,
  '9_five.rb': `class Five < ActiveRecord::Migration[5.2]
  def change
    create_table :fives do |t|
      t.references :author, polymorphic: true
      t.timestamps
    end
    create_table :sixes
  end
end
`,
  '10_six.rb': `class Six < ActiveRecord::Migration[6.0]
  def change
    change_table :sixes do |t|
      t.references :author, polymorphic: true
      t.timestamps
    end
    add_reference :sixes, :critic, polymorphic: true
  end
end
`,
};
