import type { At, Needs, RunOptions, Scenario } from '../scenario.ts';

/** Supabase's command-line tool 3.1.0, as npm has it for Linux: `db push` to an address, which needs no project of Supabase. */
export const needs: Needs = { packages: ['@supabase/cli-linux-x64@3.1.0'] };

function supabase(at: At, words: string[], options: RunOptions = {}) {
  const program = `${at.folder}/node_modules/@supabase/cli-linux-x64/bin/supabase`;
  const env = { SUPABASE_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  return at.run([program, ...words, `--remote=${at.url}`, '--yes'], { env, ...options });
}

const push = (at: At, options?: RunOptions) => supabase(at, ['db', 'push', '--skip-vault'], options);

function write(at: At, name: string, sql: string): void {
  at.write(`supabase/migrations/${name}.sql`, sql);
}

const init = `create table users (
  id serial primary key, -- a comment; with a semicolon
  email text not null
);

create function one() returns int language sql as $$ select 1; $$;
;
select 'a;b' ;
`;

function project(at: At): void {
  at.write('supabase/config.toml', 'project_id = "shop"\n');
  write(at, '20230101000000_init', init);
  write(at, '20230201000000_nickname', 'alter table users add column nickname text;\n');
}

/** The tool leaves its own notes beside the migrations. */
async function done(at: At): Promise<void> {
  at.say('list', await supabase(at, ['migration', 'list'], { mayFail: true }));
  await at.run(['rm', '-rf', 'supabase/.temp', 'supabase/.branches']);
}

const fresh: Scenario = async (at) => {
  project(at);
  await done(at);
};

const upToDate: Scenario = async (at) => {
  project(at);
  await push(at);
  await done(at);
};

const pending: Scenario = async (at) => {
  project(at);
  await push(at);
  write(at, '20230301000000_locked_until', 'alter table users add column locked_until timestamptz;\n');
  await done(at);
};

const late: Scenario = async (at) => {
  project(at);
  await push(at);
  write(at, '20230115000000_age', 'alter table users add column age int;\n');
  at.say('push', await push(at, { mayFail: true }));
  await done(at);
};

const deleted: Scenario = async (at) => {
  project(at);
  await push(at);
  at.remove('supabase/migrations/20230201000000_nickname.sql');
  at.say('push', await push(at, { mayFail: true }));
  await done(at);
};

const edited: Scenario = async (at) => {
  project(at);
  await push(at);
  write(at, '20230201000000_nickname', 'alter table users add column nickname varchar(40);\n');
  at.say('push', await push(at));
  await done(at);
};

/** Its statements go out together: the table knows nothing of them. */
const failed: Scenario = async (at) => {
  project(at);
  write(at, '20230301000000_orders', 'create table orders (id int);\nalter table customers add column vat text;\n');
  at.say('push', await push(at, { mayFail: true }));
  await done(at);
};

const repaired: Scenario = async (at) => {
  project(at);
  await supabase(at, ['migration', 'repair', '--status', 'applied', '20230101000000', '20230201000000']);
  await done(at);
};

/** What cannot run in a transaction is refused only where it is not alone. */
const concurrently: Scenario = async (at) => {
  project(at);
  write(at, '20230301000000_alone', '-- alone\ncreate index concurrently by_email on users (email);\n');
  await push(at);
  write(at, '20230302000000_together', 'select 1;\ncreate index concurrently by_nickname on users (nickname);\n');
  at.say('push', await push(at, { mayFail: true }));
  await done(at);
};

const checksums: Scenario = async (at) => {
  project(at);
  write(at, '20230301000000_crlf', 'select 1;\r\nselect 2;\r\n');
  write(at, '20230301000001_unicode', "select 'Grüße, 世界, 🎉, e\u0301';\u00a0\nselect 2\u0020;\u2003");
  write(at, '20230301000002_no_final_newline', 'select 1');
  write(at, '20230301000003_dollars', "do $a$ begin perform ';'; /* ; */ perform $$;$$; end $a$;\n\n-- the end;\n");
  write(at, '20230301000004_semicolons', ';;select 1;;;\n;select 2;');
  write(at, '20230301000005_escapes', String.raw`select E'it\'s;', '\;', "a;b" from (select 1 as "a;b") x;`);
  write(at, '20230301000006_body', 'create function two() returns int begin atomic; select 1; select 2; end;\n');
  write(at, '20230301000007_empty', '');
  await push(at);
  await done(at);
};

export const scenarios: Record<string, Scenario> = {
  fresh,
  'up-to-date': upToDate,
  pending,
  late,
  deleted,
  edited,
  failed,
  repaired,
  concurrently,
  checksums,
};
