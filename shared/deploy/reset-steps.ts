import { shellWord } from '../model/shell.ts';
import { endSessions, sessionsLeft } from '../restore/sessions.ts';
import { identifier, literal } from '../session/sql.ts';

/** The names and commands that the steps are made of. */
export interface Rebuild {
  target: string;
  /** the flags that lead `lockstep verify` to it, and `lockstep backup` */
  to: { verify: string; backup: string };
  database: string;
  fresh: string;
  former: string;
  where: string;
  provider: 'neon' | 'rds' | 'plain';
  isProduction: boolean;
  isPinned: boolean;
  /** shell lines that set OLD, NEW and ADMIN */
  urls: string[];
  tools: { title: string; apply: string; history: string; directory: string; count: number }[];
  variables: string[];
  after: string[];
  seed: string | null;
}

/** One step of a procedure: what it is for, what to know, and lines to paste. */
export interface ResetStep {
  title: string;
  text: string;
  commands: string[];
}

const dump = 'rows.dump';

/** A new database beside the old one, made and proven, then the two swapped: going back is a swap as well. */
export function swapSteps(rebuild: Rebuild): ResetStep[] {
  const { database, fresh, former } = rebuild;
  return [
    ...preparation(rebuild),
    {
      title: `Create the new database ${fresh} beside it`,
      text: `The role needs CREATEDB. ${locale} ${extensions[rebuild.provider]}`,
      commands: [sql('ADMIN', `CREATE DATABASE ${identifier(fresh)} TEMPLATE template0`)],
    },
    ...build(rebuild, 'NEW'),
    {
      title: 'Swap the two',
      text: `Both names have to be free of sessions; behind PgBouncer, PAUSE and RECONNECT ${database} there. From here on the old database is called ${former}, and stays as it is, read only.`,
      commands: [
        ...ended([database, fresh]),
        sql('ADMIN', `ALTER DATABASE ${identifier(database)} RENAME TO ${identifier(former)}`),
        sql('ADMIN', `ALTER DATABASE ${identifier(fresh)} RENAME TO ${identifier(database)}`),
      ],
    },
    ...proof(rebuild),
    startWriters,
    {
      title: 'Go back, if it has to be',
      text: 'What was written since the swap is in the rebuilt database alone.',
      commands: [
        ...ended([database, former]),
        sql('ADMIN', `ALTER DATABASE ${identifier(database)} RENAME TO ${identifier(fresh)}`),
        sql('ADMIN', `ALTER DATABASE ${identifier(former)} RENAME TO ${identifier(database)}`),
        sql('ADMIN', writable(database)),
      ],
    },
    {
      title: 'Give up instead, before the swap',
      text: `${database} is as it was, but for taking no changes.`,
      commands: [
        sql('ADMIN', writable(database)),
        sql('ADMIN', `DROP DATABASE IF EXISTS ${identifier(fresh)}`),
        `rm -rf ${dump}`,
      ],
    },
    {
      title: 'When nobody misses it any more',
      text: 'This cannot be undone, but by the restore point.',
      commands: [sql('ADMIN', `DROP DATABASE ${identifier(former)}`)],
    },
  ];
}

/** Where nobody depends on it: dropped, and made again under its name. */
export function recreateSteps(rebuild: Rebuild): ResetStep[] {
  const { database, provider } = rebuild;
  return [
    ...preparation(rebuild),
    {
      title: `Drop ${database}, and create it again`,
      text: `From here on the way back is the restore point. The role needs CREATEDB, and to own the database. ${locale} ${extensions[provider]}`,
      commands: [
        sql('ADMIN', `DROP DATABASE ${identifier(database)} WITH (FORCE)`),
        sql('ADMIN', `CREATE DATABASE ${identifier(database)} TEMPLATE template0`),
      ],
    },
    ...build(rebuild, 'OLD'),
    ...proof(rebuild),
    startWriters,
    {
      title: 'Go back, if it has to be',
      text: `This prints the commands that go back to the restore point. To give up before ${database} is dropped, the second line is enough.`,
      commands: [`lockstep restore --plan ${rebuild.to.backup}`, sql('ADMIN', writable(database))],
    },
  ];
}

function preparation(rebuild: Rebuild): ResetStep[] {
  return [names(rebuild), stopWriters(rebuild), restorePoint(rebuild), readOnly(rebuild), keepRows(rebuild)];
}

function names({ database, where, urls }: Rebuild): ResetStep {
  return {
    title: 'Name the databases, in one shell that you keep',
    text: `OLD is ${database} on ${where}; ADMIN is another database of that server, to create and rename from. None of them holds the password, which every user of this machine would see among the arguments of psql: it is in PGPASSWORD, and full puts it in for the tool.`,
    commands: urls,
  };
}

const writable = (database: string) => `ALTER DATABASE ${identifier(database)} RESET default_transaction_read_only`;

function stopWriters({ database }: Rebuild): ResetStep {
  return {
    title: 'Stop the writers',
    text: 'Scale the application, its workers and its schedules to nothing, in their own ways. Then see who is left.',
    commands: [
      sql(
        'ADMIN',
        `SELECT pid, usename, application_name, client_addr, state FROM pg_stat_activity WHERE datname = ${text(database)}`,
      ),
    ],
  };
}

/** After the restore point, which would hold it as well. */
function readOnly({ database }: Rebuild): ResetStep {
  return {
    title: 'Let nobody write by accident',
    text: 'Sessions that this role may not end are listed: end them as a superuser, or in their programs.',
    commands: [
      sql('ADMIN', `ALTER DATABASE ${identifier(database)} SET default_transaction_read_only = on`),
      ...ended([database]),
    ],
  };
}

function restorePoint({ target, to, provider }: Rebuild): ResetStep {
  const how = {
    neon: 'A branch of Neon where targets.<name>.restore is set to one, else a dump.',
    rds: 'A snapshot of RDS where targets.<name>.restore is set to one, else a dump.',
    plain: 'A dump, unless targets.<name>.restore says another way.',
  };
  return {
    title: 'Make a restore point',
    text: `${how[provider].replace('<name>', target)} It prints the commands that go back to it: keep them.`,
    commands: [`lockstep backup ${to.backup}`],
  };
}

function keepRows({ tools }: Rebuild): ResetStep {
  const without = tools.map(({ history }) => ` --exclude-table=${quoted(history)}`).join('');
  return {
    title: 'Keep the rows, if they are to come along',
    text: 'Data alone, without the histories of the migrations, which write their own. pg_dump has to be as new as the server. Leave this and the loading out for an empty database.',
    commands: [`pg_dump "$OLD" --data-only --format=directory --jobs=4${without} --file=${dump}`],
  };
}

/** Migrations, rows, extra SQL, sequences, in this order: constraints that are added late are checked against the rows. */
function build(rebuild: Rebuild, at: 'NEW' | 'OLD'): ResetStep[] {
  const { tools, after } = rebuild;
  return [
    {
      title: 'Apply all migrations',
      text: migrationsText(rebuild),
      commands: tools.map(({ apply }) => reaching(rebuild, at, apply)),
    },
    loadRows(rebuild, at),
    ...(after.length === 0
      ? []
      : [
          {
            title: 'Apply the SQL that comes after the migrations',
            text: 'Each file in a transaction of its own (deploy.after).',
            commands: after.map(
              (file) => `psql "$${at}" -v ON_ERROR_STOP=1 --single-transaction -f ${shellWord(file)}`,
            ),
          },
        ]),
    {
      title: 'Put the sequences past the rows, and prove all of it',
      text: 'A data-only load sets the sequences that it knows; whatever it does not, fix finds.',
      commands: [`lockstep fix --url "$${at}"`, `lockstep verify --url "$${at}"`, sql(at, 'ANALYZE')],
    },
  ];
}

function migrationsText({ tools, variables }: Rebuild): string {
  if (tools.length === 0) {
    return 'No tool was found in this repository (--repository names another folder): run the one that makes the schema, with its URL set.';
  }
  const what = tools.map(({ title, count, directory }) => `${title}: ${count} in ${directory}`).join('; ');
  return `${what}. ${variables.join(' and ')} leads the tool to the right database; see that its configuration reads it.`;
}

function reaching({ variables }: Rebuild, at: string, command: string): string {
  return `${variables.map((name) => `${name}="$(full "$${at}")"`).join(' ')} ${command}`;
}

function loadRows(rebuild: Rebuild, at: 'NEW' | 'OLD'): ResetStep {
  const { seed } = rebuild;
  const seeding =
    seed === null ? [] : [`# or, for a database with nothing but its seed: ${reaching(rebuild, at, seed)}`];
  return {
    title: 'Load the rows',
    text: 'One table after the other, in the order of their foreign keys: with --jobs they would not be kept. Foreign keys that go in circles need --disable-triggers, by a superuser. Rows that migrations insert themselves collide with those of the dump: TRUNCATE such tables first. A table that no migration makes stops it: write the migration, or leave the table out of the dump.',
    commands: [`pg_restore --dbname="$${at}" --data-only --exit-on-error ${dump}`, ...seeding],
  };
}

function proof({ target, to, isPinned }: Rebuild): ResetStep[] {
  const pin = isPinned
    ? ' The configuration pins the fingerprint of the old database: put the new one there first, "fingerprint" in "lockstep check --format json --url ...".'
    : '';
  return [
    {
      title: `Verify ${target}`,
      text: `Under its own name and role.${pin}`,
      commands: [`lockstep verify ${to.verify}`],
    },
  ];
}

const startWriters: ResetStep = {
  title: 'Start the writers',
  text: 'The application first, then workers and schedules. Replicas, publications, subscriptions and connectors have to be set up again.',
  commands: [],
};

const locale = "An encoding or collation other than the server's own (psql -l) has to be named.";

const extensions = {
  neon: 'Extensions come with the migrations (CREATE EXTENSION); roles and their passwords belong to the branch, and stay.',
  rds: 'Extensions come with the migrations (CREATE EXTENSION needs rds_superuser for some); roles belong to the instance, and stay.',
  plain: 'Extensions come with the migrations; roles belong to the server, and stay.',
};

function ended(databases: string[]): string[] {
  return [sql('ADMIN', endSessions(databases, text)), sql('ADMIN', sessionsLeft(databases, text))];
}

/** Between dollars, as what stands in a shell's single quotes holds none of its own without becoming unreadable. */
function text(name: string): string {
  return name.includes('$') ? literal(name) : `$$${name}$$`;
}

function sql(at: string, statement: string): string {
  return `psql "$${at}" -v ON_ERROR_STOP=1 -c ${quoted(statement)}`;
}

/** In single quotes: shellWord leaves a plain word as it is, which reads worse beside others. */
function quoted(text: string): string {
  const word = shellWord(text);
  return word.startsWith("'") ? word : `'${word}'`;
}
