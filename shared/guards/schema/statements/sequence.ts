import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { accompanied } from './accompanied.ts';
import { dropping } from './dropping.ts';
import { newOwner } from './owner.ts';
import { type Changed, eachProperty, type Kind, made, type Piece, text, type Undoing } from './piece.ts';

/** Never RESTART: which value comes next is judged by the guard of sequences. */
export const sequence: Kind = {
  create(object, sides) {
    const unlogged = text(object, 'persistence') === 'unlogged' ? 'UNLOGGED ' : '';
    const sql = `CREATE ${unlogged}SEQUENCE ${identifier(...object.path)}${options(object, Object.keys(clauses))}`;
    const pieces: Piece[] = [{ sql, phase: 'sequence', makes: [made.whole(object.path)] }];
    return accompanied(object, sides, [...pieces, ...(object.is['owned by'] === undefined ? [] : [ownedBy(object)])]);
  },
  change: (difference) => {
    const { from } = difference;
    const changed = difference.properties.map(({ name }) => name).filter((name) => name in clauses);
    const alter = (action: string): Undoing => ({ pieces: [altering(from, action)] });
    // All at once: the new limits may only fit with the new increment.
    const once = (name: string) => (name === changed[0] ? counting(difference, changed) : { pieces: [] });
    return eachProperty(difference, {
      ...Object.fromEntries(Object.keys(clauses).map((name) => [name, () => once(name)])),
      persistence: () => alter(`SET ${text(from, 'persistence') === 'unlogged' ? 'UNLOGGED' : 'LOGGED'}`),
      'owned by': () => ({ pieces: [ownedBy(from)] }),
      owner: newOwner(from),
    });
  },
  drop: (object) => {
    const cost = 'the value that it has come to is lost, and defaults that call it have to go first.';
    if (object.is['owned by'] === undefined) return dropping(object, cost);
    const sql = `DROP SEQUENCE IF EXISTS ${identifier(...object.path)}`;
    const { decide } = dropping(object, `${cost} It goes with its column.`);
    return { pieces: [{ sql, phase: 'drop', reads: '' }], ...(decide !== undefined && { decide }) };
  },
};

/** What each property is in SQL, given and not given. The order is that of CREATE SEQUENCE. */
const clauses: Record<string, { word: string; unasked: string }> = {
  type: { word: 'AS ', unasked: 'AS bigint' },
  increment: { word: 'INCREMENT BY ', unasked: 'INCREMENT BY 1' },
  minimum: { word: 'MINVALUE ', unasked: 'NO MINVALUE' },
  maximum: { word: 'MAXVALUE ', unasked: 'NO MAXVALUE' },
  start: { word: 'START WITH ', unasked: '' },
  cache: { word: 'CACHE ', unasked: 'CACHE 1' },
  cycle: { word: 'CYCLE', unasked: 'NO CYCLE' },
};

/** ` AS integer START WITH 5`: what is not as PostgreSQL makes it unasked, and the properties of `names` in any case. */
function options(object: SnapshotObject, names: string[]): string {
  return names
    .map((name) => {
      const { word, unasked } = clauses[name] as { word: string; unasked: string };
      const value = text(object, name);
      if (value === '') return name === 'start' ? ` START WITH ${usualStart(object)}` : ` ${unasked}`;
      return ` ${word}${name === 'cycle' ? '' : value}`;
    })
    .join('');
}

/** A new type or direction moves the limits that nobody asked for, and new limits the start. */
function counting({ from, to }: Changed, changed: string[]): Undoing {
  const moves = (...names: string[]) => changed.some((name) => names.includes(name));
  const limits = moves('type', 'increment') ? ['minimum', 'maximum'] : [];
  const start = moves('type', 'increment', 'minimum', 'maximum') ? ['start'] : [];
  const names = Object.keys(clauses).filter((name) => [...changed, ...limits, ...start].includes(name));
  const pieces = [altering(from, options({ ...from, is: { ...from.is, ...limitsOf(from) } }, names).trim())];
  const { minimum, maximum } = limitsOf(from);
  const begun = BigInt(text(to, 'start') || usualStart(to));
  if (begun >= BigInt(minimum) && begun <= BigInt(maximum)) return { pieces };
  return {
    pieces,
    decide: `It began at ${begun} here, and is to count from ${minimum} to ${maximum}: PostgreSQL refuses limits that exclude the value that it has come to, so add RESTART with one that no row has.`,
  };
}

const largest: Record<string, bigint> = { smallint: 2n ** 15n, integer: 2n ** 31n };

/**
 * As numbers: told NO MAXVALUE together with a new type, ALTER SEQUENCE takes the type's largest value for one that descends as
 * well (`init_params` of sequence.c).
 */
function limitsOf(object: SnapshotObject): { minimum: string; maximum: string } {
  const limit = largest[text(object, 'type')] ?? 2n ** 63n;
  const descends = text(object, 'increment').startsWith('-');
  return {
    minimum: text(object, 'minimum') || `${descends ? -limit : 1}`,
    maximum: text(object, 'maximum') || `${descends ? -1 : limit - 1n}`,
  };
}

function usualStart(object: SnapshotObject): string {
  return limitsOf(object)[text(object, 'increment').startsWith('-') ? 'maximum' : 'minimum'];
}

function altering(object: SnapshotObject, action: string): Piece {
  return { sql: `ALTER SEQUENCE ${identifier(...object.path)} ${action}`, phase: 'sequence', needs: [] };
}

function ownedBy(object: SnapshotObject): Piece {
  const by = text(object, 'owned by');
  return { ...altering(object, `OWNED BY ${by === '' ? 'NONE' : by}`), phase: 'owned by' };
}
