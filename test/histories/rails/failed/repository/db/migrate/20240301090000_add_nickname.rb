class AddNickname < ActiveRecord::Migration[6.1]
  disable_ddl_transaction!

  def up
    add_column :users, :nickname, :string
    execute "SELECT 1 / 0"
  end
end
