import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { At, Needs, Scenario } from '../scenario.ts';

/** Debian's Django 3.2. */
export const needs: Needs = { programs: ['/usr/lib/python3/dist-packages/django/__init__.py', '/usr/bin/python3'] };

const manage = (at: At, ...words: string[]) => at.run(['/usr/bin/python3', 'manage.py', ...words]);
const tried = (at: At, ...words: string[]) => at.run(['/usr/bin/python3', 'manage.py', ...words], { mayFail: true });

const databases = `import os
from urllib.parse import unquote, urlparse
_url = urlparse(os.environ['DATABASE_URL'])
DATABASES = {'default': {
    'ENGINE': 'django.db.backends.postgresql', 'NAME': _url.path[1:], 'HOST': _url.hostname, 'PORT': _url.port,
    'USER': _url.username, 'PASSWORD': unquote(_url.password or ''),
}}
`;

/** `startproject` and `startapp`, on PostgreSQL. */
async function init(at: At, ...apps: string[]) {
  await at.run(['/usr/bin/python3', '-m', 'django', 'startproject', 'shop', '.']);
  for (const app of apps) await manage(at, 'startapp', app);
  const settings = at
    .text('shop/settings.py')
    .replace(/SECRET_KEY = .*/, "SECRET_KEY = 'not a secret'")
    .replace(/DATABASES = \{[\s\S]*?\n\}\n/, databases)
    .replace('INSTALLED_APPS = [', `INSTALLED_APPS = [\n${apps.map((app) => `    '${app}',\n`).join('')}`);
  at.write('shop/settings.py', settings);
}

const models = (more: string) => `from django.db import models


class Product(models.Model):
    name = models.CharField(max_length=50)
${more}`;

/** `makemigrations` writes what differs. */
async function step(at: At, name: string, more: string) {
  at.write('store/models.py', models(more));
  await manage(at, 'makemigrations', 'store', '-n', name);
}

const price = '    price = models.DecimalField(max_digits=8, decimal_places=2, default=0)\n';
const code = '    code = models.SlugField(unique=True, null=True)\n';

async function words(at: At) {
  at.say('showmigrations', await tried(at, 'showmigrations'));
  at.say('check', await tried(at, 'migrate', '--check'));
}

async function migrated(at: At) {
  await init(at, 'store');
  await step(at, 'initial', '');
  await step(at, 'price', price);
  await manage(at, 'migrate');
}

const upToDate: Scenario = async (at) => {
  await migrated(at);
  await words(at);
};

const pending: Scenario = async (at) => {
  await migrated(at);
  await step(at, 'code', price + code);
  await words(at);
};

/** Two people added a migration each. */
async function conflicted(at: At) {
  await migrated(at);
  await step(at, 'code', price + code);
  const other = at.text('store/migrations/0003_code.py').replaceAll('code', 'brand');
  at.write('store/migrations/0003_brand.py', other);
}

const twoHeads: Scenario = async (at) => {
  await conflicted(at);
  at.say('migrate', await tried(at, 'migrate'));
  await words(at);
};

const merged: Scenario = async (at) => {
  await conflicted(at);
  await manage(at, 'makemigrations', '--merge', '--noinput', '-n', 'merge');
  await manage(at, 'migrate');
  await words(at);
};

const deleted: Scenario = async (at) => {
  await migrated(at);
  at.remove('store/migrations/0002_price.py');
  await words(at);
};

const faked: Scenario = async (at) => {
  await migrated(at);
  await step(at, 'code', price + code);
  await manage(at, 'migrate', '--fake', 'store', '0003');
  await words(at);
};

/** A migration that came in between, from a branch that was merged late. */
const inconsistent: Scenario = async (at) => {
  await migrated(at);
  const initial = at.text('store/migrations/0002_price.py');
  at.write('store/migrations/0001_late.py', initial.replaceAll('price', 'weight'));
  at.write('store/migrations/0002_price.py', initial.replace("'0001_initial'", "'0001_late'"));
  at.say('migrate', await tried(at, 'migrate'));
  at.say('showmigrations', await tried(at, 'showmigrations'));
};

async function squash(at: At) {
  await step(at, 'code', price + code);
  await manage(at, 'squashmigrations', '--noinput', '--squashed-name', 'all', 'store', '0003');
}

const squashed: Scenario = async (at) => {
  await migrated(at);
  await squash(at);
  await manage(at, 'migrate');
  await words(at);
};

const squashedFresh: Scenario = async (at) => {
  await init(at, 'store');
  await step(at, 'initial', '');
  await step(at, 'price', price);
  await squash(at);
  at.say('before', await tried(at, 'showmigrations', 'store'));
  await manage(at, 'migrate');
  await words(at);
};

const squashedPartly: Scenario = async (at) => {
  await migrated(at);
  await squash(at);
  await words(at);
};

/** Every operation, and what Django makes of it: `sqlmigrate` before each is run. */
const operations: Scenario = async (at) => {
  await init(at, 'people', 'zoo');
  at.write(
    'shop/settings.py',
    `${at.text('shop/settings.py')}AUTH_USER_MODEL = 'people.Person'\nDEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\n`,
  );
  at.write(
    'people/models.py',
    'from django.contrib.auth.models import AbstractUser\n\n\nclass Person(AbstractUser):\n    pass\n',
  );
  await manage(at, 'makemigrations', 'people');
  await manage(at, 'migrate', 'people');
  const files = readFileSync(join(import.meta.dirname, 'operations.py'), 'utf8')
    .split(/^# --- (\w+)\n/m)
    .slice(1);
  for (let place = 0; place < files.length; place += 2) {
    at.write(`zoo/migrations/${files[place]}.py`, files[place + 1] ?? '');
    at.say(`zoo.${files[place]}`, (await manage(at, 'sqlmigrate', 'zoo', files[place] ?? '')).stdout);
    await manage(at, 'migrate', 'zoo', files[place] ?? '');
  }
  at.say('people.0001_initial', (await manage(at, 'sqlmigrate', 'people', '0001')).stdout);
};

export const scenarios: Record<string, Scenario> = {
  'up-to-date': upToDate,
  pending,
  'two-heads': twoHeads,
  merged,
  deleted,
  faked,
  inconsistent,
  squashed,
  'squashed-fresh': squashedFresh,
  'squashed-partly': squashedPartly,
  operations,
};
