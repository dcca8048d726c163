import * as z from 'zod';
import type { Migration, Problem, Project } from '../../../model/manifest.ts';
import { shellWord } from '../../../model/shell.ts';
import type { Repository } from '../repository/repository.ts';
import { directoriesOf, hex, problemsOf, type SqlFile, sqlFiles, sqlOf } from './files.ts';
import { rowsOf } from './sql.ts';
import type { Place, Reader, Tool } from './tool.ts';

/**
 * Supabase's command-line tool. Its table keeps the statements that were run, so that an edited file shows.
 * supabase/cli: apps/cli-go/pkg/migration/{history,list,file}.go, pkg/parser/token.go
 */
export const supabase: Tool = {
  name: 'supabase',
  title: 'Supabase',
  tables: [
    {
      name: 'schema_migrations',
      schema: 'supabase_migrations',
      columns: ['version'],
      optional: ['statements', 'name', 'created_by', 'idempotency_key', 'rollback'],
    },
  ],
  late: 'refuses',
  query: (table) => {
    const content = table.columns.includes('statements') ? contentHash : 'NULL';
    return rowsOf(table, { id: 'version', checksum: content }, 'version');
  },
  read: (json) => ({
    keeps: 'all',
    recorded: z
      .array(rowSchema)
      .parse(json)
      .map((row) => ({ ...row, status: 'applied', appliedAt: null, durationMs: null, by: null, detail: null })),
  }),
  commands: {
    apply: 'supabase db push',
    status: 'supabase migration list',
    markApplied: (version) => [`supabase migration repair --status applied ${shellWord(version)}`],
    forget: (version) => [`supabase migration repair --status reverted ${shellWord(version)}`],
  },
};

/** `supabase/migrations/<version>_<name>.sql` */
export const supabaseReader: Reader = {
  tool: 'supabase',
  places: (repository) =>
    directoriesOf(repository, /(^|\/)supabase\/migrations\/[^/]+\.sql$/).map((directory) => ({ directory })),
  read: readSupabase,
};

const rowSchema = z.object({ id: z.string(), checksum: z.string().nullable() });

/** What the tool takes away between and around statements: semicolons, and all that Go takes for space. */
const unkept =
  ' \t\n\v\f\r;\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000';

/** Of the statements that were run, without what stands between them; NULL where none were kept. */
const contentHash = `CASE WHEN cardinality(statements) > 0 THEN
  encode(sha256(convert_to(translate(array_to_string(statements, ''), '${unkept}', ''), 'UTF8')), 'hex') END`;

/** The same of a file, whose statements need not be told apart for it. */
function checksumOf(text: string): string {
  return hex('sha256', text.replaceAll(new RegExp(`[${unkept}]`, 'g'), ''));
}

function readSupabase(repository: Repository, { directory }: Place): Project {
  const files = sqlFiles(repository, directory, /\.sql$/).filter((file, index) => index > 0 || !isOldInit(file.name));
  const named = files.filter(({ name }) => version(name) !== null);
  return {
    tool: 'supabase',
    directory,
    transaction: 'each',
    migrations: named.map(migrationFrom),
    heads: [],
    problems: [...problemsOf(named), ...mistakes(files)],
  };
}

function version(name: string): string | null {
  return /^(\d+)_.*\.sql$/.exec(name)?.[1] ?? null;
}

/** What old versions of the tool made as the first file; the tool leaves it out. */
function isOldInit(name: string): boolean {
  const time = /(\d{14})_init\.sql/.exec(name)?.[1];
  return time !== undefined && time < '20211209000000';
}

function migrationFrom({ name, text }: SqlFile): Migration {
  const checksums = text === null ? {} : { checksums: [checksumOf(text)] };
  const outside = text !== null && runsAlone(text) ? { outsideTransaction: true } : {};
  return { id: version(name) ?? name, file: name, ...checksums, ...outside, ...sqlOf(text) };
}

/**
 * The statements of a file and the row go out as one pipeline, which is a transaction; only what comes first may be
 * something that cannot run in one. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
function runsAlone(text: string): boolean {
  const bare = text
    .replaceAll(/--.*$|\/\*[\s\S]*?\*\//gm, '')
    .trim()
    .replace(/[;\s]+$/, '');
  return (
    !bare.includes(';') && /^(create\s+(unique\s+)?index|drop\s+index|reindex\b[^;]*?)\s+concurrently\b/i.test(bare)
  );
}

function mistakes(files: SqlFile[]): Problem[] {
  const seen = new Map<string, string>();
  return files.flatMap(({ name, path }): Problem[] => {
    const own = version(name);
    if (own === null)
      return [{ file: path, message: 'Supabase skips it: its name is not <version>_<name>.sql', certain: true }];
    const twin = seen.get(own);
    seen.set(own, name);
    return twin === undefined
      ? []
      : [{ file: path, message: `it has the same version as ${twin}: Supabase fails at it`, certain: true }];
  });
}
