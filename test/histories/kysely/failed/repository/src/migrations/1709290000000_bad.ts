import { type Kysely, sql } from 'kysely'
export async function up(db: Kysely<any>): Promise<void> {
	await sql`select 1/0`.execute(db)
}
