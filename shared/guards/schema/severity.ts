import type { Severity } from '../../model/finding.ts';
import type { ObjectKind, Property } from '../../model/snapshot.ts';
import type { Difference } from './difference.ts';

type Values = { from: Property | null; to: Property | null };
/** One weight whatever the values are, or one by them. */
type Weight = Severity | ((values: Values) => Severity);

/** What is lost in the target weighs more than what it has besides. */
const lost =
  (missing: Severity, other: Severity = 'warn'): Weight =>
  ({ to }) =>
    to === null ? missing : other;
/** Of lists: something of it is missing in the target. */
const fewer =
  (missing: Severity, more: Severity): Weight =>
  ({ from, to }) =>
    listOf(from).some((each) => !listOf(to).includes(each)) ? missing : more;
/** A state that is absent where all is well: worse in the target, or better. */
const worse =
  (severity: Severity, better: Severity = 'info'): Weight =>
  ({ to }) =>
    to === null ? better : severity;

/** What an object weighs that is missing in the target. What is not named blocks. */
const missing: Partial<Record<ObjectKind, Severity>> = { comment: 'info' };

/** What an object weighs that only the target has. What is not named warns. */
const extra: Partial<Record<ObjectKind, Severity>> = { comment: 'info' };

/** What a property weighs that differs. What is not named blocks; `owner` and `position` count only where they are asked for. */
export const weights: Partial<Record<ObjectKind, Record<string, Weight>>> = {
  extension: { version: 'warn', schema: 'warn' },
  enum: { values: fewer('block', 'warn') },
  domain: { default: lost('block'), checks: fewer('block', 'warn') },
  sequence: {
    increment: 'warn',
    minimum: 'warn',
    maximum: 'warn',
    start: 'info',
    cache: 'info',
    cycle: 'warn',
    'owned by': 'warn',
    persistence: worse('warn'),
  },
  table: {
    persistence: worse('block', 'warn'),
    bound: 'warn',
    of: 'warn',
    server: 'warn',
    'foreign options': 'warn',
    'access method': 'info',
    'row security': lost('block'),
    'force row security': lost('block'),
    'replica identity': 'warn',
    options: 'info',
  },
  column: {
    collation: 'warn',
    'not null': ({ from, to }) => (from !== null && to !== null ? 'warn' : 'block'),
    default: lost('block'),
    identity: ({ to }) => (to === 'by default' ? 'warn' : 'block'),
    'identity options': 'warn',
    storage: 'info',
    compression: 'info',
    'foreign options': 'warn',
    inherited: 'warn',
  },
  constraint: {
    valid: worse('warn'),
    enforced: worse('block', 'warn'),
    inherited: 'warn',
    'replica identity': 'warn',
    clustered: 'info',
    options: 'info',
  },
  index: {
    definition: ({ from, to }) => (withoutStorage(from) === withoutStorage(to) ? 'info' : 'block'),
    valid: worse('warn'),
    'replica identity': 'warn',
    clustered: 'info',
    parent: 'warn',
  },
  view: { options: fewer('block', 'warn') },
  'materialized view': { populated: worse('block'), options: 'info', 'access method': 'info' },
  trigger: { enabled: ({ to }) => (to === 'disabled' || to === 'replica' ? 'block' : 'warn'), inherited: 'warn' },
  grant: { privileges: fewer('block', 'warn') },
  comment: { text: 'info' },
};

const always: Record<string, Severity> = { owner: 'warn', position: 'warn', inherited: 'warn' };

const byName: ReadonlySet<ObjectKind> = new Set(['index', 'constraint', 'trigger', 'policy']);

/** Extensions that people look at a server with; no program needs them. */
const forOperators = new Set([
  'pg_stat_statements',
  'pg_buffercache',
  'pgstattuple',
  'pg_repack',
  'hypopg',
  'pageinspect',
]);

/**
 * How much a difference weighs in the target: what is missing or weaker there blocks, what it has besides warns, and what
 * neither answers nor rows depend on is told for information. `docs/findings.md` has the same under `schema/changed`.
 */
export function severityOf(difference: Difference): Severity {
  const { kind, change, from, to } = difference;
  if (change === 'changed') return worstOf(difference.properties.map((each) => weigh(kind, each)));
  if (change === 'added') return needsValue(difference) ? 'block' : (extra[kind] ?? 'warn');
  // The same under another name does the same, and partitions come and go with time.
  if (difference.renamed !== undefined && byName.has(kind)) return 'warn';
  if (kind === 'table' && (from ?? to)?.is['partition of'] !== undefined) return 'warn';
  if (kind === 'extension' && forOperators.has(difference.path[0] ?? '')) return 'warn';
  return missing[kind] ?? 'block';
}

/** A column that only the target has, and that a program which does not know it cannot leave out. */
export function needsValue({ kind, change, to }: Difference): boolean {
  if (kind !== 'column' || change !== 'added' || to === null) return false;
  const { is } = to;
  return is['not null'] !== undefined && !['default', 'generated', 'identity', 'expression'].some((name) => name in is);
}

function weigh(kind: ObjectKind, { name, ...values }: Values & { name: string }): Severity {
  const weight = weights[kind]?.[name] ?? always[name] ?? 'block';
  return typeof weight === 'function' ? weight(values) : weight;
}

function worstOf(severities: Severity[]): Severity {
  return (['block', 'warn'] as const).find((severity) => severities.includes(severity)) ?? 'info';
}

function listOf(value: Property | null): string[] {
  if (value === null) return [];
  return typeof value === 'string' ? [value] : value;
}

function withoutStorage(definition: Property | null): string {
  return String(definition).replace(/ WITH \([^)]*\)/, '');
}
