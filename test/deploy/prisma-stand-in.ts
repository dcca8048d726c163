import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manifestOf } from '../../shared/guards/migrations/manifest/build.ts';
import { repositoryAt } from '../../shared/guards/migrations/repository/walk.ts';
import type { Expectation } from '../../shared/model/manifest.ts';
import { settingsSchema } from '../../shared/model/settings.ts';
import { folderWith } from '../support/command.ts';
import type { TestDatabase } from '../support/database.ts';
import { type DeployTold, type DeployWish, deploying } from './deploying.ts';

/** A repository with migrations of Prisma by name, and a program that applies them as `prisma migrate deploy` does. */
export interface PrismaStandIn {
  folder: string;
  command: string[];
  expectation(): Promise<Expectation>;
}

/** The table as Prisma makes it. */
export const historySql = `CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL,
  finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

/** `files`: beside the migrations, from the root. */
export function prismaStandIn(migrations: Record<string, string>, files: Record<string, string> = {}): PrismaStandIn {
  const folder = folderWith();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('prisma/migrations/migration_lock.toml', 'provider = "postgresql"\n');
  for (const [name, sql] of Object.entries(migrations)) write(`prisma/migrations/${name}/migration.sql`, sql);
  for (const [path, text] of Object.entries(files)) write(path, text);
  cpSync(join(import.meta.dirname, 'prisma-stand-in.cjs'), join(folder, 'apply.cjs'));
  return {
    folder,
    command: [process.execPath, 'apply.cjs'],
    async expectation() {
      const settings = settingsSchema.parse({}).migrations;
      return { manifest: await manifestOf(repositoryAt(folder), { settings, allSql: true }), source: 'repository' };
    },
  };
}

/** A shop with a table and the history's. */
export const shopSql = `CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders DEFAULT VALUES; ${historySql}`;

export const twoMigrations = {
  '20260101000000_customers': 'CREATE TABLE customers (id bigserial PRIMARY KEY);',
  '20260102000000_note': 'ALTER TABLE customers ADD COLUMN note text;',
};

/** Deploys migrations as Prisma has them. */
export async function deployingPrisma(
  shop: TestDatabase,
  migrations: Record<string, string>,
  wish: DeployWish = {},
): Promise<DeployTold> {
  const { folder, command, expectation } = prismaStandIn(migrations);
  return deploying(shop, command, {
    folder,
    expectation: await expectation(),
    guards: ['sequences', 'migrations'],
    ...wish,
  });
}
