import { expect, it } from 'vitest';
import { readers } from '../../../../../shared/guards/migrations/tools/readers.ts';
import { repositoryOf } from '../../../../histories/read.ts';

const ours = [
  'rails',
  'goose',
  'dbmate',
  'golang-migrate',
  'sqlx',
  'atlas',
  'ecto',
  'diesel',
  'supabase',
  'drizzle',
  'prisma',
];

function claims(files: Record<string, string>): string[] {
  const repository = repositoryOf(files);
  return readers
    .filter(({ tool }) => ours.includes(tool))
    .flatMap(({ tool, places }) => places(repository).map(({ directory }) => `${directory}: ${tool}`))
    .sort();
}

it('claims each directory of one repository for one tool', () => {
  expect(
    claims({
      'goose/migrations/00001_a.sql': '-- +goose Up\nSELECT 1;\n',
      'goose-go/migrations/00001_a.go': 'package migrations\n\nimport "github.com/pressly/goose/v3"\n',
      'dbmate/db/migrations/1_a.sql': '-- migrate:up\n-- migrate:down\n',
      'golang/migrations/000001_a.up.sql': 'SELECT 1;',
      'golang/migrations/000001_a.down.sql': 'SELECT 1;',
      'golang/go.mod': 'module x',
      'golang-atlas/migrations/1_a.up.sql': 'SELECT 1;',
      'golang-atlas/migrations/atlas.sum': 'h1:',
      'goose-atlas/migrations/1_a.sql': '-- +goose Up\nSELECT 1;\n',
      'goose-atlas/migrations/atlas.sum': 'h1:',
      'sqlx/Cargo.toml': '[dependencies.sqlx]\nversion = "0.8"\n',
      'sqlx/migrations/1_a.sql': 'SELECT 1;',
      'sqlx-pairs/Cargo.toml': '[workspace.dependencies]\nsqlx = "0.8"\n',
      'sqlx-pairs/crates/db/migrations/1_a.up.sql': 'SELECT 1;',
      'sqlx-pairs/crates/db/migrations/1_a.down.sql': 'SELECT 1;',
      'diesel/diesel.toml': '',
      'diesel/migrations/2024-01-01-090000_a/up.sql': 'SELECT 1;',
      'atlas/migrations/20240101090000_a.sql': 'SELECT 1;',
      'atlas/migrations/atlas.sum': 'h1:',
      'supabase/migrations/20240101090000_a.sql': 'SELECT 1;',
      'rails/config/application.rb': '',
      'rails/db/migrate/20240101090000_a.rb': '',
      'ecto/priv/repo/migrations/20240101090000_a.exs': 'defmodule A do\n  use Ecto.Migration\nend',
      'plain/migrations/1_a.sql': 'SELECT 1;',
      'docs/000001_a.sql': 'SELECT 1;',
    }).filter((claim) => !claim.startsWith('drizzle')),
  ).toEqual([
    'atlas/migrations: atlas',
    'dbmate/db/migrations: dbmate',
    'diesel/migrations: diesel',
    'ecto/priv/repo/migrations: ecto',
    'golang-atlas/migrations: golang-migrate',
    'golang/migrations: golang-migrate',
    'goose-atlas/migrations: goose',
    'goose-go/migrations: goose',
    'goose/migrations: goose',
    'rails/db/migrate: rails',
    'sqlx-pairs/crates/db/migrations: sqlx',
    'sqlx/migrations: sqlx',
    'supabase/migrations: supabase',
  ]);
});

it('claims the same layouts where each is a repository of its own', () => {
  expect(claims({ 'migrations/1_a.sql': '-- +goose Up\n' })).toEqual(['migrations: goose']);
  expect(claims({ 'db/migrations/1_a.sql': '-- migrate:up\n' })).toEqual(['db/migrations: dbmate']);
  expect(claims({ 'migrations/1_a.up.sql': '' })).toEqual(['migrations: golang-migrate']);
  expect(claims({ 'Cargo.toml': 'sqlx = "0.8"', 'migrations/1_a.up.sql': '' })).toEqual(['migrations: sqlx']);
  expect(claims({ 'Cargo.toml': 'diesel = "2"', 'migrations/1_a/up.sql': '' })).toEqual(['migrations: diesel']);
  expect(claims({ 'migrations/1.sql': '', 'migrations/atlas.sum': '' })).toEqual(['migrations: atlas']);
  expect(claims({ '1_a.up.sql': '' })).toEqual([': golang-migrate']);
  expect(claims({})).toEqual([]);
});

it('leaves out what the names around it say is for another database', () => {
  const files = { '1_a.up.sql': '', '1_a.down.sql': '' };
  const folders = [
    'clickhouse/migrations/clustered',
    'db/migrations_sqlite',
    'server-mysql/migrations',
    'db/postgres/migrations',
    'mysql-to-postgres/migrations',
    'vendors/oracle/migrations',
    'vendors/postgresql/migrations',
    'price/oracle/migrations',
  ];
  const all = folders.flatMap((folder) => Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
  expect(claims(Object.fromEntries(all))).toEqual(
    ['db/postgres', 'mysql-to-postgres', 'price/oracle', 'vendors/postgresql'].map(
      (folder) => `${folder}/migrations: golang-migrate`,
    ),
  );
  expect(claims({ 'diesel.toml': '', 'sqlite/migrations/1_a/up.sql': '' })).toEqual([]);
});

it('leaves out the crates that sqlx is compiled for other databases in', () => {
  const workspace = {
    'Cargo.toml': '[workspace.dependencies.sqlx]\nversion = "0.8"\nfeatures = ["runtime-tokio"]\n',
    'ai/Cargo.toml': 'sqlx = { workspace = true, features = ["sqlite"] }',
    'ai/migrations/1_a.sql': '',
    'kv/Cargo.toml': 'sqlx = { workspace = true }',
    'kv/migrations/1_a.sql': '',
  };
  expect(claims(workspace)).toEqual(['kv/migrations: sqlx']);
  const server = { 'server/Cargo.toml': 'sqlx.features = ["postgres"]', 'server/migrations/1_a.sql': '' };
  expect(claims({ ...workspace, ...server })).toEqual(['server/migrations: sqlx']);
  expect(claims({ ...workspace, 'Cargo.toml': '[features]\npg = ["sqlx/postgres"]\n' })).toHaveLength(2);
});
