import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seenThrough } from '../../shared/deploy/seen-through.ts';
import { wrongCommands, wrongIn } from '../../shared/deploy/wrong-commands.ts';
import { shellWord } from '../../shared/model/shell.ts';
import { folderWith } from '../support/command.ts';

const nowhere = folderWith();

function titleOf(words: string[], folder = nowhere): string | null {
  for (const each of seenThrough(words, folder)) {
    const found = wrongIn(each.words);
    if (found !== null) return found.title;
  }
  return null;
}

const spoken = (line: string) => line.split(' ');

const wrong: [line: string, title: string][] = [
  ['prisma db push', 'prisma db push'],
  ['prisma db push --accept-data-loss', 'prisma db push'],
  ['prisma migrate dev --name x', 'prisma migrate dev'],
  ['prisma migrate reset --force', 'prisma migrate reset'],
  ['prisma --schema db/schema.prisma migrate reset', 'prisma migrate reset'],
  ['prisma migrate diff --from-empty --to-schema-datamodel a.prisma --script', 'prisma migrate diff --script'],
  ['flask db stamp head', 'flask db stamp'],
  ['flask --app shop db downgrade', 'flask db downgrade'],
  ['flask db migrate -m x', 'flask db migrate'],
  ['alembic -c prod.ini stamp head', 'alembic stamp'],
  ['alembic -x tenant=a downgrade -1', 'alembic downgrade'],
  ['drizzle-kit push', 'drizzle-kit push'],
  ['drizzle-kit push:pg', 'drizzle-kit push'],
  ['drizzle-kit drop', 'drizzle-kit drop'],
  ['rails db:drop', 'rails db:drop'],
  ['bin/rails db:migrate:reset', 'rails db:reset'],
  ['rake db:schema:load', 'rails db:schema:load'],
  ['rails db:migrate db:setup', 'rails db:setup'],
  ['rails db:truncate_all', 'rails db:purge'],
  ['rails db:fixtures:load', 'rails db:purge'],
  ['rails db:rollback STEP=2', 'rails db:rollback'],
  ['rake db:migrate VERSION=0', 'rails db:migrate VERSION=0'],
  ['env RAILS_ENV=production VERSION=0 rails db:migrate:primary', 'rails db:migrate VERSION=0'],
  ['sequelize db:drop', 'sequelize db:drop'],
  ['sequelize-cli db:migrate:undo:all', 'sequelize db:migrate:undo'],
  ['typeorm schema:sync -d data-source.js', 'typeorm schema:sync'],
  ['typeorm -d x.js schema:drop', 'typeorm schema:drop'],
  ['typeorm-ts-node-esm migration:revert -d x.ts', 'typeorm migration:revert'],
  ['typeorm migration:run -d x.js --fake', 'typeorm migration:run --fake'],
  ['mikro-orm schema:update --run', 'mikro-orm schema:update'],
  ['mikro-orm schema:fresh --run', 'mikro-orm schema:drop'],
  ['mikro-orm migration:fresh', 'mikro-orm migration:fresh'],
  ['mikro-orm migration:down', 'mikro-orm migration:down'],
  ['knex migrate:rollback --all', 'knex migrate:rollback'],
  ['manage.py flush --no-input', 'manage.py flush'],
  ['./manage.py reset_db', 'manage.py reset_db'],
  ['manage.py migrate shop 0004 --fake', 'manage.py migrate --fake'],
  ['django-admin migrate shop zero', 'manage.py migrate <app> zero'],
  ['flyway -configFiles=prod.conf clean', 'flyway clean'],
  ['flyway undo', 'flyway undo'],
  ['liquibase --changelog-file=a.xml dropAll', 'liquibase dropAll'],
  ['liquibase drop-all', 'liquibase dropAll'],
  ['liquibase mark-next-changeset-ran', 'liquibase markNextChangesetRan'],
  ['supabase migration down --last 2', 'supabase migration down'],
  ['supabase migration repair --status applied 1', 'supabase migration repair'],
  ['atlas migrate set 1', 'atlas migrate set'],
  ['dropdb --if-exists shop', 'dropdb'],
  ['liquibase rollback-count 2', 'liquibase rollback'],
  ['liquibase changelog-sync', 'liquibase changelogSync'],
  ['goose -dir db postgres x reset', 'goose reset'],
  ['goose down', 'goose down'],
  ['migrate -path db -database x drop -f', 'migrate drop'],
  ['migrate -path db down 1', 'migrate down'],
  ['migrate force 3', 'migrate force'],
  ['dbmate drop', 'dbmate drop'],
  ['dbmate rollback', 'dbmate down'],
  ['sqlx database drop -y', 'sqlx database reset'],
  ['sqlx migrate revert', 'sqlx migrate revert'],
  ['supabase db reset --linked', 'supabase db reset'],
  ['mix ecto.drop', 'mix ecto.drop'],
  ['mix do ecto.drop, ecto.create', 'mix ecto.drop'],
  ['mix ecto.rollback', 'mix ecto.rollback'],
  ['diesel database reset', 'diesel database reset'],
  ['diesel migration redo', 'diesel migration revert'],
  ['node-pg-migrate down', 'node-pg-migrate down'],
  ['node-pg-migrate up --fake', 'node-pg-migrate --fake'],
  ['kysely migrate down', 'kysely migrate down'],
  ['kysely migrate:rollback', 'kysely migrate:down'],
  ['atlas schema clean -u x', 'atlas schema clean'],
  ['atlas schema apply -u x', 'atlas schema apply'],
  ['atlas migrate down', 'atlas migrate down'],
];

const right = [
  'prisma migrate deploy',
  'prisma migrate deploy --schema db/push/dev.prisma',
  'flask db upgrade',
  'alembic upgrade head',
  'alembic -x stamped=no upgrade head',
  'drizzle-kit migrate',
  'rails db:migrate',
  'rake db:migrate db:seed',
  'sequelize-cli db:migrate --env production',
  'typeorm migration:run -d dist/data-source.js',
  'mikro-orm migration:up',
  'knex migrate:latest',
  'manage.py migrate --no-input',
  'VERSION=20240101000000 rails db:migrate',
  'prisma migrate diff --from-migrations a --to-schema-datamodel b --exit-code',
  'flyway migrate',
  'liquibase --changelog-file=drop-all.xml update',
  'goose up',
  'migrate -path db/down -database x up',
  'dbmate --no-dump-schema up',
  'sqlx migrate run',
  'supabase db push',
  'mix ecto.migrate',
  'diesel migration run',
  'node-pg-migrate up',
  'kysely migrate:latest',
  'atlas migrate apply',
  'psql -f db/reset.sql',
];

test.each(wrong)('%s is wrong for production', (line, title) => {
  expect(titleOf(spoken(line))).toBe(title);
});

test('every entry of the table has a command here that it is about, and names the right one or says why there is none', () => {
  expect(new Set(wrong.map(([, title]) => title))).toEqual(new Set(wrongCommands.map(({ title }) => title)));
  for (const { instead } of wrongCommands) if (instead !== null) expect(titleOf(spoken(instead))).toBeNull();
});

test.each(right)('%s may run', (line) => {
  expect(titleOf(spoken(line))).toBeNull();
});

/** What people put in front of a command, and around it. */
const wrappers: ((words: string[]) => string[])[] = [
  (words) => ['npx', ...words],
  (words) => ['npx', '--yes', '--package=prisma@6', '--', ...words],
  (words) => ['pnpm', 'exec', ...words],
  (words) => ['pnpm', 'dlx', ...words],
  (words) => ['yarn', ...words],
  (words) => ['bunx', ...words],
  (words) => ['bundle', 'exec', ...words],
  (words) => ['poetry', 'run', ...words],
  (words) => ['uv', 'run', ...words],
  (words) => ['python', '-m', ...words],
  (words) => ['env', 'A=b', 'NODE_ENV=production', ...words],
  (words) => ['docker', 'compose', 'exec', '-T', 'app', ...words],
  (words) => ['docker', 'run', '--rm', 'shop/api', ...words],
  (words) => ['kubectl', 'exec', 'deploy/api', '--', ...words],
  (words) => ['dotenv', '-e', '.env', '--', ...words],
  (words) => ['timeout', '60', ...words],
  (words) => ['sh', '-c', words.map(shellWord).join(' ')],
  (words) => ['bash', '-lc', `set -e; cd app && ${words.map(shellWord).join(' ')}`],
  (words) => ['sh', '-c', `echo "deploying" && A=b ${words.map(shellWord).join('  ')} || exit 1`],
  (words) => ['sh', '-c', `(${words.map((word) => JSON.stringify(word)).join(' \\\n  ')})`],
  (words) => ['npx', 'concurrently', words.map(shellWord).join(' ')],
  (words) => [`./node_modules/.bin/${words[0]}`, ...words.slice(1)],
];
const stack = fc.array(fc.constantFrom(...wrappers), { maxLength: 4 });

/** A wrapper may be stacked on another; what is inside keeps what it is. */
function wrapped(line: string, layers: typeof wrappers): string[] {
  return layers.reduce((words, wrap) => wrap(words), spoken(line));
}

test('no wrong command slips through any stack of wrappers', () => {
  fc.assert(
    fc.property(fc.constantFrom(...wrong), stack, ([line], layers) => {
      expect(titleOf(wrapped(line, layers))).not.toBeNull();
    }),
    { numRuns: 400 },
  );
});

test('no wrapper makes a right command wrong', () => {
  fc.assert(
    fc.property(fc.constantFrom(...right), stack, (line, layers) => {
      expect(titleOf(wrapped(line, layers))).toBeNull();
    }),
    { numRuns: 400 },
  );
});

const runs: [name: string, words: string[]][] = [
  ['npm run', ['npm', 'run', 'db']],
  ['npm run with a flag', ['npm', 'run', '--silent', 'db']],
  ['npm run-script', ['npm', 'run-script', 'db', '--', '--force']],
  ['yarn', ['yarn', 'db']],
  ['pnpm', ['pnpm', '-s', 'db']],
  ['bun run', ['bun', 'run', 'db']],
  ['node --run', ['node', '--run', 'db']],
  ['a script that runs a script', ['npm', 'run', 'outer']],
  ['what runs before it by its name', ['npm', 'run', 'after']],
  ['run-s with a star', ['npx', 'run-s', 'd*']],
  ['concurrently', ['npx', 'concurrently', 'npm:db']],
  ['a shell', ['sh', '-c', 'npm run db']],
  ['another folder', ['npm', '--prefix', 'packages/api', 'run', 'own']],
  ['cd', ['sh', '-c', 'cd packages/api && npm run own']],
  ['a workspace', ['yarn', 'workspace', 'api', 'own']],
  ['a filter', ['pnpm', '--filter', 'api', 'run', 'own']],
];

test.each(runs)('a script of package.json is read behind %s', (_, words) => {
  const scripts = {
    db: 'prisma db push',
    outer: 'npm run inner',
    inner: 'FOO=1 npm run db',
    preafter: 'prisma db push',
    after: 'true',
    fine: 'prisma migrate deploy',
  };
  const folder = folderWith({ 'package.json': { scripts, workspaces: ['packages/*'] } });
  mkdirSync(join(folder, 'packages/api'), { recursive: true });
  writeFileSync(
    join(folder, 'packages/api/package.json'),
    JSON.stringify({ scripts: { own: 'npm run deeper', deeper: 'prisma db push' } }),
  );
  expect(titleOf(words, folder)).toBe('prisma db push');
  expect(titleOf(['npm', 'run', 'fine'], folder)).toBeNull();
});

test('scripts that run each other have an end, and a package.json that is none is no reason to fail', () => {
  const circle = folderWith({ 'package.json': { scripts: { a: 'npm run b', b: 'npm run a' } } });
  expect(titleOf(['npm', 'run', 'a'], circle)).toBeNull();
  expect(titleOf(['npm', 'run', 'a'], folderWith({ 'package.json': '{ no' }))).toBeNull();
});

test('whatever the words are, looking through them comes to an end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', ' ', "'", '"', '\\', ';', '&', '`', '#', '\n', '$', '(') })),
      (words) => {
        expect(seenThrough(words, nowhere).length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 300 },
  );
});
