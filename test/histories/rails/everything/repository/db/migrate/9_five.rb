class Five < ActiveRecord::Migration[5.2]
  def change
    create_table :fives do |t|
      t.references :author, polymorphic: true
      t.timestamps
    end
    create_table :sixes
  end
end
