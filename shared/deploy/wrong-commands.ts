/** A command that does something else than to bring a production database forward. */
export interface WrongCommand {
  /** what it is called, without directory, version and ending */
  program: RegExp;
  /** words that follow it, in this order, whatever stands between */
  words: RegExp[];
  /** how people know it: "prisma db push" */
  title: string;
  reason: string;
  /** the right one; null where there is none */
  instead: string | null;
}

const wrong = (
  program: RegExp,
  words: RegExp[],
  [title, reason, instead = null]: [title: string, reason: string, instead?: string | null],
): WrongCommand => ({ program, words, title, reason, instead });

const unrecorded =
  'it changes the schema without a migration, so that nobody knows afterwards what was done, and drops what is in the way';
const empties = 'it deletes the data';
const onlyStamps = 'it records migrations as applied without running them';
const backward = 'it undoes migrations, and the data of their columns and tables goes with them';

const prisma = 'npx prisma migrate deploy';
const alembic = 'alembic upgrade head';
const flask = 'flask db upgrade';
const rails = 'bin/rails db:migrate';
const sequelize = 'npx sequelize-cli db:migrate';
const typeorm = 'npx typeorm migration:run -d <data source>';
const mikro = 'npx mikro-orm migration:up';
const knex = 'npx knex migrate:latest';
const django = 'python manage.py migrate';
const flyway = 'flyway migrate';
const liquibase = 'liquibase update';
const goose = 'goose up';
const golang = 'migrate -path <directory> -database "$DATABASE_URL" up';
const dbmate = 'dbmate --no-dump-schema up';
const ecto = 'mix ecto.migrate';
const diesel = 'diesel migration run';

const isPrisma = /^prisma$/;
const isAlembic = /^alembic$/;
const isFlask = /^flask$/;
const isDrizzle = /^drizzle-kit$/;
const isRails = /^(rails|rake)$/;
const isSequelize = /^sequelize(-cli)?$/;
const isTypeorm = /^typeorm(-ts-node-(commonjs|esm)|-extension)?$/;
const isMikro = /^(mikro-orm(-esm)?|@mikro-orm)$/;
const isKnex = /^knex$/;
const isDjango = /^(manage|django-admin|django)$/;
const isFlyway = /^flyway$/;
const isLiquibase = /^liquibase$/;
const isGoose = /^goose$/;
const isGolang = /^(migrate|golang-migrate)$/;
const isDbmate = /^dbmate$/;
const isSqlx = /^(sqlx|cargo-sqlx)$/;
const isMix = /^mix$/;
const isDiesel = /^diesel$/;

/**
 * Commands that are known to be wrong for production, one entry each. What is not here may run: the check before it and the
 * verify after it say what it did.
 */
export const wrongCommands: WrongCommand[] = [
  wrong(isPrisma, [/^db$/, /^push$/], ['prisma db push', unrecorded, prisma]),
  wrong(
    isPrisma,
    [/^migrate$/, /^dev$/],
    [
      'prisma migrate dev',
      'it resets the database where migrations and schema differ, and makes new migrations',
      prisma,
    ],
  ),
  wrong(isPrisma, [/^migrate$/, /^reset$/], ['prisma migrate reset', empties, prisma]),
  wrong(
    isPrisma,
    [/^migrate$/, /^diff$/, /^--script$/],
    ['prisma migrate diff --script', 'it writes SQL that no migration holds, for somebody to run unrecorded', prisma],
  ),
  wrong(isFlask, [/^db$/, /^stamp$/], ['flask db stamp', onlyStamps, flask]),
  wrong(isFlask, [/^db$/, /^downgrade$/], ['flask db downgrade', backward, flask]),
  wrong(
    isFlask,
    [/^db$/, /^(migrate|revision)$/],
    ['flask db migrate', 'it writes a new migration, and applies none', flask],
  ),
  wrong(isAlembic, [/^stamp$/], ['alembic stamp', onlyStamps, alembic]),
  wrong(isAlembic, [/^downgrade$/], ['alembic downgrade', backward, alembic]),
  wrong(isDrizzle, [/^push(:\w+)?$/], ['drizzle-kit push', unrecorded, 'npx drizzle-kit migrate']),
  wrong(
    isDrizzle,
    [/^drop$/],
    ['drizzle-kit drop', 'it deletes files of migrations, and changes no database', 'npx drizzle-kit migrate'],
  ),
  wrong(isRails, [/^db:drop(:\w+)*$/], ['rails db:drop', 'it drops the database', rails]),
  wrong(
    isRails,
    [/^db:(migrate:)?reset(:\w+)*$/],
    ['rails db:reset', 'it drops the database and makes it anew', rails],
  ),
  wrong(
    isRails,
    [/^db:(schema|structure):load(:\w+)*$/],
    ['rails db:schema:load', 'it makes every table anew: what was in it is gone', rails],
  ),
  wrong(isRails, [/^db:setup(:\w+)*$/], ['rails db:setup', 'it makes every table anew, and loads the seeds', rails]),
  wrong(isRails, [/^db:(purge|truncate_all|seed:replant|fixtures:load)(:\w+)*$/], ['rails db:purge', empties, rails]),
  wrong(isRails, [/^db:(rollback|migrate:(down|redo))(:\w+)*$/], ['rails db:rollback', backward, rails]),
  wrong(
    isRails,
    [/^db:migrate(:\w+)*$/, /^version=0+$/],
    ['rails db:migrate VERSION=0', 'it undoes every migration', rails],
  ),
  wrong(isSequelize, [/^db:drop$/], ['sequelize db:drop', 'it drops the database', sequelize]),
  wrong(isSequelize, [/^db:migrate:undo(:all)?$/], ['sequelize db:migrate:undo', backward, sequelize]),
  wrong(isTypeorm, [/^schema:sync$/], ['typeorm schema:sync', unrecorded, typeorm]),
  wrong(isTypeorm, [/^schema:drop$/], ['typeorm schema:drop', empties, typeorm]),
  wrong(isTypeorm, [/^migration:revert$/], ['typeorm migration:revert', backward, typeorm]),
  wrong(isTypeorm, [/^migration:run$/, /^(-f|--fake)$/], ['typeorm migration:run --fake', onlyStamps, typeorm]),
  wrong(isMikro, [/^schema:(update|create)$/], ['mikro-orm schema:update', unrecorded, mikro]),
  wrong(isMikro, [/^schema:(drop|fresh)$/], ['mikro-orm schema:drop', empties, mikro]),
  wrong(
    isMikro,
    [/^migration:fresh$/],
    ['mikro-orm migration:fresh', 'it drops every table, and applies all migrations anew', mikro],
  ),
  wrong(isMikro, [/^migration:down$/], ['mikro-orm migration:down', backward, mikro]),
  wrong(isKnex, [/^migrate:(rollback|down)$/], ['knex migrate:rollback', backward, knex]),
  wrong(isDjango, [/^flush$/], ['manage.py flush', empties, django]),
  wrong(isDjango, [/^reset_(db|schema)$/], ['manage.py reset_db', 'it drops the database', django]),
  wrong(isDjango, [/^migrate$/, /^--fake$/], ['manage.py migrate --fake', onlyStamps, django]),
  wrong(isDjango, [/^migrate$/, /^zero$/], ['manage.py migrate <app> zero', backward, django]),
  wrong(isFlyway, [/^clean$/], ['flyway clean', 'it drops every object of its schemas', flyway]),
  wrong(isFlyway, [/^undo$/], ['flyway undo', backward, flyway]),
  wrong(isLiquibase, [/^drop-?all$/], ['liquibase dropAll', 'it drops every object of the schema', liquibase]),
  wrong(
    isLiquibase,
    [/^rollback(-?(count|to-?date|one-?(changeset|update)))?$/],
    ['liquibase rollback', backward, liquibase],
  ),
  wrong(isLiquibase, [/^changelog-?sync(-?to-?tag)?$/], ['liquibase changelogSync', onlyStamps, liquibase]),
  wrong(isLiquibase, [/^mark-?next-?changeset-?ran$/], ['liquibase markNextChangesetRan', onlyStamps, liquibase]),
  wrong(isGoose, [/^reset$/], ['goose reset', 'it undoes every migration', goose]),
  wrong(isGoose, [/^(down(-to)?|redo)$/], ['goose down', backward, goose]),
  wrong(isGolang, [/^drop$/], ['migrate drop', 'it drops everything in the database', golang]),
  wrong(isGolang, [/^down$/], ['migrate down', backward, golang]),
  wrong(isGolang, [/^force$/], ['migrate force', 'it sets the recorded version without running anything', golang]),
  wrong(isDbmate, [/^drop$/], ['dbmate drop', 'it drops the database', dbmate]),
  wrong(isDbmate, [/^(down|rollback)$/], ['dbmate down', backward, dbmate]),
  wrong(
    isSqlx,
    [/^(database|db)$/, /^(drop|reset|setup)$/],
    ['sqlx database reset', 'it drops the database', 'sqlx migrate run'],
  ),
  wrong(isSqlx, [/^(migrate|mig|m)$/, /^revert$/], ['sqlx migrate revert', backward, 'sqlx migrate run']),
  wrong(
    /^supabase$/,
    [/^db$/, /^reset$/],
    ['supabase db reset', 'it drops everything and applies all migrations anew', 'npx supabase db push'],
  ),
  wrong(/^supabase$/, [/^migrations?$/, /^down$/], ['supabase migration down', backward, 'npx supabase db push']),
  wrong(/^supabase$/, [/^migrations?$/, /^repair$/], ['supabase migration repair', onlyStamps, 'npx supabase db push']),
  wrong(isMix, [/^ecto\.(drop|reset)$/], ['mix ecto.drop', 'it drops the database', ecto]),
  wrong(isMix, [/^ecto\.rollback$/], ['mix ecto.rollback', backward, ecto]),
  wrong(isDiesel, [/^database$/, /^(reset|drop)$/], ['diesel database reset', 'it drops the database', diesel]),
  wrong(isDiesel, [/^migration$/, /^(revert|redo)$/], ['diesel migration revert', backward, diesel]),
  wrong(/^node-pg-migrate$/, [/^(down|redo)$/], ['node-pg-migrate down', backward, 'npx node-pg-migrate up']),
  wrong(/^node-pg-migrate$/, [/^--fake$/], ['node-pg-migrate --fake', onlyStamps, 'npx node-pg-migrate up']),
  wrong(
    /^kysely$/,
    [/^migrate:?$/, /^(down|rollback)$/],
    ['kysely migrate down', backward, 'npx kysely migrate:latest'],
  ),
  wrong(/^kysely$/, [/^migrate:(down|rollback)$/], ['kysely migrate:down', backward, 'npx kysely migrate:latest']),
  wrong(
    /^atlas$/,
    [/^schema$/, /^clean$/],
    ['atlas schema clean', 'it drops everything in the database', 'atlas migrate apply'],
  ),
  wrong(/^atlas$/, [/^schema$/, /^apply$/], ['atlas schema apply', unrecorded, 'atlas migrate apply']),
  wrong(/^atlas$/, [/^migrate$/, /^down$/], ['atlas migrate down', backward, 'atlas migrate apply']),
  wrong(/^atlas$/, [/^migrate$/, /^set$/], ['atlas migrate set', onlyStamps, 'atlas migrate apply']),
  wrong(/^dropdb$/, [/./], ['dropdb', 'it drops the database']),
];

/** The first entry that words of a command are; they may stand behind any other program that runs them. */
export function wrongIn(words: string[]): WrongCommand | null {
  const programs = words.map(programsOf);
  for (const [at, names] of programs.entries()) {
    // `VERSION=0 rake db:migrate` is the same as `rake db:migrate VERSION=0`.
    const before = words.slice(0, at).filter((word) => /^\w+=/.test(word));
    const rest = [...words.slice(at + 1).map((word) => word.replace(/,$/, '')), ...before];
    const found = wrongCommands.find(
      ({ program, words: wanted }) => names.some((name) => program.test(name)) && hasInOrder(rest, wanted),
    );
    if (found) return found;
  }
  return null;
}

/**
 * What a word may call: `prisma` for `prisma@6.1.0`, `./node_modules/.bin/prisma.cmd` and
 * `node_modules/prisma/build/index.js`.
 */
function programsOf(word: string): string[] {
  const path = word.replaceAll('\\', '/').toLowerCase();
  const name = (path.split('/').at(-1) ?? '')
    .replace(/(?<=.)@[^@]*$/, '')
    .replace(/\.(cmd|exe|bat|ps1|[cm]?[jt]s|py|rb|sh|phar)$/, '');
  const [, pack] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
  const scoped = /^(@[^/]+)\//.exec(path)?.[1];
  return [
    name,
    ...(pack === undefined ? [] : [pack, pack.split('/')[0] ?? '']),
    ...(scoped === undefined ? [] : [scoped]),
  ];
}

function hasInOrder(words: string[], wanted: RegExp[]): boolean {
  let at = 0;
  for (const word of words) {
    if (wanted[at]?.test(word) || wanted[at]?.test(word.toLowerCase())) at += 1;
    if (at === wanted.length) return true;
  }
  return false;
}
