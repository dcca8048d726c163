class Keys < ActiveRecord::Migration[6.1]
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
