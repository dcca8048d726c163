import type { Evidence, Remedy, Subject } from '../../model/finding.ts';
import type { MigrationStatus } from '../../model/report.ts';
import type { Settings } from '../../model/settings.ts';
import { ignoredMigrations } from '../judge.ts';
import type { Effect } from './effects.ts';
import type { Entry, Standing } from './history.ts';
import type { MigrationFacts } from './migration-facts.ts';
import { toolNamed } from './tools/index.ts';
import { type Commands, commandsOf } from './tools/tool.ts';

/** A migration as the subject of a finding. */
export function migrationSubject(name: string): Subject {
  return { kind: 'migration', name };
}

/** A history's table as the subject of a finding. */
export function tableSubject(table: string): Subject {
  const [schema = '', ...name] = table.split('.');
  return { kind: 'table', schema, name: name.join('.') };
}

/** What a tool calls itself: "Prisma Migrate". */
export function titleOf({ tool }: Pick<Standing, 'tool'>): string {
  return toolNamed(tool).title;
}

/** The tool's commands as this project's people type them. */
export function commandsFor({ tool, project, history }: Standing): Commands {
  if (history === null) return commandsOf(toolNamed(tool), project);
  const { schema, table } = history;
  return commandsOf(toolNamed(tool), project, { schema, name: table.slice(schema.length + 1) });
}

/** The entries of these statuses, without those that `migrations.ignore` names. */
export function entriesWith({ entries }: Standing, statuses: MigrationStatus[], settings: Settings): Entry[] {
  const isIgnored = ignoredMigrations(settings.migrations);
  return entries.filter(({ id, status }) => statuses.includes(status) && !isIgnored(id));
}

/** What the next deploy runs. */
export function isToCome({ status }: Entry): boolean {
  return status === 'pending' || status === 'out-of-order';
}

/** Which tool and file, and when it was applied by whom, as far as that is known. */
export function evidenceOf(standing: Standing, entry: Entry | null, more: Evidence = {}): Evidence {
  const { appliedAt = null, by = null } = entry?.recorded ?? {};
  const file = entry === null ? null : fileOf(standing, entry);
  return {
    tool: standing.tool,
    ...(standing.history ? { table: standing.history.table } : {}),
    ...(file === null ? {} : { file }),
    ...(appliedAt === null ? {} : { appliedAt }),
    ...(by === null ? {} : { by }),
    ...more,
  };
}

/** From the root of the repository; null where it has none. */
export function fileOf({ project }: Standing, { migration }: Entry): string | null {
  if (migration?.file === undefined) return null;
  return [project?.directory, migration.file].filter((part) => part !== undefined && part !== '').join('/');
}

/** " on 2026-11-21T09:00:00.000Z by deploy", as far as it is known. */
export function whenAndWho({ recorded }: Pick<Entry, 'recorded'>): string {
  const { appliedAt = null, by = null } = recorded ?? {};
  return `${appliedAt === null ? '' : ` at ${appliedAt}`}${by === null ? '' : ` by ${by}`}`;
}

/** A remedy for a person: the tool's own lines, SQL apart from commands. */
export function byHand(summary: string, lines: (string | undefined)[] = []): Remedy {
  const given = lines.filter((line) => line !== undefined && line !== '') as string[];
  const sql = given.filter((line) => isSql.test(line));
  const commands = given.filter((line) => !isSql.test(line));
  return {
    summary,
    ...(sql.length > 0 ? { sql } : {}),
    ...(commands.length > 0 ? { commands } : {}),
    automatic: false,
  };
}

const isSql = /^(UPDATE|DELETE|INSERT|SELECT|ALTER|DROP|CREATE|TRUNCATE|GRANT|REVOKE|BEGIN|COMMIT) /;

/** "a, b, c and 2 more" */
export function listed(names: string[], most = 3): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}

const mostInEvidence = 100;

/** A list for a finding's evidence, with its length where it is cut. */
export function listEvidence(names: string[]): Evidence {
  return { migrations: names.slice(0, mostInEvidence), count: names.length };
}

/** "1 migration", "3 migrations" */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** After a deploy, and wherever the last one was verified with it, nothing may be left to apply. */
export function isDue({ operation, expectation }: Pick<MigrationFacts, 'operation' | 'expectation'>): boolean {
  return operation === 'verify' || expectation?.source === 'archive';
}

/** A manifest was given, and has no project for this history: another application's, or one that the manifest misses. */
export function isOfOthers({ project }: Standing, { expectation }: Pick<MigrationFacts, 'expectation'>): boolean {
  return project === null && expectation !== null && expectation.failure === undefined;
}

/** What a finding on such a history says besides. */
export const ofOthers = '; the manifest has no such migrations: another application may keep this history';

/** "column users.locked_until" */
export function objectName({ kind, path }: Pick<Effect, 'kind' | 'path'>): string {
  return `${kind.replace('-', ' ')} ${path.join('.')}`;
}
