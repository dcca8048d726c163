import { namesIn } from './mentions.ts';
import { made, type Phase, type Piece, phases } from './piece.ts';

/** A statement of a step, by the step's index. */
export interface Placed extends Piece {
  step: number;
}

export interface Order {
  /** indices of the pieces, in the order in which they can run */
  sequence: number[];
  /** the pieces that have to run before each piece */
  needs: number[][];
  /** steps that need each other in a circle, so that no order serves them */
  circular: Set<number>;
}

const rank = new Map<Phase, number>(phases.map((phase, index) => [phase, index]));

/**
 * The order in which the statements can run: phase by phase, but whatever a statement mentions or needs comes before it.
 * Linear in the length of all statements.
 */
export function orderOf(pieces: Placed[]): Order {
  const needs = needsOf(pieces);
  // Differences are in the order in which their kinds are made: dropped are they the other way round.
  const within = (phase: Phase, index: number) => (phase === 'drop' ? pieces.length - 1 - index : index);
  const place = pieces.map(({ phase }, index) => (rank.get(phase) ?? 0) * pieces.length + within(phase, index));
  const byPlace = (one: number, other: number) => (place[one] ?? 0) - (place[other] ?? 0);
  for (const list of needs) list.sort(byPlace);
  const starts = pieces.map((_, index) => index).sort(byPlace);
  return { ...walk(starts, { pieces, needs }), needs };
}

/** Depth first, without recursion: views can stand on views for thousands. */
function walk(starts: number[], { pieces, needs }: { pieces: Placed[]; needs: number[][] }): Omit<Order, 'needs'> {
  const sequence: number[] = [];
  const circular = new Set<number>();
  const state = new Array<'new' | 'open' | 'done'>(pieces.length).fill('new');
  for (const start of starts) {
    const path = state[start] === 'new' ? [{ node: start, next: 0 }] : [];
    while (path.length > 0) {
      const top = path[path.length - 1] as { node: number; next: number };
      state[top.node] = 'open';
      const need = needs[top.node]?.[top.next++];
      if (need === undefined) {
        state[top.node] = 'done';
        sequence.push(top.node);
        path.pop();
      } else if (state[need] === 'new') path.push({ node: need, next: 0 });
      else if (state[need] === 'open') {
        const circle = path.slice(path.findIndex(({ node }) => node === need));
        for (const { node } of circle) circular.add((pieces[node] as Placed).step);
      }
    }
  }
  return { sequence, circular };
}

function needsOf(pieces: Placed[]): number[][] {
  const makers = new Map<string, number[]>();
  pieces.forEach(({ makes = [] }, index) => {
    for (const key of makes) makers.set(key, [...(makers.get(key) ?? []), index]);
  });
  const freers = freersOf(pieces);
  return pieces.map((piece, index) => {
    const before = index > 0 && pieces[index - 1]?.step === piece.step ? [index - 1] : [];
    const found = [...keysIn(piece)].flatMap((key) => makers.get(key) ?? []);
    const others = found.filter((other) => pieces[other]?.step !== piece.step);
    const first = freers.get(piece.drops ?? '')?.filter((other) => other !== index) ?? [];
    return [...new Set([...before, ...others, ...first])];
  });
}

/** By the key of what is dropped: the pieces that drop what needs it. */
function freersOf(pieces: Placed[]): Map<string, number[]> {
  const dropped = new Map<string, number[]>(pieces.flatMap(({ drops }) => (drops === undefined ? [] : [[drops, []]])));
  if (dropped.size === 0) return dropped;
  pieces.forEach(({ frees = '' }, index) => {
    for (const key of new Set(namesIn(frees).map(made.whole))) dropped.get(key)?.push(index);
  });
  return dropped;
}

/** Keys of what a statement needs: what its text names, the schemas of that, and the columns of tables that come before it. */
function keysIn({ sql, reads = sql, needs = [], phase }: Piece): Set<string> {
  const keys = new Set(needs);
  const later = (rank.get(phase) ?? 0) > (rank.get('column') ?? 0) || /\bBEGIN ATOMIC\b/.test(reads);
  for (const path of namesIn(reads)) {
    if (path.length < 2) continue;
    keys.add(path[0] as string);
    keys.add(made.whole(path));
    if (later) keys.add(made.columns(path));
  }
  return keys;
}
