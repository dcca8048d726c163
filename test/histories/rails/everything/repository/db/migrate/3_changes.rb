class Changes < ActiveRecord::Migration[6.1]
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
