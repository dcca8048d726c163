import type { HistoryTable } from '../history.ts';
import type { Repository } from '../repository/repository.ts';
import { directoryOf, fileText, lineAt, oncePer } from './files.ts';
import { configsIn, entry, pathIn } from './javascript/config.ts';
import { type FileMigration, projectOf } from './javascript/file-migrations.ts';
import { type Forward, forwardOf, statement } from './javascript/forward.ts';
import { type Layout, layoutAt, layoutIn, layoutsOf, placesFrom } from './javascript/layout.ts';
import { directoriesWith, isForeign } from './javascript/owners.ts';
import type { Shorthands } from './javascript/pgm-columns.ts';
import { pgmForward } from './javascript/pgm-sql.ts';
import { exported, type Program, programsIn } from './javascript/program.ts';
import { stepsOf } from './javascript/steps.ts';
import { entriesOf, textOf, type Value } from './javascript/value.ts';
import { rowWith } from './row.ts';
import { iso, rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/**
 * node-pg-migrate. It refuses to run anything while a migration that is not run lies before one that is.
 * https://github.com/salsita/node-pg-migrate src/{runner,migration,sqlMigration}.ts
 */
export const nodePgMigrate: Tool = {
  name: 'node-pg-migrate',
  title: 'node-pg-migrate',
  tables: [{ name: 'pgmigrations', columns: ['id', 'name', 'run_on'], anyName: true }],
  late: 'refuses',
  query: (table: HistoryTable) => rowsOf(table, { id: 'name', appliedAt: iso('run_on') }, 'id'),
  read: (json) => ({
    keeps: 'all',
    recorded: (json as { id: string; appliedAt: string | null }[]).map(({ id, appliedAt }) => {
      const order = orderOf(id);
      return rowWith({ id, appliedAt, ...(order === null ? {} : { order }) });
    }),
  }),
  // 7241865325823964 in two halves, as pg_locks shows them.
  advisoryLock: { classid: 1686128, objid: 708954076 },
  commands: {
    apply: 'npx node-pg-migrate up',
    markApplied: () => ['npx node-pg-migrate up --fake   # records everything that is pending'],
  },
};

export const nodePgMigrateReader: Reader = {
  tool: 'node-pg-migrate',
  places: (repository) => placesFrom(layoutsIn(repository)),
  read(repository, place) {
    const layout: PgLayout = layoutAt(layoutsIn(repository), place);
    const files = layout.directories
      .flatMap((directory) => programsIn(repository, directory, /\.([cm]?[jt]s|sql)$/))
      .filter(({ text }) => text === null || !isForeign(text, 'node-pg-migrate'))
      .toSorted(byPrefix);
    const shorthands: Shorthands = new Map([['id', id()]]);
    return projectOf({ ...layout, tool: 'node-pg-migrate', transaction: layout.transaction ?? 'all' }, files, (file) =>
      migrationFrom(file, shorthands),
    );
  },
};

interface PgLayout extends Layout {
  transaction?: 'each';
}

/** Its only shorthand of its own: a serial as primary key. */
function id(): Value {
  const entries = new Map<string, Value>([
    ['type', { kind: 'text', text: 'serial', line: 1 }],
    ['primaryKey', { kind: 'boolean', value: true }],
  ]);
  return { kind: 'object', line: 1, entries };
}

function migrationFrom(file: Program, shorthands: Shorthands): FileMigration {
  const name = file.name.replace(/\.[^.]*$/, '');
  if (file.name.endsWith('.sql')) {
    return {
      id: name,
      order: orderOf(name),
      forward: file.text === null ? { sql: [], opaque: true } : upOf(file.text),
    };
  }
  // What one migration exports counts for all that come after it.
  for (const [key, value] of entriesOf(exported(file, 'shorthands')) ?? []) shorthands.set(key, value);
  const up = exported(file, 'up');
  return {
    id: name,
    order: orderOf(name),
    forward: forwardOf(up, pgmForward(shorthands)),
    outsideTransaction: isOutside(up),
  };
}

/** `pgm.noTransaction()` */
function isOutside(up: Value | undefined): boolean {
  if (up?.kind !== 'function') return false;
  return stepsOf(up).some(
    ({ value }) =>
      value?.kind === 'chain' && value.root === up.parameters[0] && value.links[0]?.name === 'noTransaction',
  );
}

/** A migration in SQL, up to its comment `-- Down Migration`. */
function upOf(text: string): Forward {
  const [up, down] = [/^[ \t]*--[ \t-]*up\s+migration/im, /^[ \t]*--[ \t-]*down\s+migration/im].map((mark) =>
    text.search(mark),
  );
  const [from, to] = [Math.max(0, up ?? 0), down ?? -1];
  const end = to < 0 || to < from ? text.length : to;
  return statement(text.slice(from, end), lineAt(text, from));
}

/** A prefix of 17 digits is a time in words; all are compared as milliseconds. */
function prefixOf(name: string): number {
  const digits = /^\d+/.exec(name)?.[0] ?? '';
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(digits);
  if (!parts) return digits === '' ? Number.NaN : Number(digits);
  const [, year, month, day, hour, minute, second, ms] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
}

function orderOf(name: string): string | null {
  const prefix = prefixOf(name);
  return Number.isNaN(prefix) ? null : String(prefix);
}

function byPrefix(one: Program, other: Program): number {
  const [first, second] = [prefixOf(one.name), prefixOf(other.name)];
  const options = { numeric: true, sensitivity: 'variant', ignorePunctuation: true } as const;
  return (first || 0) - (second || 0) || one.name.localeCompare(other.name, undefined, options);
}

const layoutsIn = /* @__PURE__ */ oncePer(readLayouts);

/** What the scripts of package.json and its files of settings say; else where the marks of its migrations are. */
function readLayouts(repository: Repository): PgLayout[] {
  const configured = [...settingsIn(repository), ...scriptsIn(repository)].flatMap((settings) => {
    const directory = settings.directory ?? 'migrations';
    if (repository.inDirectory(directory).length === 0) return [];
    return [
      {
        ...layoutIn([directory]),
        ...(settings.table === null ? {} : { table: settings.table }),
        ...(settings.separate ? { transaction: 'each' as const } : {}),
      },
    ];
  });
  return layoutsOf<PgLayout>(configured, directoriesWith(repository, 'node-pg-migrate'));
}

interface Settings {
  directory: string | null;
  table: string | null;
  separate: boolean;
}

function settingsIn(repository: Repository): Settings[] {
  const files =
    /(^|\/)(\.node-pg-migraterc(\.json|\.[cm]?[jt]s)?|node-pg-migrate\.(json|[cm]?[jt]s)|config\/(default|production)\.json)$/;
  return configsIn(repository, files).flatMap((config) => {
    const all = config.exports.get('default');
    const settings = entry(all, 'db') ?? all;
    const base = { directory: config.directory.replace(/(^|\/)config$/, '') };
    const directory = pathIn(base, entry(settings, 'migrations-dir'));
    const table = qualified(textOf(entry(settings, 'migrations-table')), textOf(entry(settings, 'migrations-schema')));
    return directory === null && table === null ? [] : [{ directory, table, separate: false }];
  });
}

function scriptsIn(repository: Repository): Settings[] {
  return repository.files
    .filter((file) => /(^|\/)package\.json$/.test(file))
    .flatMap((file) => {
      const commands = fileText(repository, file).text?.match(/"[^"\n]*\bnode-pg-migrate\b[^"\n]*"(?!\s*:)/g) ?? [];
      return commands.flatMap((command) => {
        const option = (...names: string[]) => {
          const found = new RegExp(`\\s(?:${names.join('|')})[=\\s]+([^\\s"]+)`).exec(command)?.[1];
          return found ?? null;
        };
        const path = option('-m', '--migrations-dir');
        const table = qualified(option('-t', '--migrations-table'), option('--migrations-schema'));
        const separate = /--(no-single-transaction|single-transaction[= ]false)\b/.test(command);
        const directory = pathIn({ directory: directoryOf(file) }, text(path ?? 'migrations'));
        return /\bnode-pg-migrate\s/.test(command) ? [{ directory, table, separate }] : [];
      });
    });
}

function qualified(table: string | null, schema: string | null): string | null {
  if (table === null && schema === null) return null;
  return `${schema === null ? '' : `${schema}.`}${table ?? 'pgmigrations'}`;
}

function text(value: string): Value {
  return { kind: 'text', text: value, line: 1 };
}
