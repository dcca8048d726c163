class References < ActiveRecord::Migration[6.1]
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
