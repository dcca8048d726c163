import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { At, Needs, Scenario } from '../scenario.ts';

/** Debian's Alembic 1.8.1. */
export const needs: Needs = { programs: ['/usr/lib/python3/dist-packages/alembic/__init__.py', '/usr/bin/python3'] };

const alembic = (at: At, ...words: string[]) => at.run(['/usr/bin/python3', '-m', 'alembic', ...words]);

/** `alembic init`, with the address of the database from the environment, as most projects have it. */
async function init(at: At) {
  await alembic(at, 'init', 'alembic');
  const address = "os.environ['DATABASE_URL'].replace('postgres://', 'postgresql://')";
  const line = `config = context.config\nconfig.set_main_option('sqlalchemy.url', ${address})\n`;
  at.write('alembic/env.py', `import os\n${at.text('alembic/env.py').replace('config = context.config\n', line)}`);
}

/** `alembic revision` with an id of its own, so that every recording has the same, and a body. */
async function revision(at: At, id: string, body: string, ...options: string[]) {
  await alembic(at, 'revision', '--rev-id', id, '-m', `step ${id}`, ...options);
  const folder = options.includes('--version-path')
    ? options[options.indexOf('--version-path') + 1]
    : 'alembic/versions';
  const path = `${folder}/${id}_step_${id}.py`;
  at.write(path, at.text(path).replace('def upgrade() -> None:\n    pass\n', `def upgrade() -> None:\n${body}`));
}

const users = `    op.create_table('users',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('email', sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('email', name='users_email_key'),
    )
`;
const nickname = "    op.add_column('users', sa.Column('nickname', sa.Text(), nullable=True))\n";
const index = "    op.create_index('ix_users_nickname', 'users', ['nickname'])\n";
const locked = "    op.add_column('users', sa.Column('locked_until', sa.DateTime(timezone=True)))\n";

async function words(at: At) {
  for (const command of ['current', 'heads', 'history']) {
    at.say(command, await at.run(['/usr/bin/python3', '-m', 'alembic', command], { mayFail: true }));
  }
}

async function upgraded(at: At) {
  await init(at);
  await revision(at, 'a1', users);
  await revision(at, 'b2', nickname);
  await revision(at, 'c3', index);
  await alembic(at, 'upgrade', 'head');
}

const upToDate: Scenario = async (at) => {
  await upgraded(at);
  await words(at);
};

const pending: Scenario = async (at) => {
  await upgraded(at);
  await revision(at, 'd4', locked);
  await words(at);
};

/** Two people added a revision each. */
async function forked(at: At) {
  await upgraded(at);
  await revision(at, 'd4', locked);
  await revision(at, 'e5', "    op.drop_column('users', 'nickname')\n", '--head', 'c3', '--splice');
}

const twoHeads: Scenario = async (at) => {
  await forked(at);
  at.say('upgrade', await at.run(['/usr/bin/python3', '-m', 'alembic', 'upgrade', 'head'], { mayFail: true }));
  await words(at);
};

const merged: Scenario = async (at) => {
  await forked(at);
  await alembic(at, 'merge', '--rev-id', 'f6', '-m', 'step f6', 'd4', 'e5');
  await alembic(at, 'upgrade', 'head');
  await words(at);
};

const mergePending: Scenario = async (at) => {
  await forked(at);
  await alembic(at, 'upgrade', 'heads');
  await alembic(at, 'merge', '--rev-id', 'f6', '-m', 'step f6', 'd4', 'e5');
  await words(at);
};

const deleted: Scenario = async (at) => {
  await upgraded(at);
  at.remove('alembic/versions/c3_step_c3.py');
  await words(at);
};

const stamped: Scenario = async (at) => {
  await init(at);
  await revision(at, 'a1', users);
  await revision(at, 'b2', nickname);
  await alembic(at, 'stamp', 'head');
  await words(at);
};

const branches: Scenario = async (at) => {
  await init(at);
  const separator = /version_path_separator = os.*/;
  const locations =
    'version_path_separator = os\nversion_locations = %(here)s/alembic/versions:%(here)s/billing/versions';
  at.write('alembic.ini', at.text('alembic.ini').replace(separator, locations));
  const place = ['--version-path', 'billing/versions'];
  await revision(at, 'a1', users, '--branch-label', 'shop', '--version-path', 'alembic/versions');
  await revision(at, 'b2', nickname, '--head', 'shop@head', '--version-path', 'alembic/versions');
  await revision(
    at,
    'x1',
    "    op.create_table('invoices', sa.Column('id', sa.BigInteger(), primary_key=True))\n",
    '--head',
    'base',
    '--branch-label',
    'billing',
    ...place,
  );
  await revision(
    at,
    'x2',
    "    op.add_column('invoices', sa.Column('user_id', sa.Integer(), sa.ForeignKey('users.id')))\n",
    '--head',
    'billing@head',
    '--depends-on',
    'b2',
    ...place,
  );
  await alembic(at, 'upgrade', 'heads');
  await revision(at, 'b3', index, '--head', 'shop@head', '--version-path', 'alembic/versions');
  await words(at);
};

const customTable: Scenario = async (at) => {
  await init(at);
  const options =
    "target_metadata=target_metadata,\n            version_table='our_version', version_table_schema='ops', transaction_per_migration=True";
  at.write('alembic/env.py', at.text('alembic/env.py').replaceAll('target_metadata=target_metadata', options));
  await at.query('CREATE SCHEMA ops');
  await revision(at, 'a1', users);
  await alembic(at, 'upgrade', 'head');
  await words(at);
};

/** Every operation, and what Alembic makes of it: `alembic upgrade head --sql`. */
const operations: Scenario = async (at) => {
  await init(at);
  const bodies = readFileSync(join(import.meta.dirname, 'operations.py'), 'utf8')
    .split(/^# --- (\w+)\n/m)
    .slice(1);
  for (let place = 0; place < bodies.length; place += 2) {
    await revision(at, bodies[place] ?? '', bodies[place + 1] ?? '');
    const path = `alembic/versions/${bodies[place]}_step_${bodies[place]}.py`;
    at.write(
      path,
      at
        .text(path)
        .replace('import sqlalchemy as sa\n', 'import sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\n'),
    );
  }
  at.say('sql', (await alembic(at, 'upgrade', 'head', '--sql')).stdout);
};

export const scenarios: Record<string, Scenario> = {
  'up-to-date': upToDate,
  pending,
  'two-heads': twoHeads,
  merged,
  'merge-pending': mergePending,
  deleted,
  stamped,
  branches,
  'custom-table': customTable,
  operations,
};
