import { expect, it } from 'vitest';
import { rails, railsReader } from '../../../../shared/guards/migrations/tools/rails.ts';
import { bothSides, historyOf, projects, repositoryOf } from '../../../histories/read.ts';
import { expectSameSchema } from '../../../histories/same-schema.ts';
import { statuses } from '../../../histories/statuses.ts';
import { database } from '../../../support/database.ts';
import { projectOf } from '../made.ts';

const applied = { '20240101090000': 'applied', '20240201090000': 'applied' };

it.each([
  ['up-to-date', applied],
  ['pending', { ...applied, '20240301090000': 'pending' }],
  ['out-of-order', { ...applied, '20240115090000': 'out-of-order' }],
  ['failed', { ...applied, '20240301090000': 'pending' }],
  ['deleted', { '20240101090000': 'applied', '20240201090000': 'missing-from-repository' }],
  ['stamped', { '20240101090000': 'applied', '20240301090000': 'applied' }],
])('says with db:migrate:status what is %s', async (scenario, expected) => {
  const both = await bothSides('rails', scenario);
  expect(statuses(both)).toEqual(expected);
  const words = { up: 'applied', down: 'pending', 'NO FILE': 'missing-from-repository' };
  const listed = [...(both.said.status ?? '').matchAll(/^ *(up|down) +(\d+) +(?:\*+ (NO FILE) \*+)?/gm)];
  const theirs = listed.map(([, word, id, gone]) => [id, words[(gone ?? word) as keyof typeof words]]);
  const ours = Object.entries(expected).map(([id, status]) => [id, status.replace('out-of-order', 'pending')]);
  expect(ours.toSorted()).toEqual(theirs);
});

it('misses none of the old migrations that were deleted because db/schema.rb stands for them, unlike Rails', async () => {
  const both = await bothSides('rails', 'squashed');
  expect(both.said.status).toContain('NO FILE');
  expect(statuses(both)).toEqual({ '20240301090000': 'applied' });
});

it('reads the environment that the database was migrated in, where the role may', async () => {
  const { database: shop, history } = await bothSides('rails', 'up-to-date');
  expect(history?.environment).toBe('production');
  await shop.query('ALTER TABLE ar_internal_metadata RENAME TO elsewhere');
  expect((await historyOf('rails', shop))?.environment).toBeNull();
});

it('makes of migrations the schema that Active Record makes of them', async () => {
  const { project, database: shop } = await bothSides('rails', 'everything');
  expect(project.problems).toEqual([]);
  expect(project.migrations.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  expect(project.migrations.filter(({ opaque }) => opaque).map(({ id }) => id)).toEqual([]);
  expect(project.migrations.filter(({ outsideTransaction }) => outsideTransaction).map(({ id }) => id)).toEqual(['4']);
  await namedByPostgres(shop);
  await expectSameSchema(project, shop, ['schema_migrations', 'ar_internal_metadata']);
});

/** Lockstep leaves out the names that Rails makes from a hash, so that PostgreSQL gives its own, by the table's first name. */
async function namedByPostgres(shop: { query(sql: string): Promise<unknown> }): Promise<void> {
  await shop.query(`DO $$ DECLARE each record; BEGIN FOR each IN
    SELECT conrelid::regclass AS place, conname, relname, contype, array_to_string(ARRAY(SELECT attname FROM pg_attribute
      WHERE attrelid = conrelid AND attnum = ANY (conkey)), '_') AS names
    FROM pg_constraint JOIN pg_class c ON c.oid = conrelid WHERE conname ~ '^(fk|chk)_rails_'
  LOOP
    EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', each.place, each.conname,
      CASE each.relname WHEN 'works' THEN 'books' WHEN 'persons' THEN 'people' ELSE each.relname END || '_' || each.names || CASE each.contype WHEN 'f' THEN '_fkey' ELSE '_check' END);
  END LOOP; END $$`);
}

async function read(body: string, { version = '[7.1]', files = {} }: { version?: string; files?: object } = {}) {
  const text = `class A < ActiveRecord::Migration${version}\n  def change\n${body}\n  end\nend\n`;
  const [project] = await projects('rails', repositoryOf({ 'db/migrate/1_a.rb': text, ...files }));
  const [migration] = project?.migrations ?? [];
  return { sql: migration?.sql?.map(({ text }) => text), opaque: migration?.opaque ?? false, project, migration };
}

it.each([
  'User.update_all(admin: false)',
  'execute "DROP TABLE #{name}"',
  'execute File.read("x.sql")',
  'create_table(:a) { |t| t.string :x; custom(t) }',
  'create_table(:a, options: "WITH (fillfactor=70)")',
  'add_column :a, :b, :string, default: Time.now',
  'add_column :a, :b, type',
  'add_column :a, :b, :datetime, default: "now()"',
  'add_index :a, :b, **options',
  'remove_foreign_key :a, :b',
  'revert { add_column :a, :b, :string }',
  'Other.connection.execute "SELECT 1"',
  'x = x + "a"; execute x',
  'each_table { |t| drop_table t }',
  'names.each { |t| drop_table t }',
  '[1].each_slice(2) { |t| drop_table t }',
  'begin; drop_table :a; rescue; end',
])('says that it does not know what %s does', async (body) => {
  expect(await read(body)).toMatchObject({ sql: [], opaque: true });
});

it('takes for certain only what is run once, whatever happens', async () => {
  const { sql, opaque } = await read(
    'drop_table :a\nif old?\n  drop_table :b\nend\ndrop_table :c\nreturn if x?\ndrop_table :d',
  );
  expect(sql).toEqual(['DROP TABLE "a";', 'DROP TABLE "c";']);
  expect(opaque).toBe(true);
});

it.each([
  ['add_column :a, :at, :datetime', '[7.0]', 'ALTER TABLE "a" ADD COLUMN "at" timestamp(6);'],
  ['add_column :a, :at, :datetime', '[6.1]', 'ALTER TABLE "a" ADD COLUMN "at" timestamp;'],
  ['add_column :a, :at, :timestamptz', '[7.0]', 'ALTER TABLE "a" ADD COLUMN "at" timestamptz;'],
  ['create_table :a', '', 'CREATE TABLE "a" ("id" serial PRIMARY KEY);'],
  [
    'create_table :a, id: :uuid',
    '[5.0]',
    'CREATE TABLE "a" ("id" uuid DEFAULT uuid_generate_v4() NOT NULL PRIMARY KEY);',
  ],
  ['add_column :a, :b, :enum, enum_type: :mood', '[7.0]', 'ALTER TABLE "a" ADD COLUMN "b" "mood";'],
  ['create_enum :mood, %w[sad glad]', '[7.0]', `CREATE TYPE "mood" AS ENUM ('sad', 'glad');`],
  ['add_column "x.a", :b, :text', '[7.0]', 'ALTER TABLE "x"."a" ADD COLUMN "b" text;'],
  ['validate_foreign_key :a, name: "fk"', '[7.0]', 'ALTER TABLE "a" VALIDATE CONSTRAINT "fk";'],
  [
    'add_foreign_key :a, :b, deferrable: :deferred',
    '[7.0]',
    'ALTER TABLE "a" ADD FOREIGN KEY ("b_id") REFERENCES "b" ("id") DEFERRABLE INITIALLY DEFERRED;',
  ],
  [
    'add_column :a, :b, :virtual, type: :string, as: "lower(c)", stored: true',
    '[7.0]',
    'ALTER TABLE "a" ADD COLUMN "b" character varying GENERATED ALWAYS AS (lower(c)) STORED;',
  ],
  // As in db/schema.rb of applications of Rails 7.1 and 8.0.
  [
    'add_index :completion_kit_metric_group_memberships, :metric_group_id',
    '[7.1]',
    'CREATE INDEX "idx_on_metric_group_id_10d87ecba5" ON "completion_kit_metric_group_memberships" ("metric_group_id");',
  ],
  [
    'add_index :masks_login_links, %w[code email_id device_id client_id]',
    '[8.0]',
    'CREATE INDEX "idx_on_code_email_id_device_id_client_id_2f61fce223" ON "masks_login_links" ("code", "email_id", "device_id", "client_id");',
  ],
])('reads %s as ActiveRecord::Migration%s runs it', async (body, version, expected) => {
  expect(await read(body, { version })).toMatchObject({ sql: [expected], opaque: false });
});

it('knows the name of a foreign key that an earlier line made, and that of an index whatever it is called', async () => {
  const { sql } = await read(`add_foreign_key :articles, :authors
add_index :articles, :author_id, name: "theirs"
validate_foreign_key :articles, :authors
remove_index :articles, :author_id
remove_foreign_key :articles, column: :author_id`);
  // The name is the example of https://api.rubyonrails.org/classes/ActiveRecord/ConnectionAdapters/SchemaStatements.html#method-i-add_foreign_key
  expect(sql?.slice(2)).toEqual([
    'ALTER TABLE "articles" VALIDATE CONSTRAINT "fk_rails_e74ce85cbc";',
    'DROP INDEX "theirs";',
    'ALTER TABLE "articles" DROP CONSTRAINT "fk_rails_e74ce85cbc";',
  ]);
});

it('names lines of the Ruby file, and keeps the remarks to Lockstep that stand above or beside', async () => {
  const { migration } = await read(`    # lockstep: allow drop-table because nobody reads it
    # since May
    drop_table :a
    execute <<~SQL # lockstep: allow x because y
      SELECT 1;
      SELECT 2;
    SQL
    drop_table :b # lockstep: allow drop-table because it is empty`);
  expect(migration?.sql).toEqual([
    { line: 3, text: '-- lockstep: allow drop-table because nobody reads it\n\nDROP TABLE "a";' },
    { line: 6, text: '-- lockstep: allow x because y\nSELECT 1;\nSELECT 2;\n' },
    { line: 10, text: 'DROP TABLE "b"; -- lockstep: allow drop-table because it is empty' },
  ]);
});

it('tells no table from a reference where the application makes plurals of its own', async () => {
  const inflections = {
    'config/initializers/inflections.rb': 'ActiveSupport::Inflector.inflections { |i|\n  inflect.plural "x", "y"\n}',
  };
  const own = { 'config/application.rb': '', ...inflections };
  expect(await read('add_reference :a, :person, foreign_key: true', { files: own })).toMatchObject({ opaque: true });
  expect(await read('add_reference :a, :person', { files: own })).toMatchObject({ opaque: false });
});

it('reads nothing where the application calls its tables otherwise', async () => {
  const files = { 'config/application.rb': 'config.active_record.table_name_prefix = "shop_"' };
  const { migration, project } = await read('drop_table :a', { files });
  expect(migration).toEqual({ id: '1', file: '1_a.rb', opaque: true });
  expect(project?.problems).toEqual([
    { file: 'config/application.rb', message: expect.stringContaining('table_name_prefix') },
  ]);
});

it('finds the migrations of an application, of its second database, and not those of its engines', async () => {
  const files = ['db/migrate/1_a.rb', 'db/animals_migrate/1_b.rb', 'engines/shop/db/migrate/1_c.rb', 'db/seeds/1_x.rb'];
  const repository = repositoryOf({
    ...Object.fromEntries(files.map((file) => [file, ''])),
    'config/application.rb': 'config.active_record.schema_migrations_table_name = "versions"',
  });
  expect(railsReader.places(repository)).toEqual([
    { directory: 'db/animals_migrate', variant: 'animals', table: 'versions' },
    { directory: 'db/migrate', table: 'versions' },
  ]);
});

it('leaves alone what other libraries keep under the same names', () => {
  const texts = ['Sequel.migration do\n  change do\n  end\nend', 'ROM::SQL.migration do\nend'];
  for (const text of texts) expect(railsReader.places(repositoryOf({ 'db/migrate/001_a.rb': text }))).toEqual([]);
});

it('reads what runs after a deploy with the other migrations, and further databases apart', async () => {
  const empty = 'class A < ActiveRecord::Migration[7.0]\n def change; end\nend';
  const files = {
    'config/application.rb': '',
    'db/migrate/1_a.rb': empty,
    'db/post_migrate/2_b.rb': empty,
    'db/late_migrate/3_c.rb': empty,
    'db/animals_migrate/4_d.rb': empty,
  };
  const database =
    'production:\n  primary:\n    migrations_paths: [db/migrate, db/late_migrate]\n  animals:\n    migrations_paths:\n      - db/animals_migrate\n';
  const read = async (more: Record<string, string>) =>
    (await projects('rails', repositoryOf({ ...files, ...more }))).map(({ variant, migrations }) => [
      variant,
      ...migrations.map(({ file }) => file),
    ]);
  expect(await read({ 'config/database.yml': database })).toEqual([
    ['animals', '4_d.rb'],
    [undefined, '1_a.rb', '../post_migrate/2_b.rb', '../late_migrate/3_c.rb'],
  ]);
  // Without its settings only the name that everybody uses is known.
  expect(await read({})).toEqual([
    ['animals', '4_d.rb'],
    ['late', '3_c.rb'],
    [undefined, '1_a.rb', '../post_migrate/2_b.rb'],
  ]);
});

it('takes the migrations of engines for its own where a file says so', async () => {
  const [project] = await projects(
    'rails',
    repositoryOf({
      'config/application.rb': '',
      'db/migrate/2_b.rb': 'class B < ActiveRecord::Migration[7.0]\n def change; end\nend',
      'engines/shop/lib/shop/engine.rb': 'app.config.paths["db/migrate"].concat(config.paths["db/migrate"].expanded)',
      'engines/shop/db/migrate/1_a.rb': 'class A < ActiveRecord::Migration[7.0]\n def change; end\nend',
    }),
  );
  expect(project?.migrations.map(({ id, file }) => [id, file])).toEqual([
    ['1', '../../engines/shop/db/migrate/1_a.rb'],
    ['2', '2_b.rb'],
  ]);
});

it('says which files nobody can understand, in a word', async () => {
  const [project] = await projects(
    'rails',
    repositoryOf({
      'db/migrate/001_a.rb': '',
      'db/migrate/1_twice.rb': '',
      'db/migrate/2_Capital.rb': '',
      'db/migrate/3_conflict.rb': 'class A\n<<<<<<< HEAD\n=======\n>>>>>>> b\nend',
      'db/migrate/4_open.rb': 'class A < ActiveRecord::Migration[7.0]\n  def change\n    drop_table(\n',
      'db/migrate/5_binary.rb': Buffer.from([0, 1, 2]),
      'db/migrate/6_deep.rb': `class A < ActiveRecord::Migration[7.0]\n def change\n  drop_table ${'['.repeat(20_000)}\n`,
      'db/migrate/deeper/7_b.rb': 'class B < ActiveRecord::Migration[7.0]\n  def up() = drop_table(:a)\nend',
      'db/migrate/README.rb': '',
    }),
  );
  expect(project?.problems).toEqual([
    { file: 'db/migrate/2_Capital.rb', message: expect.stringContaining('small letters') },
    { file: 'db/migrate/1_twice.rb', message: expect.stringContaining('db/migrate/001_a.rb has the same number, 1') },
    { file: 'db/migrate/3_conflict.rb', line: 2, message: expect.stringContaining('conflict') },
    { file: 'db/migrate/4_open.rb', line: expect.any(Number), message: expect.stringContaining('no Ruby') },
    { file: 'db/migrate/5_binary.rb', message: 'it is no text' },
    { file: 'db/migrate/6_deep.rb', line: expect.any(Number), message: expect.any(String) },
  ]);
  expect(project?.migrations.map(({ id, opaque = false }) => [id, opaque])).toEqual([
    ['1', true],
    ['3', true],
    ['4', true],
    ['5', true],
    ['6', true],
    ['7', false],
  ]);
});

it('reads a history that has been written by hand', async () => {
  const shop = await database(`CREATE TABLE schema_migrations (version varchar PRIMARY KEY);
    CREATE TABLE ar_internal_metadata (key varchar PRIMARY KEY, value varchar);
    INSERT INTO schema_migrations VALUES ('001'), ('20240101000000'), ('never')`);
  const history = await historyOf('rails', shop);
  expect(history).toMatchObject({ keeps: 'all', environment: null });
  expect(history?.recorded.map(({ id }) => id)).toEqual(['1', '20240101000000', 'never']);
});

it('takes a row for its own where the oldest file has no number to tell by', () => {
  const [row] = rails.read({ rows: [{ id: '20240101' }], environment: null }, { columns: [] } as never).recorded;
  const own = (...ids: string[]) => rails.own?.(row as never, projectOf(ids, { tool: 'rails' }));
  expect([own('abc'), own('abc', '20240201'), own('20230101')]).toEqual([true, false, true]);
});
