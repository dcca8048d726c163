import type { At, Needs, Scenario } from '../scenario.ts';

export const needs: Needs = { packages: ['sequelize-cli@6.6.5', 'sequelize@6.37.8', 'umzug@3.8.3', 'pg@8.23.1'] };

const users = `'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.createTable('Users', {
      id: { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true, allowNull: false },
      email: { type: Sequelize.STRING(120), allowNull: false, unique: true },
      role: { type: Sequelize.ENUM('owner', "o'guest"), allowNull: false, defaultValue: 'owner' },
      admin: { type: Sequelize.BOOLEAN, defaultValue: false },
      tags: Sequelize.ARRAY(Sequelize.TEXT),
      balance: { type: Sequelize.DECIMAL(10, 2), defaultValue: 0 },
      token: { type: Sequelize.UUID, defaultValue: Sequelize.literal('gen_random_uuid()') },
      createdAt: { allowNull: false, type: Sequelize.DATE, defaultValue: Sequelize.fn('now') },
      updatedAt: { allowNull: false, type: Sequelize.DATE },
    });
    await queryInterface.addIndex('Users', ['role', 'admin']);
  },
  async down(queryInterface) {
    await queryInterface.dropTable('Users');
  },
};
`;

const orders = `'use strict';
const { DataTypes } = require('sequelize');
module.exports = {
  up: async (queryInterface) => {
    const transaction = await queryInterface.sequelize.transaction();
    try {
      await queryInterface.createTable('Orders', {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        userId: {
          type: DataTypes.INTEGER,
          references: { model: 'Users', key: 'id' },
          onDelete: 'CASCADE',
          onUpdate: 'CASCADE',
        },
        note: { type: DataTypes.TEXT },
        due: DataTypes.DATEONLY,
        data: { type: DataTypes.JSONB, allowNull: false, defaultValue: '{}' },
      }, { transaction });
      await queryInterface.addColumn('Users', 'nickName', { type: DataTypes.STRING }, { transaction });
      await transaction.commit();
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
  },
  down: async () => {},
};
`;

const change = `module.exports = {
  up: (queryInterface, Sequelize) =>
    queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.changeColumn('Orders', 'note', { type: Sequelize.STRING(500), allowNull: false, defaultValue: '' }, { transaction });
      await queryInterface.renameColumn('Users', 'nickName', 'nick_name', { transaction });
      await queryInterface.removeColumn('Users', 'balance', { transaction });
      await queryInterface.addConstraint('Orders', { fields: ['userId', 'due'], type: 'unique', transaction });
      await queryInterface.removeIndex('Users', ['role', 'admin'], { transaction });
      await queryInterface.addIndex('Orders', { fields: ['due'], name: 'orders_due', unique: false, transaction });
      await queryInterface.sequelize.query('CREATE VIEW owners AS SELECT id FROM "Users" WHERE admin', { transaction });
    }),
  down: async () => {},
};
`;

const files: Record<string, string> = {
  '20240101090000-users.js': users,
  '20240201090000-orders.js': orders,
  '20240301090000-change.js': change,
};

async function upToDate(at: At): Promise<void> {
  at.write(
    'config/config.js',
    `module.exports = { production: { use_env_variable: 'DATABASE_URL', dialect: 'postgres' } };\n`,
  );
  for (const [name, text] of Object.entries(files)) at.write(`migrations/${name}`, text);
  await migrate(at);
}

const env = { NODE_ENV: 'production' };

async function migrate(at: At, mayFail = false) {
  return at.run(['sequelize-cli', 'db:migrate'], { env, mayFail });
}

async function status(at: At): Promise<void> {
  const { stdout } = await at.run(['sequelize-cli', 'db:migrate:status'], { env, mayFail: true });
  at.say('status', stdout);
}

const motto = `module.exports = {
  up: (queryInterface, Sequelize) => queryInterface.addColumn('Users', 'motto', Sequelize.TEXT),
  down: async () => {},
};
`;

export const scenarios: Record<string, Scenario> = {
  'up-to-date': async (at) => {
    await upToDate(at);
    await status(at);
  },
  /** one is newer, one is older than what is applied, one is gone */
  pending: async (at) => {
    await upToDate(at);
    at.write('migrations/20240401090000-motto.js', motto);
    at.write('migrations/20240102090000-late.js', motto.replaceAll('motto', 'late'));
    at.remove('migrations/20240201090000-orders.js');
    await status(at);
  },
  /** without a transaction of its own, what it did before it failed stays, and nobody wrote it down */
  failed: async (at) => {
    await upToDate(at);
    at.write(
      'migrations/20240401090000-half.js',
      `module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.addColumn('Users', 'half', Sequelize.TEXT);
    await queryInterface.sequelize.query('SELECT 1/0');
  },
  down: async () => {},
};
`,
    );
    at.say('migrate', (await migrate(at, true)).stderr.split('\n').slice(0, 3).join('\n'));
    await status(at);
  },
  /** Umzug by itself, with its storage in a schema and the times of Sequelize */
  umzug: async (at) => {
    at.write(
      'db/migrations/20240101090000-users.js',
      `exports.up = async ({ context: queryInterface }) => {
  const { DataTypes } = require('sequelize');
  await queryInterface.createTable('users', { id: { type: DataTypes.INTEGER, primaryKey: true } });
};
`,
    );
    at.write(
      'migrate.js',
      `const { Sequelize } = require('sequelize');
const { Umzug, SequelizeStorage } = require('umzug');
const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false });
const umzug = new Umzug({
  migrations: { glob: 'db/migrations/*.js' },
  context: sequelize.getQueryInterface(),
  storage: new SequelizeStorage({ sequelize, schema: 'ops', timestamps: true }),
  logger: undefined,
});
umzug.up().then(() => sequelize.close());
`,
    );
    await at.query('CREATE SCHEMA ops');
    await at.run(['node', 'migrate.js']);
  },
};
