import type { Migration, Problem } from '../../../model/manifest.ts';
import type { HistoryTable, Recorded } from '../history.ts';
import type { Repository } from '../repository/repository.ts';
import { fileText, within } from './files.ts';
import { flywayChecksum } from './flyway/checksum.ts';
import { filesIn, locationsIn } from './flyway/locations.ts';
import { compareVersions, repeatableId, versionOf, versionOrder } from './flyway/version.ts';
import { relative } from './javascript/layout.ts';
import { rowWith } from './row.ts';
import { iso, rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/**
 * Flyway. https://github.com/flyway/flyway flyway-core .../internal/schemahistory, .../internal/info/MigrationInfoImpl.java,
 * https://documentation.red-gate.com/fd/flyway-schema-history-table-273973417.html
 */
export const flyway: Tool = {
  name: 'flyway',
  title: 'Flyway',
  tables: [
    {
      name: 'flyway_schema_history',
      columns: [
        'installed_rank',
        'version',
        'description',
        'type',
        'script',
        'checksum',
        'installed_by',
        'installed_on',
        'execution_time',
        'success',
      ],
      anyName: true,
    },
  ],
  // Validation fails over it, unless `outOfOrder` is set.
  late: 'refuses',
  query: (table: HistoryTable) =>
    rowsOf(
      table,
      {
        version: 'version',
        description: 'description',
        type: 'type',
        script: 'script',
        checksum: 'checksum::text',
        by: 'installed_by',
        appliedAt: iso('installed_on'),
        durationMs: 'execution_time',
        success: 'success',
      },
      'installed_rank',
    ),
  read: (json) => ({ keeps: 'all', recorded: recordedFrom(json as Row[]) }),
  commands: (_variant, project = null) => ({
    apply: 'flyway migrate',
    status: 'flyway info',
    resolve: () => ['flyway repair', 'flyway migrate'],
    // Of a migration that has its file nothing but a statement takes the row out.
    forget: (migration) =>
      project?.migrations.some(({ id }) => id === migration)
        ? []
        : ['flyway repair   # marks every migration that is missing as deleted'],
  }),
};

interface Row {
  version: string | null;
  description: string;
  type: string;
  script: string;
  checksum: string | null;
  by: string | null;
  appliedAt: string | null;
  durationMs: number | null;
  success: boolean;
}

/** The rows as they follow each other: a later one may undo or delete an earlier, and of a repeatable the last counts. */
function recordedFrom(rows: Row[]): Recorded[] {
  const recorded = new Map<string, Recorded>();
  for (const row of rows) {
    const { version, description, type, script, success } = row;
    // Not a migration: the schemas that Flyway made.
    if (type === 'SCHEMA') continue;
    const id =
      version === null ? repeatableId(description) : `${/^SQL_BASELINE/.test(type) ? 'B' : ''}${versionOf(version)}`;
    const earlier = recorded.get(id);
    recorded.delete(id);
    if (type === 'DELETE') continue;
    if (/^UNDO/.test(type)) {
      if (earlier) recorded.set(id, { ...earlier, status: success ? 'rolled-back' : 'failed', detail: script });
      continue;
    }
    const baseline = /BASELINE/.test(type) ? 'baseline' : 'applied';
    const { checksum, by, appliedAt, durationMs } = row;
    recorded.set(
      id,
      rowWith({
        id,
        status: success ? baseline : 'failed',
        checksum,
        by,
        appliedAt,
        durationMs,
        detail: success ? null : script,
        ...(version === null ? {} : { order: versionOrder(version) }),
      }),
    );
  }
  return [...recorded.values()];
}

export const flywayReader: Reader = {
  tool: 'flyway',
  places: (repository) =>
    locationsIn(repository).map(({ directory, table }) => ({
      directory,
      ...(table === undefined ? {} : { table }),
    })),
  read(repository, { directory }) {
    const location = locationsIn(repository).find((each) => each.directory === directory);
    const settings = location?.settings ?? new Map<string, string>();
    const problems: Problem[] = [];
    const files = filesIn(repository, location ?? { directories: [directory] }).flatMap((path) => {
      const named = nameOf(path, settings);
      return named ? [{ path, ...named }] : [];
    });
    const migrations = files.map((file) => migrationFrom(repository, file, { directory, settings, problems }));
    return {
      tool: 'flyway',
      directory,
      ...(location?.table === undefined ? {} : { table: location.table }),
      transaction: settings.get('group') === 'true' ? 'all' : 'each',
      migrations: migrations.toSorted(byVersion).map(({ version: _version, ...migration }) => migration),
      heads: [],
      problems: [...problems, ...doubled(migrations, directory)],
    };
  },
};

interface Named {
  kind: 'versioned' | 'baseline' | 'repeatable';
  version: string;
  description: string;
}

/** `V1_2__add_users.sql`: prefix, version, separator, description, and one of the endings. Callbacks have other names. */
function nameOf(path: string, settings: Map<string, string>): Named | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const prefixes = [
    ['versioned', settings.get('sqlMigrationPrefix') ?? 'V'],
    ['baseline', settings.get('baselineMigrationPrefix') ?? 'B'],
    ['repeatable', settings.get('repeatableSqlMigrationPrefix') ?? 'R'],
  ] as const;
  const separator = settings.get('sqlMigrationSeparator') ?? '__';
  const suffixes = [...(settings.get('sqlMigrationSuffixes') ?? '.sql').split(','), '.java', '.kt'];
  const suffix = suffixes.find((each) => name.endsWith(each));
  const at = name.indexOf(separator);
  if (suffix === undefined || at < 0) return null;
  for (const [kind, prefix] of prefixes) {
    const version = name.slice(prefix.length, at);
    const fits = kind === 'repeatable' ? version === '' : /^\d+([._]\d+)*$/.test(version);
    if (!name.startsWith(prefix) || !fits) continue;
    const description = name.slice(at + separator.length, -suffix.length).replaceAll('_', ' ');
    return { kind, version, description };
  }
  return null;
}

interface Surroundings {
  directory: string;
  settings: Map<string, string>;
  problems: Problem[];
}

function migrationFrom(
  repository: Repository,
  { path, kind, version, description }: Named & { path: string },
  { directory, settings, problems }: Surroundings,
): Migration & { version: string } {
  const { text, problem } = fileText(repository, path);
  if (problem) problems.push(problem);
  const program = /\.(java|kt)$/.test(path);
  const holds = text !== null && settings.get('placeholderReplacement') !== 'false' && /\$\{[^}]+\}/.test(text);
  // Of a repeatable with placeholders Flyway sums up what comes out of it, which only it knows.
  const summed = text !== null && !program && !(kind === 'repeatable' && holds);
  const filled = text === null || program ? null : holds ? withPlaceholders(text, settings) : text;
  const id =
    kind === 'repeatable' ? repeatableId(description) : `${kind === 'baseline' ? 'B' : ''}${versionOf(version)}`;
  return {
    version,
    id,
    file: relative(directory, path),
    ...(summed ? { checksums: [flywayChecksum(text)] } : {}),
    ...(kind === 'versioned' ? {} : { kind }),
    ...(kind === 'repeatable' ? {} : { order: versionOrder(version) }),
    ...(isOutside(repository, path, text) ? { outsideTransaction: true } : {}),
    ...(filled === null ? { opaque: true } : { sql: [{ line: 1, text: filled.replace(/^\uFEFF/, '') }] }),
  };
}

/** With the values of the settings; null where one of them is not there. */
function withPlaceholders(text: string, settings: Map<string, string>): string | null {
  let known = true;
  const filled = text.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => {
    const value = settings.get(`placeholders.${name}`);
    known &&= value !== undefined;
    return value ?? whole;
  });
  return known ? filled : null;
}

/** What PostgreSQL refuses in a transaction Flyway runs without one; or the file beside it, `V1__x.sql.conf`, says so. */
function isOutside(repository: Repository, path: string, text: string | null): boolean {
  const beside = fileText(repository, `${path}.conf`).text ?? '';
  if (/^[ \t]*executeInTransaction\s*=\s*false\b/m.test(beside)) return true;
  const alone =
    /^[ \t]*((create|drop)\s+(unique\s+)?index\s+concurrently|reindex\s+(database|schema|system)|vacuum|alter\s+system)\b/im;
  return text !== null && alone.test(text);
}

function byVersion(one: Migration & { version: string }, other: Migration & { version: string }): number {
  const repeatable = (each: Migration) => Number(each.kind === 'repeatable');
  if (repeatable(one) !== repeatable(other)) return repeatable(one) - repeatable(other);
  if (repeatable(one)) return one.id < other.id ? -1 : 1;
  // A baseline stands for those up to its own version.
  return (
    compareVersions(one.version, other.version) || Number(one.kind === 'baseline') - Number(other.kind === 'baseline')
  );
}

/** Flyway refuses to start over two files of one version. */
function doubled(migrations: Migration[], directory: string): Problem[] {
  const seen = new Map<string, Migration>();
  return migrations.flatMap((migration) => {
    const first = seen.get(migration.id);
    seen.set(migration.id, migration);
    if (!first) return [];
    return [
      {
        file: within(directory, migration.file ?? ''),
        message: `${first.file} is the same migration, ${migration.id}: Flyway refuses both`,
      },
    ];
  });
}
