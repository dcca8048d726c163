import type { At, Needs, Ran, RunOptions, Scenario } from '../scenario.ts';

/** drizzle-kit 0.31.11 generates and migrates with drizzle-orm 0.45.4: the layout with a journal. */
export const needs: Needs = { packages: ['drizzle-orm@0.45.4', 'drizzle-kit@0.31.11', 'pg@8.23.1'] };

const configuration = (rest = '') => `import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './schema.ts',
  out: './drizzle',
  dbCredentials: { url: process.env.DATABASE_URL! },${rest}
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

/** Two migrations that drizzle-kit wrote, not yet applied. */
async function two(at: At, rest?: string): Promise<void> {
  at.write('drizzle.config.ts', configuration(rest));
  await generate(at, 'init', '');
  await generate(at, 'nickname', '  nickname: text(),\n');
}

const journal = 'drizzle/meta/_journal.json';

interface Journal {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
}

function rewrite(at: At, change: (journal: Journal) => void): void {
  const content = JSON.parse(at.text(journal)) as Journal;
  change(content);
  at.write(journal, JSON.stringify(content, null, 2));
}

const fresh: Scenario = (at) => two(at);

const upToDate: Scenario = async (at) => {
  await two(at);
  at.say('migrate', await migrate(at));
};

const pending: Scenario = async (at) => {
  await two(at);
  await migrate(at);
  await generate(at, 'locked_until', '  nickname: text(),\n  lockedUntil: integer(),\n');
};

/** A branch whose migration was generated before the newest applied one was merged after it. */
const skipped: Scenario = async (at) => {
  await two(at);
  await migrate(at);
  at.write('drizzle/0002_age.sql', 'ALTER TABLE "users" ADD COLUMN "age" integer;');
  rewrite(at, ({ entries }) => {
    const when = (entries[1]?.when ?? 0) - 10;
    entries.push({ idx: 2, version: '7', when, tag: '0002_age', breakpoints: true });
  });
  at.say('migrate', await migrate(at));
};

/** The second of two statements fails. All was in one transaction: the table does not know of it. */
const failed: Scenario = async (at) => {
  await two(at);
  await migrate(at);
  await kit(at, ['generate', '--custom', '--name', 'orders']);
  at.write(
    'drizzle/0002_orders.sql',
    'CREATE TABLE "orders" ("id" serial);\n--> statement-breakpoint\nALTER TABLE "customers" ADD COLUMN "vat" text;\n',
  );
  at.say('migrate', await migrate(at, { mayFail: true }));
};

const edited: Scenario = async (at) => {
  await two(at);
  await migrate(at);
  at.write('drizzle/0001_nickname.sql', 'ALTER TABLE "users" ADD COLUMN "nickname" varchar(40);');
  at.say('migrate', await migrate(at));
};

const deleted: Scenario = async (at) => {
  await two(at);
  await migrate(at);
  at.remove('drizzle/0001_nickname.sql');
  rewrite(at, ({ entries }) => void entries.pop());
  at.say('migrate', await migrate(at));
};

const halfWritten: Scenario = async (at) => {
  await two(at);
  await migrate(at);
  at.write(journal, at.text(journal).slice(0, -60));
  at.say('migrate', await migrate(at, { mayFail: true }));
};

const conflict: Scenario = async (at) => {
  await two(at);
  await migrate(at);
  const lines = at.text(journal).split('\n');
  lines.splice(12, 0, '<<<<<<< HEAD', '=======', '>>>>>>> feature');
  at.write(journal, lines.join('\n'));
};

const withoutFile: Scenario = async (at) => {
  await two(at);
  await migrate(at);
  at.remove('drizzle/0001_nickname.sql');
  at.say('migrate', await migrate(at, { mayFail: true }));
};

const leftOut: Scenario = async (at) => {
  await two(at);
  await migrate(at);
  at.write('drizzle/0002_age.sql', 'ALTER TABLE "users" ADD COLUMN "age" integer;');
  at.say('migrate', await migrate(at));
};

const customTable: Scenario = async (at) => {
  await two(at, `\n  migrations: { table: 'applied', schema: 'deploys' },`);
  await migrate(at);
};

/** Files as people's editors leave them; one with a BOM PostgreSQL refuses, so that Drizzle records none. */
const checksums: Scenario = async (at) => {
  await two(at);
  const files: Record<string, string> = {
    '0002_crlf': 'SELECT 1;\r\n--> statement-breakpoint\r\nSELECT 2;\r\n',
    '0003_mixed': 'SELECT 1;\r\nSELECT 2;\nSELECT 3;\r',
    '0004_unicode': "SELECT 'Grüße, 世界, 🎉, e\u0301';\n",
    '0005_empty': '',
    '0006_no_final_newline': 'SELECT 1;',
    '0007_only_comments': '-- nothing\n\n/* at all */',
  };
  for (const [tag, sql] of Object.entries(files)) {
    at.write(`drizzle/${tag}.sql`, sql);
    rewrite(at, ({ entries }) => {
      const when = (entries.at(-1)?.when ?? 0) + 1000;
      entries.push({ idx: entries.length, version: '7', when, tag, breakpoints: true });
    });
  }
  await migrate(at);
};

export const scenarios: Record<string, Scenario> = {
  fresh,
  'up-to-date': upToDate,
  pending,
  skipped,
  failed,
  edited,
  deleted,
  'half-written': halfWritten,
  conflict,
  'without-file': withoutFile,
  'left-out': leftOut,
  'custom-table': customTable,
  checksums,
};
