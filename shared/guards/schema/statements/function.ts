import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { accompanied } from './accompanied.ts';
import { dropping } from './dropping.ts';
import { withoutBody } from './mentions.ts';
import { named, nameOf } from './named.ts';
import { newOwner } from './owner.ts';
import { type Changed, eachProperty, type Kind, made, type Piece, text, type Undoing } from './piece.ts';

/** Functions, procedures and aggregates; the server writes each as CREATE OR REPLACE. */
export const routine: Kind = {
  create: (object, sides) => accompanied(object, sides, [definition(object)]),
  change: (difference) =>
    eachProperty(difference, {
      definition: () => replaced(difference),
      kind: () => ({
        pieces: [],
        decide: 'A function, a procedure and an aggregate cannot replace each other: drop it first.',
      }),
      owner: newOwner(difference.from),
    }),
  drop: (object) =>
    dropping(object, 'whatever calls it fails; PostgreSQL knows of views, defaults and triggers, not of bodies.'),
};

function definition(object: SnapshotObject): Piece {
  const sql = text(object, 'definition');
  const head = withoutBody(sql);
  return {
    sql,
    phase: 'function',
    makes: [made.whole([object.path[0] ?? '', nameOf(object.path, object)])],
    // From its arguments on: its own name is no other that it needs.
    reads: `${identifier(object.path[0] ?? '')}.x ${head.slice(Math.max(0, head.indexOf('(')))}`,
  };
}

/** CREATE OR REPLACE keeps the names of the arguments and the type of the result: sql-createfunction.html. */
function replaced({ from, to }: Changed): Undoing {
  if (signature(from) === signature(to)) return { pieces: [definition(from)], ...weakened(from, to) };
  const { what, name } = named('function', to.path, to);
  return {
    pieces: [{ sql: `DROP ${what} ${name}`, phase: 'function', reads: '' }, definition(from)],
    decide:
      'The names or defaults of its arguments, or its result, differ, so it cannot be replaced: whatever needs it has to be dropped first and made anew, and its grants are lost with it.',
  };
}

/** Who runs it gets the rights of its owner, or decides by a search_path of their own what its names mean. */
function weakened(from: SnapshotObject, to: SnapshotObject): Pick<Undoing, 'decide'> {
  const [now, was] = [settingsOf(from), settingsOf(to)];
  const reasons = [
    now.definer && !was.definer ? 'as SECURITY DEFINER it would do for whoever calls it what its owner may do' : '',
    was.path !== '' && now.path !== was.path
      ? `without ${was.path} its names could mean what whoever calls it makes of them`
      : '',
  ].filter((reason) => reason !== '');
  return reasons.length === 0
    ? {}
    : { decide: `Is it meant to be so on the other side? Here it is safer: ${reasons.join('; ')}.` };
}

/** What follows the language, each line indented, up to the body: `pg_get_functiondef`. */
function settingsOf(object: SnapshotObject): { definer: boolean; path: string } {
  const [, ...lines] =
    withoutBody(text(object, 'definition'))
      .split(/\n LANGUAGE /, 2)[1]
      ?.split('\n') ?? [];
  const end = lines.findIndex((line) => !line.startsWith(' '));
  const own = end === -1 ? lines : lines.slice(0, end);
  return {
    definer: own.some((line) => !line.startsWith(' SET ') && / SECURITY DEFINER\b/.test(line)),
    path: own.find((line) => line.startsWith(' SET search_path '))?.trim() ?? '',
  };
}

/** The definition up to the language: name, arguments and result. */
function signature(object: SnapshotObject): string {
  const whole = withoutBody(text(object, 'definition'));
  if (object.is.kind === 'aggregate') return whole.slice(0, whole.indexOf(') (\n'));
  return whole.slice(0, whole.lastIndexOf('\n LANGUAGE '));
}
