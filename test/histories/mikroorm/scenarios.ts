import type { At, Needs, Scenario } from '../scenario.ts';

const version = '6.6.16';
export const needs: Needs = {
  packages: ['core', 'cli', 'migrations', 'postgresql'].map((name) => `@mikro-orm/${name}@${version}`),
};

const config = `const { Migrator } = require('@mikro-orm/migrations');
const { EntitySchema } = require('@mikro-orm/core');
const { defineConfig } = require('@mikro-orm/postgresql');
const User = new EntitySchema({ name: 'User', properties: { id: { type: 'number', primary: true } } });
module.exports = defineConfig({
  clientUrl: process.env.DATABASE_URL,
  entities: [User],
  extensions: [Migrator],
  migrations: { path: './src/migrations', tableName: 'ops.orm_migrations', snapshot: false },
});
`;

const users = `'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const { Migration } = require('@mikro-orm/migrations');

class Migration20240101090000 extends Migration {

  async up() {
    this.addSql(\`create table "user" ("id" serial primary key, "email" varchar(255) not null);\`);

    this.addSql('alter table "user" add constraint "user_email_unique" unique ("email");');
  }

  async down() {
    this.addSql(\`drop table if exists "user" cascade;\`);
  }

}
exports.Migration20240101090000 = Migration20240101090000;
`;

const index = `const { Migration } = require('@mikro-orm/migrations');
exports.Migration20240201090000_by_email = class Migration20240201090000_by_email extends Migration {
  isTransactional() {
    return false;
  }
  async up() {
    this.addSql('create index concurrently "user_by_email" on "user" ("email")');
  }
};
`;

async function upToDate(at: At): Promise<void> {
  const dependencies = { '@mikro-orm/cli': version };
  at.write('package.json', JSON.stringify({ dependencies, 'mikro-orm': { configPaths: ['./mikro-orm.config.js'] } }));
  at.write('mikro-orm.config.js', config);
  at.write('src/migrations/Migration20240101090000.js', users);
  await at.run(['mikro-orm', 'migration:up']);
  // What runs outside the transaction of all does not see what that one made.
  at.write('src/migrations/Migration20240201090000_by_email.js', index);
  await at.run(['mikro-orm', 'migration:up']);
}

async function list(at: At): Promise<void> {
  at.say('pending', (await at.run(['mikro-orm', 'migration:pending'], { mayFail: true })).stdout);
}

function motto(name: string): string {
  return `const { Migration } = require('@mikro-orm/migrations');
exports.${name} = class ${name} extends Migration {
  async up() {
    this.addSql('alter table "user" add column "motto" text');
  }
};
`;
}

export const scenarios: Record<string, Scenario> = {
  'up-to-date': async (at) => {
    await upToDate(at);
    await list(at);
  },
  /** one is newer, one is older than what is applied, one is gone; and a row of old has its ending */
  pending: async (at) => {
    await upToDate(at);
    at.write('src/migrations/Migration20240301090000.js', motto('Migration20240301090000'));
    at.write('src/migrations/Migration20240115090000.js', motto('Migration20240115090000'));
    at.remove('src/migrations/Migration20240201090000_by_email.js');
    await at.query(`UPDATE ops.orm_migrations SET name = name || '.js' WHERE name = 'Migration20240101090000'`);
    await list(at);
  },
  /** all that is pending is one transaction: nothing is left of it */
  failed: async (at) => {
    await upToDate(at);
    at.write('src/migrations/Migration20240301090000.js', motto('Migration20240301090000'));
    at.write(
      'src/migrations/Migration20240401090000.js',
      motto('Migration20240401090000').replace('alter table "user" add column "motto" text', 'select 1/0'),
    );
    await at.run(['mikro-orm', 'migration:up'], { mayFail: true });
    await list(at);
  },
};
