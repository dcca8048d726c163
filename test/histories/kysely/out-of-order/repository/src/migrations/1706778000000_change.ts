import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
	await db.schema.alterTable('person')
		.addColumn('last_name', 'text')
		.dropColumn('mood')
		.alterColumn('first_name', (col) => col.setDataType('text'))
		.alterColumn('gender', (col) => col.dropDefault())
		.execute()
	await db.schema.alterTable('person').renameColumn('gender', 'kind').execute()
	await db.schema.alterTable('pet').addColumn('friend_id', 'bigint').execute()
	await db.schema.alterTable('pet').addUniqueConstraint('pet_friend', ['friend_id']).execute()
	await db.schema.alterTable('pet')
		.addForeignKeyConstraint('pet_person', ['owner_id'], 'person', ['id'])
		.onDelete('restrict')
		.execute()
	await db.schema.createType('species').asEnum(['cat', 'dog']).execute()
	await sql`create view cats as select id from pet`.execute(db)
}
