import * as z from 'zod';
import type { Migration } from '../../../model/manifest.ts';
import type { HistoryTable, Recorded } from '../history.ts';
import { drizzlePlaces } from './drizzle/places.ts';
import { drizzleProject } from './drizzle/project.ts';
import { iso, rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/**
 * Drizzle. Up to 0.45 (`journal`) only what is newer than the newest row is run: whatever was merged later with an older
 * time is left out for ever, without a word. From 1.0 on (`folders`) whatever has no row by its name is run.
 * npm drizzle-orm@0.45.4 pg-core/dialect.js, drizzle-orm@1.0.0-rc.5 pg-core/async/session.js, up-migrations/pg.js
 */
export const drizzle: Tool = {
  name: 'drizzle',
  title: 'Drizzle',
  tables: [
    {
      name: '__drizzle_migrations',
      columns: ['id', 'hash', 'created_at'],
      optional: ['name', 'applied_at', 'version'],
      anyName: true,
    },
  ],
  late: (variant) => (variant === 'folders' ? 'runs' : 'skips'),
  query: historyQuery,
  read: (json, table) => ({
    keeps: 'all',
    recorded: z
      .array(rowSchema)
      .parse(json)
      .map((row) => recordedFrom(row, table)),
  }),
  keys: keysOf,
  commands: {
    apply: 'npx drizzle-kit migrate',
    // A row without a name is known by the time that the journal has of it.
    trace: (id) => (/^\d+$/.test(id) ? `git log --all --oneline -S ${id} -- '*_journal.json'` : null),
  },
};

/** `drizzle/meta/_journal.json` with its files, or from 1.0 on `drizzle/<time>_<name>/migration.sql`. */
export const drizzleReader: Reader = { tool: 'drizzle', places: drizzlePlaces, read: drizzleProject };

const rowSchema = z.object({
  hash: z.string(),
  createdAt: z.string().nullable(),
  name: z.string().nullable(),
  appliedAt: z.string().nullable(),
});
type Row = z.infer<typeof rowSchema>;

function historyQuery(table: HistoryTable): string {
  const columns = {
    hash: 'hash',
    createdAt: 'created_at::text',
    name: hasNames(table) ? 'name' : 'NULL',
    appliedAt: table.columns.includes('applied_at') ? iso('applied_at') : 'NULL',
  };
  return rowsOf(table, columns, 'id');
}

function hasNames({ columns }: HistoryTable): boolean {
  return columns.includes('name');
}

function recordedFrom({ hash, createdAt, name, appliedAt }: Row, table: HistoryTable): Recorded {
  const time = createdAt === null ? [] : [createdAt];
  return {
    id: name ?? createdAt ?? byHash(hash),
    also: hasNames(table) ? time : [...time.map(bySecond), byHash(hash)],
    status: 'applied',
    checksum: hash,
    appliedAt,
    durationMs: null,
    by: null,
    detail: null,
    ...(createdAt === null ? {} : { order: createdAt }),
  };
}

/**
 * An entry of a journal is its time. A folder is its name; in a table that does not have names yet, what the upgrade will
 * name after it: by the hash, or by the time in whole seconds, which is all that is left of it in the folder's name.
 */
function keysOf({ id, order, checksums = [] }: Migration): string[] {
  return order === undefined ? [id, ...checksums.map(byHash), ...folderTime(id).map(bySecond)] : [order];
}

function folderTime(name: string): string[] {
  const [year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(name)?.slice(1).map(Number) ?? [];
  return year === undefined ? [] : [String(Date.UTC(year, (month ?? 1) - 1, day, hour, minute, second))];
}

function bySecond(milliseconds: string): string {
  return `second ${milliseconds.slice(0, -3)}`;
}

function byHash(hash: string): string {
  return `hash ${hash}`;
}
