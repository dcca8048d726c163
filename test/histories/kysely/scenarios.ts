import type { At, Needs, Scenario } from '../scenario.ts';

export const needs: Needs = { packages: ['kysely@0.28.18', 'kysely-ctl@0.20.0', 'pg@8.23.1'] };

const config = `import { defineConfig } from 'kysely-ctl';
import pg from 'pg';
export default defineConfig({
  dialect: 'pg',
  dialectConfig: { pool: new pg.Pool({ connectionString: process.env.DATABASE_URL }) },
  migrations: { migrationFolder: 'src/migrations' },
});
`;

const users = `import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
	await db.schema
		.createTable('person')
		.addColumn('id', 'serial', (col) => col.primaryKey())
		.addColumn('first_name', 'varchar(80)', (col) => col.notNull())
		.addColumn('gender', 'varchar(50)', (col) => col.defaultTo("o'ther").notNull())
		.addColumn('created_at', 'timestamp', (col) => col.defaultTo(sql\`now()\`).notNull())
		.addColumn('mood', sql\`text\`)
		.addUniqueConstraint('person_name', ['first_name', 'gender'])
		.execute()

	await db.schema
		.createTable('pet')
		.ifNotExists()
		.addColumn('id', 'bigint', (col) => col.generatedAlwaysAsIdentity().primaryKey())
		.addColumn('owner_id', 'integer', (col) => col.references('person.id').onDelete('cascade').notNull())
		.addColumn('weight', 'decimal(8, 2)', (col) => col.check(sql\`weight > 0\`))
		.execute()

	await db.schema.createIndex('pet_owner').on('pet').column('owner_id').execute()
}

export async function down(db: Kysely<any>): Promise<void> {
	await db.schema.dropTable('pet').execute()
}
`;

const change = `import { type Kysely, sql } from 'kysely'

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
	await sql\`create view cats as select id from pet\`.execute(db)
}
`;

const files: Record<string, string> = { '1704099600000_users.ts': users, '1706778000000_change.ts': change };

async function upToDate(at: At): Promise<void> {
  at.write('kysely.config.ts', config);
  for (const [name, text] of Object.entries(files)) at.write(`src/migrations/${name}`, text);
  await kysely(at, 'latest');
}

async function kysely(at: At, command: string, mayFail = false) {
  return at.run(['kysely', 'migrate', command, '--no-outdated-check', '--no-filesystem-caching'], { mayFail });
}

async function say(at: At, command: string): Promise<void> {
  const { stdout, stderr } = await kysely(at, command, true);
  at.say(command, `${stdout}${stderr}`.replaceAll(/^ +at .*\n/gm, ''));
}

const motto = `import type { Kysely } from 'kysely'
export async function up(db: Kysely<any>): Promise<void> {
	await db.schema.alterTable('person').addColumn('motto', 'text').execute()
}
`;

export const scenarios: Record<string, Scenario> = {
  'up-to-date': async (at) => {
    await upToDate(at);
    await say(at, 'list');
  },
  pending: async (at) => {
    await upToDate(at);
    at.write('src/migrations/1709283600000_motto.ts', motto);
    await say(at, 'list');
  },
  /** refused: "corrupted migrations" */
  'out-of-order': async (at) => {
    await upToDate(at);
    at.write('src/migrations/1705000000000_motto.ts', motto);
    await say(at, 'latest');
  },
  /** refused: "corrupted migrations: previously executed migration ... is missing" */
  deleted: async (at) => {
    await upToDate(at);
    at.remove('src/migrations/1706778000000_change.ts');
    await say(at, 'latest');
  },
  /** all that is pending is one transaction: nothing is left of it */
  failed: async (at) => {
    await upToDate(at);
    at.write('src/migrations/1709283600000_motto.ts', motto);
    at.write(
      'src/migrations/1709290000000_bad.ts',
      `import { type Kysely, sql } from 'kysely'
export async function up(db: Kysely<any>): Promise<void> {
	await sql\`select 1/0\`.execute(db)
}
`,
    );
    await say(at, 'latest');
    await say(at, 'list');
  },
};
