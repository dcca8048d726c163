class Indexes < ActiveRecord::Migration[6.1]
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
