import { expect, it } from 'vitest';
import { ectoReader } from '../../../../shared/guards/migrations/tools/ecto.ts';
import { historyOf, projects, repositoryOf } from '../../../histories/read.ts';
import { statuses } from '../../../histories/statuses.ts';
import { database } from '../../../support/database.ts';

async function read(body: string, { head = '', config = '' } = {}) {
  const text = `defmodule Shop.A do\n  use Ecto.Migration\n${head}\n  def change do\n${body}\n  end\nend\n`;
  const files = { 'priv/repo/migrations/1_a.exs': text, 'config/config.exs': config };
  const [project] = await projects('ecto', repositoryOf(files));
  const [migration] = project?.migrations ?? [];
  return { sql: migration?.sql?.map(({ text }) => text), opaque: migration?.opaque ?? false, migration, project };
}

// The table: elixir-ecto/ecto_sql: lib/ecto/migration/schema_migration.ex. Elixir is not to be had here.
it('joins files with rows by their numbers', async () => {
  const shop = await database(`CREATE TABLE schema_migrations (version bigint PRIMARY KEY, inserted_at timestamp(0));
    INSERT INTO schema_migrations VALUES (20240101090000, '2024-01-02 03:04:05'), (20240201090000, '2024-02-02')`);
  const history = await historyOf('ecto', shop);
  expect(history?.recorded[0]).toMatchObject({ id: '20240101090000', appliedAt: '2024-01-02T03:04:05.000Z' });
  const names = ['20240101090000_a.exs', 'old/20240115090000_b.exs', '20240301090000_c.exs', '20240401090000_d.ex'];
  const repository = repositoryOf(
    Object.fromEntries(names.map((name) => [`apps/shop/priv/repo/migrations/${name}`, ''])),
  );
  const [project = null] = await projects('ecto', repository);
  expect(project?.directory).toBe('apps/shop/priv/repo/migrations');
  expect(statuses({ project, history })).toEqual({
    '20240101090000': 'applied',
    '20240115090000': 'out-of-order',
    '20240201090000': 'missing-from-repository',
    '20240301090000': 'pending',
  });
});

it('reads the commands of Ecto.Migration into SQL that PostgreSQL takes', async () => {
  const { sql = [], opaque } = await read(`    create table(:users) do
      add :email, :string, null: false
      add :age, :integer, default: 18
      add :bio, :text
      add :tags, {:array, :string}, default: []
      add :settings, :map, default: %{}
      add :balance, :decimal, precision: 10, scale: 2
      add :token, :binary_id, default: fragment("gen_random_uuid()")
      add :seen_at, :utc_datetime_usec
      add :admin, :boolean, default: false, null: false
      timestamps()
    end

    create table("posts", primary_key: false) do
      add :id, :binary_id, primary_key: true
      add :user_id, references(:users, on_delete: :delete_all, on_update: :update_all),
        null: false
      add(:author_id, references(:users, type: :bigint, name: "wrote"))
      timestamps(type: :utc_datetime, updated_at: false)
    end

    create index(:posts, [:user_id])
    create unique_index("users", ["lower(email)"], where: "age > 0")
    create index(:users, [:age, :admin], using: :btree, include: [:bio], name: :by_age)
    create_if_not_exists index(:posts, :author_id)
    create constraint(:users, :grown, check: "age >= 0", validate: false)

    alter table(:users) do
      add :nickname, :string, size: 40
      modify :bio, :string, null: false, default: ""
      modify :balance, :numeric, from: :decimal
      remove :token
      remove :seen_at, :utc_datetime_usec
      remove_if_exists :nobody, :text
      add_if_not_exists :age, :integer
    end

    alter table(:posts) do
      remove :user_id, references(:users)
      add :number, :identity
    end

    rename table(:users), :age, to: :years
    rename table(:posts), to: table(:articles)
    drop constraint(:users, "grown")
    drop_if_exists index(:users, [:nothing])
    drop index(:users, [:years], name: :by_age)
    execute "CREATE VIEW a AS SELECT 1", "DROP VIEW a"
    execute """
    CREATE TABLE b (
      c int
    );
    """
    flush()
    drop table("b")`);
  expect(opaque).toBe(false);
  const shop = await database(sql.join('\n'));
  const rows = await shop.query<{ line: string }>(`
    SELECT concat_ws(' ', relname, attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'not null' END,
      pg_get_expr(adbin, adrelid)) AS line
    FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef d ON adrelid = c.oid AND adnum = attnum
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    UNION ALL SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid::regclass::text IN ('users', 'articles')
    UNION ALL SELECT conname FROM pg_constraint WHERE contype = 'f'
    ORDER BY 1`);
  expect(rows.map(({ line }) => line)).toEqual([
    'articles author_id bigint',
    'articles id uuid not null',
    'articles inserted_at timestamp(0) without time zone not null',
    'articles number bigint not null',
    'posts_author_id_index',
    'posts_pkey',
    'users admin boolean not null false',
    'users balance numeric',
    "users bio character varying(255) not null ''::character varying",
    'users email character varying(255) not null',
    "users id bigint not null nextval('users_id_seq'::regclass)",
    'users inserted_at timestamp(0) without time zone not null',
    'users nickname character varying(40)',
    "users settings jsonb '{}'::jsonb",
    'users tags character varying(255)[] (ARRAY[]::character varying[])::character varying(255)[]',
    'users updated_at timestamp(0) without time zone not null',
    'users years integer 18',
    'users_lower_email_index',
    'users_pkey',
    'wrote',
  ]);
});

it.each([
  'repo().update_all("users", set: [a: 1])',
  'execute(fn -> repo().query!("SELECT 1") end)',
  'execute "DROP TABLE #{name}"',
  'execute "DROP TABLE " <> name',
  'if direction() == :up do\n  drop table(:a)\nelse\n  drop table(:b)\nend',
  'for t <- [:a, :b] do\n  drop table(t)\nend',
  'create table(:a) do\n  add :b, type()\nend',
  'create table(:a) do\n  add_common_columns()\nend',
  'alter table(:a) do\n  modify :b, references(:c), from: references(:d)\nend',
  'table(:a) |> drop()',
  'Enum.each([:a], fn t -> drop table(t) end)',
  'Oban.Migrations.up()',
  'create index(:a, [desc: :b])',
])('says that it does not know what %s does', async (body) => {
  expect(await read(body)).toMatchObject({ sql: [], opaque: true });
});

it('goes on behind what it does not understand, and names lines', async () => {
  const { migration, opaque } = await read(
    '    if x do\n      y\n    end\n    # lockstep: allow drop-table because unused\n    drop table(:a)',
  );
  expect(opaque).toBe(true);
  expect(migration?.sql).toEqual([{ line: 8, text: '-- lockstep: allow drop-table because unused\nDROP TABLE "a";' }]);
});

it('knows what runs without a transaction', async () => {
  const head = '  @disable_ddl_transaction true\n  @disable_migration_lock true';
  const { sql, migration } = await read('create index("a", [:b], concurrently: true)', { head });
  expect(sql).toEqual(['CREATE INDEX CONCURRENTLY "a_b_index" ON "a" ("b");']);
  expect(migration?.outsideTransaction).toBe(true);
});

it('keeps to what config/config.exs says of all migrations', async () => {
  const config = `config :shop, Shop.Repo,
  migration_primary_key: [name: :id, type: :binary_id],
  migration_foreign_key: [type: :binary_id],
  migration_timestamps: [type: :utc_datetime_usec, inserted_at: :created_at]`;
  const { sql } = await read('create table(:a) do\n  add :b_id, references(:b)\n  timestamps()\nend', { config });
  expect(sql).toEqual([
    'CREATE TABLE "a" ("id" uuid, "b_id" uuid CONSTRAINT "a_b_id_fkey" REFERENCES "b" ("id"), "created_at" timestamp NOT NULL, "updated_at" timestamp NOT NULL, PRIMARY KEY ("id"));',
  ]);
  expect(
    ectoReader.places(
      repositoryOf({ 'config/config.exs': 'migration_source: "versions"', 'priv/repo/migrations/1_a.exs': '' }),
    ),
  ).toEqual([{ directory: 'priv/repo/migrations', table: 'versions' }]);
});

it('says which files nobody can understand', async () => {
  const files = {
    '1_a.exs': 'defmodule A do\n  execute "open',
    '2_b.exs': '<<<<<<< HEAD\n=======\n>>>>>>> b\n',
    '02_twice.exs': '',
    '3_c.exs': 'defmodule C do\n  use Ecto.Migration\n  def up, do: drop(table(:a))\nend',
    '4_d.exs': `defmodule D do\n  def up do\n    execute ${'['.repeat(50_000)}\n`,
    '5_e.exs': '',
  };
  const [project] = await projects(
    'ecto',
    repositoryOf(
      Object.fromEntries(Object.entries(files).map(([name, text]) => [`priv/repo/migrations/${name}`, text])),
    ),
  );
  expect(project?.problems.map(({ file, message }) => [file.slice(21), message])).toEqual([
    ['2_b.exs', expect.stringContaining('same number')],
    ['1_a.exs', expect.stringContaining('no Elixir')],
    ['4_d.exs', expect.stringContaining('no Elixir')],
  ]);
  expect(project?.migrations.map(({ id, opaque = false }) => [id, opaque])).toEqual([
    ['1', true],
    ['2', true],
    ['3', false],
    ['4', true],
    ['5', true],
  ]);
});
