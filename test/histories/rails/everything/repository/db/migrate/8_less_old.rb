class LessOld < ActiveRecord::Migration[5.0]
  def change
    create_table :less_olds do |t|
      t.references :author
      t.timestamps
    end
    create_table :strings, id: :string
    create_join_table :olds, :less_olds
  end
end
