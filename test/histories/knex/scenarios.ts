import type { At, Needs, Scenario } from '../scenario.ts';

export const needs: Needs = { packages: ['knex@3.3.0', 'pg@8.23.1'] };

const knexfile = `module.exports = {
  client: 'pg',
  connection: process.env.DATABASE_URL,
  migrations: { directory: './db/migrations' },
};
`;

const users = `/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = function (knex) {
  return knex.schema.createTable('users', (table) => {
    table.increments('id');
    table.string('email', 120).notNullable().unique();
    table.string('name').index();
    table.boolean('admin').notNullable().defaultTo(false);
    table.decimal('balance', 12, 2).defaultTo(0);
    table.jsonb('settings').notNullable().defaultTo('{}');
    table.enu('role', ['owner', 'guest']).notNullable().defaultTo('owner');
    table.timestamps(true, true);
  });
};

exports.down = (knex) => knex.schema.dropTable('users');
`;

const orders = `const TABLE = 'orders';

exports.up = async (knex) => {
  await knex.schema
    .createTable(TABLE, (t) => {
      t.bigIncrements('id');
      t.integer('user_id').unsigned().notNullable().references('id').inTable('users').onDelete('CASCADE');
      t.uuid('token').defaultTo(knex.fn.uuid());
      t.timestamp('placed_at').defaultTo(knex.fn.now());
      t.date('due');
      t.text('note').comment("the customer's own");
      t.specificType('tags', 'text[]');
      t.index(['user_id', 'due'], 'orders_by_user');
      t.unique(['token']);
    })
    .createTable('order_lines', (t) => {
      t.bigInteger('order_id').notNullable();
      t.integer('line').notNullable();
      t.float('amount');
      t.double('weight');
      t.primary(['order_id', 'line']);
      t.foreign('order_id').references('orders.id').onDelete('CASCADE');
    });
};

exports.down = async (knex) => {
  await knex.schema.dropTable('order_lines').dropTable(TABLE);
};
`;

const change = `exports.up = async function (knex) {
  await knex.schema.alterTable('users', (t) => {
    t.string('nickname', 40);
    t.string('name', 500).notNullable().defaultTo('').alter();
    t.dropColumn('balance');
    t.renameColumn('admin', 'is_admin');
    t.dropIndex(['name']);
    t.setNullable('settings');
  });
  await knex.raw('CREATE VIEW admins AS SELECT id, email FROM users WHERE is_admin');
};
exports.down = async function () {};
`;

const index = `exports.up = (knex) => knex.raw('CREATE INDEX CONCURRENTLY orders_due ON orders (due)');
exports.down = (knex) => knex.raw('DROP INDEX orders_due');
exports.config = { transaction: false };
`;

const files: Record<string, string> = {
  '20240101090000_users.js': users,
  '20240201090000_orders.js': orders,
  '20240301090000_change_users.js': change,
  '20240401090000_orders_due.js': index,
};

async function upToDate(at: At): Promise<void> {
  at.write('knexfile.js', knexfile);
  for (const [name, text] of Object.entries(files)) at.write(`db/migrations/${name}`, text);
  await at.run(['knex', 'migrate:latest']);
}

async function say(at: At, name: string, command: string): Promise<void> {
  const { stdout, stderr } = await at.run(['knex', command], { mayFail: true });
  at.say(name, `${stdout}${stderr}`.replaceAll(/^ {4}at .*\n/gm, ''));
}

const nickname = `exports.up = (knex) => knex.schema.table('users', (t) => { t.text('motto'); });
exports.down = (knex) => knex.schema.table('users', (t) => { t.dropColumn('motto'); });
`;

const bad = `exports.up = (knex) => knex.raw('SELECT 1/0');
exports.down = async () => {};
`;

const killed = `exports.up = async () => { process.kill(process.pid, 'SIGKILL'); await new Promise(() => {}); };
exports.config = { transaction: false };
exports.down = async () => {};
`;

export const scenarios: Record<string, Scenario> = {
  'up-to-date': async (at) => {
    await upToDate(at);
    await say(at, 'list', 'migrate:list');
  },
  pending: async (at) => {
    await upToDate(at);
    at.write('db/migrations/20240501090000_motto.js', nickname);
    await say(at, 'list', 'migrate:list');
  },
  /** knex refuses to go on: "The migration directory is corrupt" */
  deleted: async (at) => {
    await upToDate(at);
    at.remove('db/migrations/20240401090000_orders_due.js');
    await say(at, 'list', 'migrate:list');
    await say(at, 'latest', 'migrate:latest');
  },
  renamed: async (at) => {
    await upToDate(at);
    at.write('db/migrations/20240401090000_orders_due_date.js', at.text('db/migrations/20240401090000_orders_due.js'));
    at.remove('db/migrations/20240401090000_orders_due.js');
    await say(at, 'list', 'migrate:list');
  },
  'out-of-order': async (at) => {
    await upToDate(at);
    at.write('db/migrations/20240215090000_motto.js', nickname);
    await say(at, 'list', 'migrate:list');
  },
  /** the second of two fails: the first stays applied, of the second nothing is left, the lock is given back */
  failed: async (at) => {
    await upToDate(at);
    at.write('db/migrations/20240501090000_motto.js', nickname);
    at.write('db/migrations/20240601090000_bad.js', bad);
    await say(at, 'latest', 'migrate:latest');
    await say(at, 'list', 'migrate:list');
  },
  /** the process is killed while it migrates, as a pod is */
  locked: async (at) => {
    await upToDate(at);
    at.write('db/migrations/20240501090000_killed.js', killed);
    await say(at, 'killed', 'migrate:latest');
    await say(at, 'latest', 'migrate:latest');
  },
  'own-table': async (at) => {
    at.write(
      'knexfile.js',
      `const path = require('path');
const migrations = {
  directory: path.join(__dirname, 'db', 'migrations'),
  tableName: 'knex_log',
  schemaName: 'ops',
};
module.exports = {
  development: { client: 'pg', connection: process.env.DATABASE_URL, migrations },
  production: { client: 'pg', connection: process.env.DATABASE_URL, migrations },
};
`,
    );
    at.write('db/migrations/20240101090000_users.js', users);
    await at.query('CREATE SCHEMA ops');
    await at.run(['knex', 'migrate:latest']);
  },
};
