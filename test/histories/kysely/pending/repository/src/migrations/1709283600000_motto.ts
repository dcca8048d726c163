import type { Kysely } from 'kysely'
export async function up(db: Kysely<any>): Promise<void> {
	await db.schema.alterTable('person').addColumn('motto', 'text').execute()
}
