import { lint, nowhere } from '../../../../shared/guards/migrations/linting/lint.ts';
import { loadParser } from '../../../../shared/guards/migrations/linting/parse.ts';
import type { ColumnFacts, Name, TableFacts } from '../../../../shared/guards/migrations/linting/statement.ts';
import type { Project } from '../../../../shared/model/manifest.ts';
import type { LintEntry } from '../../../../shared/model/report.ts';

/** What a test knows of a table; the rest is a quiet, empty, ordinary one. */
export interface KnownTable extends Partial<Omit<TableFacts, 'columns' | 'constraints'>> {
  name: string;
  columns?: Record<string, Partial<ColumnFacts> & { type: string }>;
  constraints?: Record<string, { type: string; validated?: boolean; references?: Name | null }>;
}

export interface LintWish {
  /** major version of the server; 18 */
  version?: number;
  /** the tables of the database at hand; without them none is */
  tables?: KnownTable[];
  /** what the tool wraps; 'each' */
  transaction?: Project['transaction'];
  /** Flyway's way: the statements are sent one by one. By default a file without a transaction is one query. */
  tool?: Project['tool'];
  /** `migrations.lint` of the settings: rules of style are judged only where they are named */
  lint?: Record<string, 'off' | 'safe' | 'careful' | 'dangerous'>;
}

/**
 * What lint says of SQL, as the rules say it, not weighed by the database: `lintOf('CREATE INDEX i ON t (a)')`. With
 * `tables` a database is at hand that has them and no others.
 */
export async function lintOf(sql: string, wish: LintWish = {}): Promise<LintEntry[]> {
  await loadParser();
  const { version = 18, tables, transaction = 'each', tool = 'prisma', lint: settings = {} } = wish;
  const migration = { id: 'm', file: 'm.sql', sql: [{ line: 1, text: sql }] };
  const known = (tables ?? []).map(tableFacts);
  const surroundings = {
    ...nowhere(version),
    live: tables !== undefined,
    table: ({ schema, name }: Name) =>
      known.find((table) => table.name === name && (schema ?? 'public') === table.schema) ?? null,
  };
  const project = { tool, transaction };
  return lint([{ migration, project }], { lint: settings }, surroundings).flatMap(({ judged, entries }) => [
    ...entries,
    ...judged.map(({ entry }) => entry),
  ]);
}

/** The names of the rules that find something, each once, in order. */
export async function rulesOf(sql: string, wish: LintWish = {}): Promise<string[]> {
  return [...new Set((await lintOf(sql, wish)).map(({ rule }) => rule))].sort();
}

/** A table as a rule sees it. */
export function tableFacts(table: KnownTable): TableFacts {
  const columns = Object.entries(table.columns ?? {}).map(
    ([name, column]) => [name, { notNull: false, hasDefault: false, ...column }] as const,
  );
  const constraints = Object.entries(table.constraints ?? {}).map(
    ([name, constraint]) => [name, { validated: true, references: null, ...constraint }] as const,
  );
  return {
    schema: 'public',
    kind: 'r',
    rows: 0,
    bytes: 8192,
    writesPerSecond: 0,
    readsPerSecond: 0,
    checks: [],
    indexes: [],
    policies: 0,
    rowSecurity: false,
    ...table,
    columns: new Map(columns),
    constraints: new Map(constraints),
  };
}
