import type { At, Needs, Scenario } from '../scenario.ts';

export const needs: Needs = { packages: ['@dbmate/linux-x64@2.36.0'] };

const dbmate = (at: At, action: string, mayFail = false) => {
  const url = new URL(at.url);
  url.searchParams.set('sslmode', 'disable');
  const program = 'node_modules/@dbmate/linux-x64/bin/dbmate';
  return at.run([program, '--no-dump-schema', action], { mayFail, env: { DATABASE_URL: url.href } });
};

const sayStatus = async (at: At) => at.say('status', await dbmate(at, 'status'));

const users = `-- migrate:up
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);

-- migrate:down
DROP TABLE users;
`;

const index = `-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY users_by_email ON users (email);

-- migrate:down
DROP INDEX users_by_email;
`;

const nickname = `-- migrate:up
ALTER TABLE users ADD COLUMN nickname text;

-- migrate:down
ALTER TABLE users DROP COLUMN nickname;
`;

async function project(at: At): Promise<void> {
  at.write('db/migrations/20240101090000_users.sql', users);
  at.write('db/migrations/20240201090000_index.sql', index);
  await dbmate(at, 'up');
}

const upToDate: Scenario = async (at) => {
  await project(at);
  await sayStatus(at);
};

const pending: Scenario = async (at) => {
  await project(at);
  at.write('db/migrations/20240301090000_nickname.sql', nickname);
  await sayStatus(at);
};

const outOfOrder: Scenario = async (at) => {
  await project(at);
  at.write('db/migrations/20240115090000_nickname.sql', nickname);
  await sayStatus(at);
};

const deleted: Scenario = async (at) => {
  await project(at);
  at.remove('db/migrations/20240201090000_index.sql');
  await sayStatus(at);
};

/** Two statements without a transaction are one all the same: they go out as one query. */
const failed: Scenario = async (at) => {
  await project(at);
  at.write(
    'db/migrations/20240301090000_two.sql',
    '-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY a ON users (id);\nCREATE INDEX CONCURRENTLY b ON users (id);\n\n-- migrate:down\n',
  );
  at.say('up', await dbmate(at, 'up', true));
  await sayStatus(at);
};

export const scenarios: Record<string, Scenario> = {
  'up-to-date': upToDate,
  pending,
  'out-of-order': outOfOrder,
  deleted,
  failed,
};
