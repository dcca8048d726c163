import { shellWord } from '../../../model/shell.ts';
import type { HistoryTable, Recorded } from '../history.ts';
import { besideRow, besideValue } from './lock-table.ts';
import { placesOf } from './rails/places.ts';
import { readRails } from './rails/read.ts';
import { rowWith } from './row.ts';
import { rowsOf } from './sql.ts';
import { tableIn } from './table-name.ts';
import type { Commands, Reader, Tool } from './tool.ts';

/**
 * Rails. A row a migration, its number as text; no time, no checksum. Rows without a file that are older than all files
 * are of migrations that were deleted once `db/schema.rb` stood for them, which Rails takes for normal.
 * https://github.com/rails/rails/blob/main/activerecord/lib/active_record/migration.rb
 */
export const rails: Tool = {
  name: 'rails',
  title: 'Rails',
  tables: [{ name: 'schema_migrations', columns: ['version'], beside: 'ar_internal_metadata' }],
  late: 'runs',
  query(table: HistoryTable) {
    const metadata = { schema: table.schema, name: 'ar_internal_metadata' };
    const environment = besideRow(metadata, 'value', "key = 'environment'");
    const rows = rowsOf(table, { id: 'version::text' }, 'version');
    return `SELECT json_build_object('rows', (${rows})::json, 'environment', ${environment})::text`;
  },
  read(json) {
    const { rows, environment } = json as { rows: { id: string }[]; environment: string | null };
    return {
      keeps: 'all',
      recorded: rows.map(({ id }) => rowWith({ id: numbered(id) })),
      environment: besideValue<{ value: string }>(environment)?.value ?? null,
    };
  },
  own({ id }: Recorded, { migrations }) {
    const first = migrations.find((migration) => isNumber(migration.id));
    return first === undefined || !isNumber(id) || BigInt(id) >= BigInt(first.id);
  },
  commands: (variant, _project, table = null) =>
    commandsFor(variant === undefined ? '' : `:${variant}`, tableIn(table, 'schema_migrations')),
};

function numbered(version: string): string {
  return isNumber(version) ? `${BigInt(version)}` : version;
}

function isNumber(version: string): boolean {
  return /^\d+$/.test(version);
}

function commandsFor(database: string, history: string): Commands {
  return {
    apply: `bin/rails db:migrate${database}`,
    status: `bin/rails db:migrate:status${database}`,
    markApplied: (version) => runner(`INSERT INTO ${history} (version) VALUES ('${version}')`, { version, history }),
    forget: (version) => runner(`DELETE FROM ${history} WHERE version = '${version}'`, { version, history }),
  };
}

/** Rails has no command for it. Only a number, and a table of plain words, is ever put into a line of Ruby. */
function runner(sql: string, { version, history }: { version: string; history: string }): string[] {
  if (!isNumber(version) || !/^[\w."]+$/.test(history)) return [];
  const line = `ActiveRecord::Base.connection.execute(%(${sql}))`;
  return [`bin/rails runner ${line.includes('"') ? shellWord(line) : `"${line}"`}`];
}

export const railsReader: Reader = { tool: 'rails', places: placesOf, read: readRails };
