import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
	await db.schema
		.createTable('person')
		.addColumn('id', 'serial', (col) => col.primaryKey())
		.addColumn('first_name', 'varchar(80)', (col) => col.notNull())
		.addColumn('gender', 'varchar(50)', (col) => col.defaultTo("o'ther").notNull())
		.addColumn('created_at', 'timestamp', (col) => col.defaultTo(sql`now()`).notNull())
		.addColumn('mood', sql`text`)
		.addUniqueConstraint('person_name', ['first_name', 'gender'])
		.execute()

	await db.schema
		.createTable('pet')
		.ifNotExists()
		.addColumn('id', 'bigint', (col) => col.generatedAlwaysAsIdentity().primaryKey())
		.addColumn('owner_id', 'integer', (col) => col.references('person.id').onDelete('cascade').notNull())
		.addColumn('weight', 'decimal(8, 2)', (col) => col.check(sql`weight > 0`))
		.execute()

	await db.schema.createIndex('pet_owner').on('pet').column('owner_id').execute()
}

export async function down(db: Kysely<any>): Promise<void> {
	await db.schema.dropTable('pet').execute()
}
