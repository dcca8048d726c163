class Old < ActiveRecord::Migration[4.2]
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
