import { expect, it } from 'vitest';
import { repositoryWith } from '../../../../shared/guards/migrations/repository/repository.ts';
import { loadParsers } from '../../../../shared/guards/migrations/tools/parsers.ts';
import { readers } from '../../../../shared/guards/migrations/tools/readers.ts';
import type { Reader } from '../../../../shared/guards/migrations/tools/tool.ts';
import { repositoryOf } from '../../../histories/read.ts';

/** A service of each tool. */
const service: Record<string, string> = {
  'prisma/prisma/migrations/1_a/migration.sql': 'SELECT 1;',
  'prisma/prisma.config.ts': 'export default { migrations: { path: "prisma/migrations" } };',
  'alembic/alembic.ini': '[alembic]\nscript_location = migrations\n',
  'alembic/migrations/env.py': '',
  'alembic/migrations/versions/a.py':
    'from alembic import op\nrevision = "a"\ndown_revision = None\ndef upgrade():\n  op.drop_table("a")\n',
  'drizzle/drizzle/meta/_journal.json': '{"version":"7","dialect":"postgresql","entries":[]}',
  'drizzle-folders/drizzle/20240101090000_a/migration.sql': 'SELECT 1;',
  'drizzle-folders/drizzle/20240101090000_a/snapshot.json': '{"dialect":"postgres"}',
  'django/manage.py': '',
  'django/settings.py': '',
  'django/shop/migrations/0001_initial.py': 'class Migration(migrations.Migration):\n    operations = []\n',
  'rails/config/application.rb': '',
  'rails/db/migrate/1_a.rb': 'class A < ActiveRecord::Migration[7.0]\n def change; end\nend',
  'rails/db/post_migrate/2_b.rb': 'class B < ActiveRecord::Migration[7.0]\n def change; end\nend',
  'knex/knexfile.js': 'module.exports = { client: "pg" };',
  'knex/migrations/1_a.js': 'exports.up = function (knex) { return knex.raw("SELECT 1"); };',
  'sequelize/migrations/1_a.js':
    'module.exports = { async up(queryInterface) { await queryInterface.dropTable("b"); } };',
  'sequelize/config/config.json': '{"production": {"migrationStorageTableName": "x"}}',
  'typeorm/data-source.ts': 'export default new DataSource({ migrations: ["migrations/*.ts"] });',
  'typeorm/migrations/1_c.ts': 'export class C1704099600000 implements MigrationInterface { async up(queryRunner) {} }',
  'mikroorm/migrations/Migration20240101000000.ts':
    'export class Migration20240101000000 extends Migration { async up() {} }',
  'kysely/migrations/1_e.ts': 'import type { Kysely } from "kysely";\nexport async function up(db: Kysely<unknown>) {}',
  'pg/migrations/1_f.js': 'exports.up = (pgm) => { pgm.dropTable("f"); };',
  'flyway/application.yml': 'spring:\n  flyway:\n    locations: classpath:db/{vendor}\n',
  'flyway/db/postgresql/V1__a.sql': 'SELECT 1;',
  'liquibase/liquibase.properties': 'changeLogFile: changelog.yaml',
  'liquibase/changelog.yaml':
    'databaseChangeLog:\n  - changeSet: { id: 1, author: a, changes: [{ sql: { sql: SELECT 1 } }] }\n',
  'golang/migrations/1_a.up.sql': 'SELECT 1;',
  'goose/migrations/1_a.sql': '-- +goose Up\nSELECT 1;',
  'dbmate/migrations/1_a.sql': '-- migrate:up\n-- migrate:down\n',
  'sqlx/Cargo.toml': 'sqlx = { features = ["postgres"] }',
  'sqlx/migrations/1_a.sql': 'SELECT 1;',
  'atlas/migrations/1_a.sql': 'SELECT 1;',
  'atlas/migrations/atlas.sum': 'h1:',
  'supabase/supabase/migrations/20240101090000_a.sql': 'SELECT 1;',
  'ecto/config/config.exs': '',
  'ecto/priv/repo/migrations/1_a.exs': 'defmodule A do\n  use Ecto.Migration\n  def change do\n  end\nend',
  'diesel/diesel.toml': '',
  'diesel/migrations/1_a/up.sql': 'SELECT 1;',
};

/** In how many places it is read, and how often all files are looked through for it. */
async function looks({ places, read }: Reader, services: number): Promise<{ found: number; looks: number }> {
  const all = Array.from({ length: services }, (_, at) =>
    Object.entries(service).map(([path, text]) => [`services/s${at}/${path}`, text]),
  );
  const repository = repositoryOf(Object.fromEntries(all.flat()));
  await loadParsers(repository);
  let count = 0;
  const counted = {
    ...repositoryWith(repository.files, repository),
    get files() {
      count += 1;
      return repository.files;
    },
  };
  const found = places(counted);
  for (const place of found) await read(counted, place);
  return { found: found.length, looks: count };
}

it.each(readers)('$tool is found in many places without a look through all files for each', async (reader) => {
  const [few, many] = [await looks(reader, 2), await looks(reader, 6)];
  expect(many.found).toBe(few.found * 3);
  expect(few.found).toBeGreaterThan(0);
  expect(many.looks).toBe(few.looks);
});
