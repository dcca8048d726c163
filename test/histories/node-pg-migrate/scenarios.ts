import type { At, Needs, Scenario } from '../scenario.ts';

export const needs: Needs = { packages: ['node-pg-migrate@9.0.0', 'pg@8.23.1'] };

const users = `/** @type {import('node-pg-migrate').ColumnDefinitions | undefined} */
exports.shorthands = { created: { type: 'timestamptz', notNull: true, default: '2024-01-01Z' } };

/**
 * @param pgm {import('node-pg-migrate').MigrationBuilder}
 * @returns {Promise<void> | void}
 */
exports.up = (pgm) => {
  pgm.createTable('users', {
    id: 'id',
    email: { type: 'varchar(120)', notNull: true, unique: true },
    name: { type: 'string', default: "o'neill" },
    created_at: { type: 'timestamp', notNull: true, default: pgm.func('current_timestamp') },
    changed: 'created',
    tags: { type: 'text[]' },
  });
  pgm.createTable(
    'lines',
    {
      order_id: { type: 'integer', primaryKey: true },
      line: { type: 'integer', primaryKey: true },
      user_id: { type: 'integer', notNull: true, references: '"users"', onDelete: 'CASCADE' },
    },
    { ifNotExists: true, constraints: { unique: ['user_id', 'line'], check: 'line > 0' } },
  );
  pgm.createIndex('lines', 'user_id');
  pgm.createIndex('users', 'lower(email)', { name: 'users_lower' });
};

exports.down = false;
`;

const change = `export const up = (pgm) => {
  pgm.addColumns('users', { nick: { type: 'text', comment: 'short' }, age: 'int' });
  pgm.dropColumns('users', ['tags']);
  pgm.alterColumn('users', 'name', { type: 'varchar(90)', notNull: true, default: null });
  pgm.renameColumn('users', 'nick', 'nickname');
  pgm.addConstraint('users', 'grown_up', { check: 'age > 17' });
  pgm.addConstraint('lines', null, { foreignKeys: { columns: 'order_id', references: 'users(id)' } });
  pgm.createType('mood', ['sad', 'happy']);
  pgm.sql('CREATE VIEW names AS SELECT name FROM users');
};
`;

const sql = `-- Up Migration
CREATE TABLE notes (id int PRIMARY KEY);

-- Down Migration
DROP TABLE notes;
`;

const concurrently = `exports.up = (pgm) => {
  pgm.noTransaction();
  pgm.createIndex('users', 'age', { concurrently: true, ifNotExists: true });
};
exports.down = false;
`;

const files: Record<string, string> = {
  '1704099600000_users.js': users,
  '1706778000000_change.mjs': change,
  '1709283600000_notes.sql': sql,
  // 17 digits are a time as well: later than those before
  '20240401090000000_age.js': concurrently,
};

async function upToDate(at: At): Promise<void> {
  const scripts = { migrate: 'node-pg-migrate -m db/migrations -t applied --migrations-schema ops' };
  at.write('package.json', JSON.stringify({ scripts }));
  for (const [name, text] of Object.entries(files)) at.write(`db/migrations/${name}`, text);
  await at.query('CREATE SCHEMA ops');
  await up(at);
}

async function up(at: At, mayFail = false) {
  return at.run(['node-pg-migrate', 'up', '-m', 'db/migrations', '-t', 'applied', '--migrations-schema', 'ops'], {
    mayFail,
  });
}

const motto = `exports.up = (pgm) => { pgm.addColumn('users', { motto: 'text' }); };\nexports.down = false;\n`;

export const scenarios: Record<string, Scenario> = {
  'up-to-date': upToDate,
  pending: async (at) => {
    await upToDate(at);
    at.write('db/migrations/1714554000000_motto.js', motto);
    const { stdout } = await at.run([
      'node-pg-migrate',
      'up',
      '--dry-run',
      '-m',
      'db/migrations',
      '-t',
      'applied',
      '--migrations-schema',
      'ops',
    ]);
    at.say('dry run', stdout);
  },
  /** refused: "Not run migration ... is preceding already run migration ..." */
  'out-of-order': async (at) => {
    await upToDate(at);
    at.write('db/migrations/1707000000000_late.js', motto);
    at.say('up', (await up(at, true)).stderr.replaceAll(/^ +at .*\n/gm, ''));
  },
  deleted: async (at) => {
    await upToDate(at);
    at.remove('db/migrations/1709283600000_notes.sql');
    at.say('up', (await up(at, true)).stderr.replaceAll(/^ +at .*\n/gm, ''));
  },
  /** all that is pending is one transaction: nothing is left of it */
  failed: async (at) => {
    await upToDate(at);
    at.write('db/migrations/1714554000000_motto.js', motto);
    at.write('db/migrations/1714555000000_bad.sql', 'SELECT 1/0;\n');
    await up(at, true);
  },
};
