import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { accompanied } from './accompanied.ts';
import { dropping } from './dropping.ts';
import { type Changed, eachProperty, type Kind, type Piece, text, together, type Undoing } from './piece.ts';

export const trigger: Kind = {
  create(object, sides) {
    // PostgreSQL makes a partition's from that of its parent.
    const own = object.is.inherited === undefined ? [piece(object, text(object, 'definition'))] : [];
    const enabled = object.is.enabled === undefined ? [] : [state(object)];
    return together({ pieces: [...own, ...enabled] }, accompanied(object, sides, []));
  },
  change: (difference) => {
    const { from } = difference;
    const anew = difference.properties.some(({ name }) => name === 'definition');
    return eachProperty(difference, {
      definition: () => replaced(difference),
      enabled: (now) => {
        // A trigger that is made anew is enabled.
        const again = anew && now === null;
        const decide =
          now === 'disabled'
            ? 'It is off on the other side: what it does for every row would no longer be done.'
            : undefined;
        return { pieces: again ? [] : [state(from)], ...(decide !== undefined && { decide }) };
      },
      inherited: () => ({
        pieces: [],
        decide: 'On one side it comes from a partitioned table; the other one has it for itself.',
      }),
    });
  },
  drop: (object) => dropping(object, 'what it does for every row would no longer be done.'),
};

function piece(object: SnapshotObject, sql: string): Piece {
  return { sql, phase: 'trigger', makes: [['part', ...object.path].join('\0')] };
}

const states: Record<string, string> = { disabled: 'DISABLE', replica: 'ENABLE REPLICA', always: 'ENABLE ALWAYS' };

function state(object: SnapshotObject): Piece {
  const [schema = '', table = '', name = ''] = object.path;
  const action = states[text(object, 'enabled')] ?? 'ENABLE';
  return piece(object, `ALTER TABLE ${identifier(schema, table)} ${action} TRIGGER ${identifier(name)}`);
}

/** CREATE OR REPLACE enables it, and knows no constraint triggers: sql-createtrigger.html. */
function replaced({ from, to }: Changed): Undoing {
  const definition = text(from, 'definition');
  if (from.is.inherited !== undefined) return { pieces: [] };
  const isConstraint = /^CREATE CONSTRAINT/;
  const stays = from.is.enabled !== undefined && from.is.enabled === to.is.enabled ? [state(from)] : [];
  if (!isConstraint.test(definition) && !isConstraint.test(text(to, 'definition'))) {
    return { pieces: [piece(from, definition.replace(/^CREATE /, 'CREATE OR REPLACE ')), ...stays] };
  }
  const [schema = '', table = '', name = ''] = to.path;
  const drop = piece(to, `DROP TRIGGER ${identifier(name)} ON ${identifier(schema, table)}`);
  return {
    pieces: [{ ...drop, makes: [] }, piece(from, definition), ...stays],
    decide:
      'A constraint trigger cannot be replaced: between the two statements rows are written without it, unless they are one transaction.',
  };
}
