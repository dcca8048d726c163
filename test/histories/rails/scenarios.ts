import { join } from 'node:path';
import type { At, Needs, Scenario } from '../scenario.ts';
import { corpus } from './corpus.ts';

/** Debian's ruby-activerecord 6.1.7 and ruby-pg. */
export const needs: Needs = {
  programs: ['/usr/bin/ruby', '/usr/share/rubygems-integration/all/gems/activerecord-6.1.7.10'],
};

const script = join(import.meta.dirname, 'active-record.rb');

const run = (at: At, action: string, mayFail = false) => at.run(['/usr/bin/ruby', '-W0', script, action], { mayFail });

const migration = (name: string, body: string) => `class ${name} < ActiveRecord::Migration[6.1]
  def change
${body.replaceAll(/^/gm, '    ')}
  end
end
`;

const users = migration(
  'CreateUsers',
  'create_table :users do |t|\n  t.string :email, null: false, index: { unique: true }\n  t.timestamps\nend',
);
const orders = migration(
  'CreateOrders',
  'create_table :orders do |t|\n  t.references :user, null: false, foreign_key: true\nend',
);
const nickname = migration('AddNickname', 'add_column :users, :nickname, :string');

async function project(at: At): Promise<void> {
  at.write('config/application.rb', 'class Application < Rails::Application\nend\n');
  at.write('db/migrate/20240101090000_create_users.rb', users);
  at.write('db/migrate/20240201090000_create_orders.rb', orders);
  await run(at, 'migrate');
}

const sayStatus = async (at: At) => at.say('status', await run(at, 'status'));

const upToDate: Scenario = async (at) => {
  await project(at);
  await sayStatus(at);
};

const pending: Scenario = async (at) => {
  await project(at);
  at.write('db/migrate/20240301090000_add_nickname.rb', nickname);
  await sayStatus(at);
};

const outOfOrder: Scenario = async (at) => {
  await project(at);
  at.write('db/migrate/20240115090000_add_nickname.rb', nickname);
  await sayStatus(at);
};

/** Without a transaction: the column is there, and nothing says so. */
const failed: Scenario = async (at) => {
  await project(at);
  at.write(
    'db/migrate/20240301090000_add_nickname.rb',
    `class AddNickname < ActiveRecord::Migration[6.1]
  disable_ddl_transaction!

  def up
    add_column :users, :nickname, :string
    execute "SELECT 1 / 0"
  end
end
`,
  );
  at.say('migrate', await run(at, 'migrate', true));
  await sayStatus(at);
};

const deleted: Scenario = async (at) => {
  await project(at);
  at.remove('db/migrate/20240201090000_create_orders.rb');
  await sayStatus(at);
};

/** The first migrations were deleted: db/schema.rb stands for them. */
const squashed: Scenario = async (at) => {
  await project(at);
  at.write('db/migrate/20240301090000_add_nickname.rb', nickname);
  await run(at, 'migrate');
  at.remove('db/migrate/20240101090000_create_users.rb');
  at.remove('db/migrate/20240201090000_create_orders.rb');
  await sayStatus(at);
};

/** db:schema:load: every migration is recorded, none was run. The schema lacks what the last one adds. */
const stamped: Scenario = async (at) => {
  at.write('config/application.rb', '');
  at.write('db/migrate/20240101090000_create_users.rb', users);
  at.write('db/migrate/20240301090000_add_nickname.rb', nickname);
  at.write(
    'db/schema.rb',
    `ActiveRecord::Schema.define(version: 2024_03_01_090000) do
  create_table "users", force: :cascade do |t|
    t.string "email", null: false
    t.datetime "created_at", precision: 6, null: false
    t.datetime "updated_at", precision: 6, null: false
    t.index ["email"], name: "index_users_on_email", unique: true
  end
end
`,
  );
  await run(at, 'load');
  await sayStatus(at);
};

/** Every command that Lockstep reads, by Active Record itself. */
const everything: Scenario = async (at) => {
  at.write('config/application.rb', '');
  for (const [name, text] of Object.entries(corpus)) at.write(`db/migrate/${name}`, text);
  await run(at, 'migrate');
};

export const scenarios: Record<string, Scenario> = {
  'up-to-date': upToDate,
  pending,
  'out-of-order': outOfOrder,
  failed,
  deleted,
  squashed,
  stamped,
  everything,
};
