import type { At, Needs, Scenario } from '../scenario.ts';

/** Debian's Flask-Migrate 4.0.4 on Alembic 1.8.1. */
export const needs: Needs = {
  programs: ['/usr/lib/python3/dist-packages/flask_migrate/__init__.py', '/usr/bin/python3'],
};

const flask = (at: At, ...words: string[]) => at.run(['/usr/bin/python3', '-m', 'flask', 'db', ...words]);

const app = (columns: string) => `import os
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL'].replace('postgres://', 'postgresql://')
db = SQLAlchemy(app)
Migrate(app, db)


class User(db.Model):
    __tablename__ = 'users'
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True, nullable=False)
${columns}`;

/** `flask db migrate` writes the revision from the models. */
async function step(at: At, id: string, columns: string) {
  at.write('app.py', app(columns));
  await flask(at, 'migrate', '--rev-id', id, '-m', `step ${id}`);
}

const nickname = '    nickname = db.Column(db.Text, index=True)\n';

async function words(at: At) {
  for (const command of ['current', 'heads']) {
    at.say(command, await at.run(['/usr/bin/python3', '-m', 'flask', 'db', command], { mayFail: true }));
  }
}

async function upgraded(at: At) {
  at.write('app.py', app(''));
  await flask(at, 'init');
  await step(at, 'a1', '');
  await flask(at, 'upgrade');
  await step(at, 'b2', nickname);
  await flask(at, 'upgrade');
}

const upToDate: Scenario = async (at) => {
  await upgraded(at);
  await words(at);
};

const pending: Scenario = async (at) => {
  await upgraded(at);
  await step(at, 'c3', `${nickname}    age = db.Column(db.SmallInteger, nullable=False, server_default='0')\n`);
  await words(at);
};

const twoHeads: Scenario = async (at) => {
  await upgraded(at);
  await flask(at, 'revision', '--rev-id', 'c3', '-m', 'step c3');
  await flask(at, 'revision', '--rev-id', 'd4', '-m', 'step d4', '--head', 'b2', '--splice');
  at.say('upgrade', await at.run(['/usr/bin/python3', '-m', 'flask', 'db', 'upgrade'], { mayFail: true }));
  await words(at);
};

const merged: Scenario = async (at) => {
  await twoHeads(at);
  await flask(at, 'merge', '--rev-id', 'e5', 'heads', '-m', 'step e5');
  await flask(at, 'upgrade');
  await words(at);
};

/** Another branch was deployed: the database is at a revision that this one never had, and this one has another. */
const diverged: Scenario = async (at) => {
  await upgraded(at);
  at.remove('migrations/versions/b2_step_b2.py');
  await flask(at, 'revision', '--rev-id', 'x9', '-m', 'step x9', '--head', 'a1');
  const file = 'migrations/versions/x9_step_x9.py';
  const age = "op.add_column('users', sa.Column('age', sa.SmallInteger(), nullable=True))";
  at.write(file, at.text(file).replace('def upgrade():\n    pass', `def upgrade():\n    ${age}`));
  await words(at);
};

const stamped: Scenario = async (at) => {
  await upgraded(at);
  await at.query('DROP TABLE users, alembic_version');
  await flask(at, 'stamp', 'head');
  await words(at);
};

export const scenarios: Record<string, Scenario> = {
  'up-to-date': upToDate,
  pending,
  'two-heads': twoHeads,
  merged,
  diverged,
  stamped,
};
