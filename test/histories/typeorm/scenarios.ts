import type { At, Needs, Scenario } from '../scenario.ts';

export const needs: Needs = { packages: ['typeorm@1.1.1', 'pg@8.23.1', 'reflect-metadata@0.2.2'] };

const dataSource = `const { DataSource } = require('typeorm');
module.exports = {
  dataSource: new DataSource({
    type: 'postgres',
    url: process.env.DATABASE_URL,
    migrations: ['src/migrations/*.js'],
    migrationsTransactionMode: 'each',
  }),
};
`;

/** As \`typeorm migration:generate -o\` writes them. */
const users = `/**
 * @typedef {import('typeorm').MigrationInterface} MigrationInterface
 * @typedef {import('typeorm').QueryRunner} QueryRunner
 */

/**
 * @class
 * @implements {MigrationInterface}
 */
module.exports = class Users1704099600000 {
    name = 'Users1704099600000'

    /**
     * @param {QueryRunner} queryRunner
     */
    async up(queryRunner) {
        await queryRunner.query(\`CREATE TABLE "users" ("id" SERIAL NOT NULL, "email" character varying NOT NULL, CONSTRAINT "PK_users" PRIMARY KEY ("id"))\`);
        await queryRunner.query(\`CREATE UNIQUE INDEX "IDX_email" ON "users" ("email") \`);
    }

    async down(queryRunner) {
        await queryRunner.query(\`DROP TABLE "users"\`);
    }
}
`;

const columns = `const { TableColumn, TableIndex } = require('typeorm');
class AddColumns1706778000000 {
  async up(queryRunner) {
    await queryRunner.addColumn('users', new TableColumn({ name: 'nick', type: 'varchar', length: '40', isNullable: true }));
    await queryRunner.addColumn('users', new TableColumn({ name: 'score', type: 'integer', default: '0' }));
    await queryRunner.createIndex('users', new TableIndex({ name: 'users_nick', columnNames: ['nick'] }));
    await queryRunner.renameColumn('users', 'score', 'points');
  }
  async down() {}
}
exports.AddColumns1706778000000 = AddColumns1706778000000;
`;

const concurrently = `exports.NickConcurrently1709283600000 = class NickConcurrently1709283600000 {
  transaction = false;
  async up(queryRunner) {
    await queryRunner.query('CREATE INDEX CONCURRENTLY "users_points" ON "users" ("points")');
  }
  async down() {}
};
`;

const files: Record<string, string> = {
  '1704099600000-Users.js': users,
  'columns.js': columns,
  '1709283600000-NickConcurrently.js': concurrently,
};

async function upToDate(at: At): Promise<void> {
  at.write('data-source.js', dataSource);
  for (const [name, text] of Object.entries(files)) at.write(`src/migrations/${name}`, text);
  await at.run(['typeorm', 'migration:run', '-d', 'data-source.js']);
}

async function show(at: At): Promise<void> {
  const { stdout } = await at.run(['typeorm', 'migration:show', '-d', 'data-source.js'], { mayFail: true });
  at.say('show', stdout);
}

function motto(time: string): string {
  return `exports.Motto${time} = class Motto${time} {
  async up(queryRunner) {
    await queryRunner.query(\`
      ALTER TABLE "users" ADD "motto" text
    \`);
  }
  async down() {}
};
`;
}

export const scenarios: Record<string, Scenario> = {
  'up-to-date': async (at) => {
    await upToDate(at);
    await show(at);
  },
  /** one is newer, one is older than what is applied, one is gone */
  pending: async (at) => {
    await upToDate(at);
    at.write('src/migrations/1711962000000-Motto.js', motto('1711962000000'));
    at.write('src/migrations/late.js', motto('1704186000000'));
    at.remove('src/migrations/columns.js');
    await show(at);
  },
  /** of a failed migration nothing is left; the one before it stays */
  failed: async (at) => {
    await upToDate(at);
    at.write('src/migrations/1711962000000-Motto.js', motto('1711962000000'));
    at.write(
      'src/migrations/bad.js',
      motto('1714554000000').replace('ALTER TABLE "users" ADD "motto" text', 'SELECT 1/0'),
    );
    await at.run(['typeorm', 'migration:run', '-d', 'data-source.js'], { mayFail: true });
    await show(at);
  },
};
