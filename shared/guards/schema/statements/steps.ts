import { type ObjectKind, type Snapshot, type SnapshotObject, shownPath, wholeOf } from '../../../model/snapshot.ts';
import type { Difference, Step } from '../difference.ts';
import { above } from './handed-down.ts';
import { kinds } from './kinds.ts';
import { namesIn } from './mentions.ts';
import { nameOf } from './named.ts';
import { type Order, orderOf, type Placed } from './order.ts';
import { type Changed, made, type Undoing } from './piece.ts';
import { renaming } from './renamed.ts';
import { type Sides, sidesOf } from './sides.ts';

export { scriptOf, statementsIn } from './script.ts';

/**
 * How each difference is undone, so that `to` becomes like `from`, in the order in which the steps can be taken. Where a
 * step's statements have to run at several times (a missing table, then its foreign keys when all tables are there),
 * `order` says the place of each among the statements of all steps; `statementsIn` and `scriptOf` follow it. `owners`:
 * whether it counts who owns an object; otherwise a new one is whose who makes it.
 */
export function stepsFor(
  differences: Difference[],
  snapshots: { from: Snapshot; to: Snapshot },
  options: { owners?: boolean } = {},
): Step[] {
  const sides = sidesOf(differences, { ...snapshots, ...options });
  const undoings = differences.map((difference) => undoingOf(difference, sides));
  const pieces: Placed[] = undoings.flatMap((undoing, step) => undoing.pieces.map((piece) => ({ ...piece, step })));
  const order = orderOf(pieces);
  const waiting = waitingFor(differences, undoings, { pieces, order });
  const places = new Map(order.sequence.map((piece, place) => [piece, place]));
  const placesOf = Map.groupBy(pieces.keys(), (index) => (pieces[index] as Placed).step);
  const steps = differences.map((difference, step): Step => {
    const { pieces: own, decide } = undoings[step] as Undoing;
    const reasons = [
      decide,
      waiting.get(step),
      order.circular.has(step) && difference.change !== 'added' ? circular : '',
    ].filter((reason) => reason);
    return {
      difference,
      sql: own.map(({ sql }) => sql),
      order: (placesOf.get(step) ?? []).map((index) => places.get(index) ?? 0),
      ...decided(reasons.join(' ')),
    };
  });
  const last = places.size;
  return withParents(steps, sides).sort((one, other) => (one.order?.[0] ?? last) - (other.order?.[0] ?? last));
}

/** A single sentence is written as other remedies are: lower-case, and without a full stop. */
function decided(reason: string): Pick<Step, 'certain' | 'decide'> {
  if (reason === '') return { certain: true };
  const lower = reason.replace(/^(?!PostgreSQL)[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());
  return { certain: false, decide: /[.?!] [A-Z]/.test(lower) ? lower : lower.replace(/\.$/, '') };
}

/** What goes with a parent's is as certain as that. */
function withParents(steps: Step[], sides: Sides): Step[] {
  const byDifference = new Map(steps.map((step) => [step.difference, step]));
  return steps.map((step) => {
    let top = above(step.difference, sides);
    for (let next = top; next !== undefined; next = above(next, sides)) top = next;
    if (top === undefined || byDifference.get(top)?.certain) return step;
    return { ...step, ...decided(`It goes with ${top.kind} ${shownPath(top)}, which is to be decided.`) };
  });
}

const circular =
  'It and others need each other in a circle, so that no order of the statements serves: make one of them without what leads back, then replace it.';

function undoingOf(difference: Difference, sides: Sides): Undoing {
  const { kind, from, to, change } = difference;
  if (above(difference, sides) !== undefined) return { pieces: [] };
  if (difference.renamed !== undefined) return renaming(difference, difference.renamed);
  if (change === 'removed' && from !== null) return kinds[kind].create(from, sides);
  if (change === 'added' && to !== null) return dropped(to, sides);
  return kinds[kind].change(difference as Changed, sides);
}

/** Its statements, with what tells which drops have to come after it. */
function dropped(object: SnapshotObject, sides: Sides): Undoing {
  const undoing = kinds[object.kind].drop(object, sides);
  const parts = wholeOf(object).kind === object.kind ? sides.to.parts(object) : [];
  const frees = [object, ...parts].flatMap(({ is: { 'owned by': _, ...is } }) => Object.values(is).flat()).join('\n');
  const [schema = '', name = ''] = object.path;
  const own = object.kind === 'function' ? nameOf(object.path, object) : name;
  const isWhole = object.path.length === 2 && wholeOf(object).kind === object.kind;
  return {
    ...undoing,
    pieces: undoing.pieces.map((piece) => ({ ...piece, frees, ...(isWhole && { drops: made.whole([schema, own]) }) })),
  };
}

/** The steps that need what another one makes that is still to be decided, with that as their reason to wait. */
function waitingFor(
  differences: Difference[],
  undoings: Undoing[],
  { pieces, order }: { pieces: Placed[]; order: Order },
): Map<number, string> {
  const reasons = new Map<number, string>();
  for (const index of order.sequence) {
    const piece = pieces[index] as Placed;
    for (const need of order.needs[index] ?? []) {
      const other = (pieces[need] as Placed).step;
      const difference = differences[other] as Difference;
      const undecided = undoings[other]?.decide !== undefined || reasons.has(other);
      if (other === piece.step || reasons.has(piece.step) || !undecided) continue;
      if (hinders(difference, piece)) {
        reasons.set(piece.step, `It needs ${difference.kind} ${shownPath(difference)}, which is to be decided first.`);
      }
    }
  }
  return reasons;
}

/** Kinds of which a change, too, has to be there before what mentions them. */
const replaced: ReadonlySet<ObjectKind> = new Set(['view', 'materialized view', 'function', 'type']);

function hinders(difference: Difference, { sql, reads = sql, needs }: Placed): boolean {
  if (difference.change === 'added') return false;
  if (difference.kind === 'column') {
    const own = needs?.includes(made.columns(difference.path)) && !reads.includes('(');
    return own || namesIn(reads).some((path) => path.at(-1) === difference.path[2]);
  }
  return difference.change === 'removed' || replaced.has(difference.kind);
}
