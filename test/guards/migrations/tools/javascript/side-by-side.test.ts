import { expect, it } from 'vitest';
import type { ToolName } from '../../../../../shared/model/manifest.ts';
import { projects, repositoryOf } from '../../../../histories/read.ts';

const tools: ToolName[] = ['knex', 'sequelize', 'typeorm', 'mikroorm', 'kysely', 'node-pg-migrate'];

const repository = repositoryOf({
  'a/migrations/1_a.ts': `import type { Knex } from 'knex';
export async function up(knex: Knex) { await knex.raw('SELECT 1'); }`,
  'b/migrations/1_b.js': `module.exports = { async up(queryInterface) { await queryInterface.dropTable('b'); } };`,
  'c/migrations/1_c.ts': `import { MigrationInterface, QueryRunner } from 'typeorm';
export class C1704099600000 implements MigrationInterface { async up(queryRunner: QueryRunner) {} }`,
  'd/migrations/Migration20240101000000.ts': `import { Migration } from '@mikro-orm/migrations';
export class Migration20240101000000 extends Migration { async up() { this.addSql('SELECT 1'); } }`,
  'e/migrations/1_e.ts': `import type { Kysely } from 'kysely';
export async function up(db: Kysely<unknown>) { await db.schema.dropTable('e').execute(); }`,
  'f/migrations/1_f.ts': `import type { MigrationBuilder } from 'node-pg-migrate';
export async function up(pgm: MigrationBuilder) { pgm.dropTable('f'); }`,
  'g/migrations/1_g.sql': 'SELECT 1;',
  'h/migrations/readme.ts': 'export const nothing = 1;',
});

it('gives each directory to the one tool whose migrations are in it', async () => {
  const found = await Promise.all(tools.map(async (tool) => [tool, await projects(tool, repository)] as const));
  expect(Object.fromEntries(found.map(([tool, all]) => [tool, all.map(({ directory }) => directory)]))).toEqual({
    knex: ['a/migrations'],
    sequelize: ['b/migrations'],
    typeorm: ['c/migrations'],
    mikroorm: ['d/migrations'],
    kysely: ['e/migrations'],
    'node-pg-migrate': ['f/migrations'],
  });
  expect(
    found.flatMap(([, all]) => all.flatMap(({ migrations }) => migrations)).filter(({ opaque }) => opaque),
  ).toEqual([]);
});

it('throws for nothing that a file may hold', async () => {
  const broken = {
    'x/migrations/empty.ts': '',
    'x/migrations/zero.ts': '\0\0',
    'x/migrations/deep.ts': `exports.up = (knex) => ${'('.repeat(3000)}1${')'.repeat(3000)}`,
    'x/migrations/chain.ts': `exports.up = (knex) => knex${'.schema.x()'.repeat(2000)}`,
    'x/migrations/laughs.ts': `const a0 = 'aaaaaaaaaa';\n${Array.from({ length: 60 }, (_, at) => `const a${at + 1} = a${at} + a${at};`).join('\n')}
exports.up = (knex) => knex.raw(a60);`,
    'x/migrations/self.ts': `const a = () => a(); exports.up = a; const up = up; function f() { return f; }`,
    'x/migrations/spaces.ts': `up${' '.repeat(50_000)}x`,
    'x/migrations/long.ts': `exports.up = (knex) => 1; // ${'x'.repeat(2_100_000)}`,
  };
  const [project] = await projects('knex', repositoryOf(broken), { directory: 'x/migrations' });
  expect(project?.migrations).toHaveLength(8);
  expect(project?.migrations.flatMap(({ sql }) => sql ?? [])).toEqual([]);
  for (const tool of tools)
    expect(await projects(tool, repositoryOf(broken), { directory: 'x/migrations' })).toHaveLength(1);
});

it('takes what TypeScript was compiled to for no second project, and for no second migration', async () => {
  const source =
    'import type { Knex } from "knex"; export async function up(knex: Knex) { await knex.raw("SELECT 1"); }';
  const compiled = 'exports.up = function (knex) { return knex.raw("SELECT 1"); };';
  const read = async (files: Record<string, string>) =>
    (await projects('knex', repositoryOf(files))).map(({ directory, migrations }) => [
      directory,
      ...migrations.map(({ id }) => id),
    ]);
  const one = { 'src/migrations/1_a.ts': source, 'src/migrations/1_a.js': compiled, 'src/migrations/2_b.js': compiled };
  expect(await read(one)).toEqual([['src/migrations', '1_a.ts', '2_b.js']]);
  const two = { 'src/migrations/1_a.ts': source, 'src/migrations/2_b.ts': source, 'out/migrations/1_a.js': compiled };
  expect(await read(two)).toEqual([['src/migrations', '1_a.ts', '2_b.ts']]);
  // A service of its own, whatever another calls its first migration.
  expect(await read({ ...two, 'other/migrations/1_a.ts': source })).toHaveLength(2);
  expect(await read({ ...two, 'other/migrations/9_z.js': compiled })).toHaveLength(2);
});

/** Programs that say all that the tools' migrations say, and are none: a runner, helpers, a list of names. */
const about = {
  'runner.ts': `import { Knex } from 'knex'; import type { Kysely } from 'kysely'; import { Umzug } from 'umzug';
export async function migrate(knex: Knex, db: Kysely<unknown>) { await knex.migrate.up(); }`,
  'up.ts': `export async function up(db: Kysely<unknown>, queryInterface: QueryInterface, pgm: MigrationBuilder) {}`,
  'base.ts': `export abstract class Base extends Migration implements MigrationInterface { async up(queryRunner) {} }`,
  '2024-notes.ts': `export const pgm = 'node-pg-migrate', knex = 'knex', kysely = require('kysely');`,
};

/** Where each tool finds migrations among these files, and what they are. */
async function foundAmong(files: Record<string, string>) {
  const repository = repositoryOf(files);
  const all = await Promise.all(tools.map((tool) => projects(tool, repository)));
  return all.flat().map(({ tool, directory, migrations }) => [tool, directory, ...migrations.map(({ id }) => id)]);
}

it('takes a folder of programs that are about migrations for no project', async () => {
  const folders = ['migrations', 'src/migrate/runners', 'lib/db-migrations'];
  const files = Object.entries(about).map(([name, text]) => folders.map((folder) => [`${folder}/${name}`, text]));
  expect(await foundAmong(Object.fromEntries(files.flat()))).toEqual([]);
});

it('finds migrations whose names have no number by their tool among the dependencies, and that they can be run', async () => {
  const kysely = { 'db/migrations/users.ts': 'export async function up(db: Kysely<unknown>) {}' };
  const needs = (name: string) => JSON.stringify({ devDependencies: { [name]: '1' } });
  expect(await foundAmong(kysely)).toEqual([]);
  expect(await foundAmong({ ...kysely, 'package.json': needs('knex') })).toEqual([]);
  const found = [['kysely', 'db/migrations', 'users']];
  expect(await foundAmong({ ...kysely, 'package.json': needs('kysely') })).toEqual(found);
  expect(await foundAmong({ ...kysely, 'db/package.json': needs('kysely'), 'package.json': '{}' })).toEqual(found);
  const { 'runner.ts': runner } = about;
  expect(await foundAmong({ 'db/migrations/runner.ts': runner, 'package.json': needs('kysely') })).toEqual([]);
});
