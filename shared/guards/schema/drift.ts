import type { Severity } from '../../model/finding.ts';
import type { Migration } from '../../model/manifest.ts';
import type { SnapshotObject } from '../../model/snapshot.ts';
import { effectFrom } from '../migrations/effects.ts';
import type { Difference } from './difference.ts';
import { isUndone, type Maker, makersOf } from './makers.ts';
import { turned } from './named-in-sql.ts';
import { statementsIn, wordsIn } from './normal-sql.ts';
import type { Comparison, SchemaFacts } from './schema-facts.ts';

/**
 * What changed since the last run. `migration`: one that was applied meanwhile does it; `hand`: none of them does; `unclear`:
 * nobody can tell.
 */
export interface Drifted {
  by: 'migration' | 'hand' | 'unclear';
  severity: Severity;
  maker: Maker | null;
}

/** What was applied, and what was taken back, since something was kept; null where nobody knows. */
export function appliedSince(comparison: Comparison, facts: SchemaFacts): string[] | null {
  const since = changesSince(comparison, facts);
  return since === null ? null : [...since.applied, ...since.takenBack];
}

/**
 * Tells who changed what differs from the last run, of all that the migrations of the repository say. What they are not
 * known to do warns; where that cannot be told, only what weakens the protection of rows does.
 */
export function driftedBy(comparison: Comparison, facts: SchemaFacts): (difference: Difference) => Drifted {
  const since = changesSince(comparison, facts);
  if (since === null) return () => ({ by: 'unclear', severity: 'warn', maker: null });
  const { applied, takenBack } = since;
  if (applied.length + takenBack.length === 0) return () => ({ by: 'hand', severity: 'warn', maker: null });
  const found = facts.migrations.filter(({ id }) => applied.some((each) => isOf(each, id)));
  const isKnown = takenBack.length === 0 && applied.every((each) => found.some(({ id }) => isOf(each, id)));
  const makerOf = makersOf(found, found);
  const subjects = subjectsOf(found);
  return (difference) => {
    const done = turned(difference);
    const maker = makerOf(done);
    if (maker !== null && isUndone(done, maker)) {
      return { by: 'migration', severity: 'info', maker: { ...maker, pending: false } };
    }
    const isByHand = isKnown && (maker === null || maker.sure) && !mayFollow(difference, subjects);
    if (isByHand) return { by: 'hand', severity: 'warn', maker: null };
    return { by: 'unclear', severity: isWeaker(difference) ? 'warn' : 'info', maker: null };
  };
}

function changesSince({ applied: before = null }: Comparison, { histories }: SchemaFacts) {
  const now = histories?.applied ?? null;
  if (before === null || now === null) return null;
  const [then, since] = [new Set(before), new Set(now)];
  return { applied: now.filter((each) => !then.has(each)), takenBack: before.filter((each) => !since.has(each)) };
}

/** `prisma 20250110_add 2026-11-20 09:00`: the tool, the id, and when. */
function isOf(applied: string, id: string): boolean {
  const rest = applied.slice(applied.indexOf(' ') + 1);
  return rest === id || rest.startsWith(`${id} `);
}

/** The names of what migrations make, alter, rename and drop: what hangs on it may change along. */
function subjectsOf(migrations: Migration[]): Set<string> {
  const names = migrations.flatMap(({ id, sql = [], effects = [] }) => [
    ...sql.flatMap(({ text }) => statementsIn(id, text)).map(({ text }) => subject.exec(text)?.[1] ?? ''),
    ...effects.flatMap((text) => effectFrom(text)?.path.slice(-2) ?? []),
  ]);
  return new Set(names.flatMap(wordsIn));
}

const subject = /^(?:create|alter|drop) (?:materialized )?[a-z]+ (?:if not exists )?(?:\S+\.)?(\S+)/;

const byItself = new Set(['schema', 'extension', 'enum', 'domain', 'type', 'table', 'column', 'function']);

/** An index goes with its column, a sequence comes with one, and a definition is written with the names that it uses. */
function mayFollow({ kind, path, from, to }: Difference, subjects: Set<string>): boolean {
  const is = [from, to].flatMap((object) => Object.values(object?.is ?? {}).flat());
  if (byItself.has(kind)) return kind === 'column' && (from ?? to)?.is.inherited !== undefined;
  return [...path.slice(1), ...is].flatMap(wordsIn).some((word) => subjects.has(word));
}

const safeguards = /^security_(?:invoker|barrier)/;

/** Whether rows are open to more people than before. */
function isWeaker({ kind, change, from, to, properties }: Difference): boolean {
  if (kind === 'table') return properties.some(({ name, to: now }) => name.endsWith('row security') && now === null);
  if (kind === 'view')
    return listIn(from, 'options').some((each) => safeguards.test(each) && !listIn(to, 'options').includes(each));
  if (kind === 'policy') return change !== 'removed' || from?.is.permissive === 'no';
  if (kind !== 'grant') return false;
  const before = listIn(from, 'privileges');
  // What is usual is in no list; an empty one has lost it.
  return (
    listIn(to, 'privileges').some((each) => !before.includes(each)) || (change === 'removed' && before.length === 0)
  );
}

function listIn(object: SnapshotObject | null, name: string): string[] {
  return [object?.is[name] ?? []].flat();
}
