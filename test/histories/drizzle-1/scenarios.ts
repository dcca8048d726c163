import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { At, Needs, Ran, RunOptions, Scenario } from '../scenario.ts';

/** drizzle-kit and drizzle-orm 1.0.0-rc.5: a folder for each migration, and rows with names. */
const version = '1.0.0-rc.5-ab785fc';
export const needs: Needs = { packages: [`drizzle-orm@${version}`, `drizzle-kit@${version}`, 'pg@8.23.1'] };

const configuration = `import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './schema.ts',
  out: './drizzle',
  dbCredentials: { url: process.env.DATABASE_URL! },
});
`;

const schema = (columns: string) => `import { integer, pgTable, serial, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: serial().primaryKey(),
  email: text().notNull().unique(),
${columns}});
`;

function kit(at: At, words: string[], options: RunOptions = {}): Promise<Ran> {
  return at.run(['drizzle-kit', ...words], options);
}

const migrate = (at: At, options?: RunOptions) => kit(at, ['migrate'], options);

async function generate(at: At, name: string, columns: string): Promise<void> {
  at.write('schema.ts', schema(columns));
  await kit(at, ['generate', '--name', name]);
}

const upToDate: Scenario = async (at) => {
  at.write('drizzle.config.ts', configuration);
  await generate(at, 'init', '');
  // Folders have whole seconds in their names.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await generate(at, 'nickname', '  nickname: text(),\n');
  at.say('migrate', await migrate(at));
};

const pending: Scenario = async (at) => {
  await upToDate(at);
  at.write('drizzle/29990101000000_age/migration.sql', 'ALTER TABLE "users" ADD COLUMN "age" integer;');
};

/** Merged late: from 1.0 on it is run. */
const late: Scenario = async (at) => {
  await upToDate(at);
  at.write('drizzle/20200101000000_age/migration.sql', 'ALTER TABLE "users" ADD COLUMN "age" integer;');
};

const lateRun: Scenario = async (at) => {
  await late(at);
  at.say('migrate', await migrate(at));
};

const older = join(import.meta.dirname, '../drizzle/up-to-date');

/** The repository of 0.x after `drizzle-kit up`, its database as 0.x left it. */
const upgraded: Scenario = async (at) => {
  cpSync(join(older, 'repository'), at.folder, { recursive: true });
  await at.query(readFileSync(join(older, 'database.sql'), 'utf8'));
  at.say('up', await kit(at, ['up']));
};

/** And after its first `migrate`, which gives the rows their names. */
const upgradedAndMigrated: Scenario = async (at) => {
  await upgraded(at);
  at.say('migrate', await migrate(at));
};

export const scenarios: Record<string, Scenario> = {
  'up-to-date': upToDate,
  pending,
  late,
  'late-run': lateRun,
  upgraded,
  'upgraded-and-migrated': upgradedAndMigrated,
};
