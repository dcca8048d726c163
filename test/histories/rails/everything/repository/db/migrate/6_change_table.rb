class ChangeTable < ActiveRecord::Migration[6.1]
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
