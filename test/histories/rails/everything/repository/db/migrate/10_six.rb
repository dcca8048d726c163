class Six < ActiveRecord::Migration[6.0]
  def change
    change_table :sixes do |t|
      t.references :author, polymorphic: true
      t.timestamps
    end
    add_reference :sixes, :critic, polymorphic: true
  end
end
