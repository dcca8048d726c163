import type { DefElem, Node } from '@pgsql/types';
import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import { optionsOf } from '../linting/options.ts';
import type { Hit, LintRule } from '../linting/rule.ts';
import { isOfNewTable } from '../linting/sequences.ts';

export const alterSequenceRestart: LintRule = {
  name: 'alter-sequence-restart',
  kinds: ['AlterSeqStmt', 'AlterTableStmt'],
  class: 'dangerous',
  hazard: 'failure',
  lock: null,
  title: 'RESTART sends a sequence to a fixed number, whatever is in the table by then.',
  why: 'Without a number it goes back to its start, and hands out ids that are in the table: inserts fail with duplicate keys, one after the other, until it has passed them. With a number it is right only on the database that the number was read from, and only until the next insert.',
  versions: '',
  recipe: [
    'Leave it out of the migration, and run lockstep fix after it: that only moves forward, past the rows that are there.',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigserial PRIMARY KEY);',
    unsafe: 'ALTER SEQUENCE orders_id_seq RESTART;',
    safe: 'ALTER SEQUENCE orders_id_seq OWNED BY orders.id;',
  },
  judge(statement, context): Hit[] {
    const alter = nodeOf(statement, 'AlterSeqStmt');
    if (alter) {
      const name = nameFrom(alter.sequence);
      const restart = optionsOf(alter.options).get('restart');
      return restart && !context.isNew(name) && !isOfNewTable(name, context) ? [hit(inWords(name), restart)] : [];
    }
    const node = nodeOf(statement, 'AlterTableStmt');
    const table = nameFrom(node?.relation);
    if (!node || context.isNew(table)) return [];
    return (node.cmds ?? []).flatMap((each) => {
      const command = 'AlterTableCmd' in each ? each.AlterTableCmd : undefined;
      const restart =
        command?.subtype === 'AT_SetIdentity' ? optionsOf(itemsOf(command.def)).get('restart') : undefined;
      if (!command || !restart) return [];
      const sequence = `the sequence of ${inWords(table)}.${command.name}`;
      return [{ ...hit(sequence, restart), lock: 'AccessExclusiveLock', table }];
    });
  },
};

/** A number may be right; the start hardly ever is. */
function hit(sequence: string, { arg }: DefElem): Hit {
  if (!arg) return { message: `${sequence} goes back to its start, and hands out ids that rows have already` };
  const value = 'Integer' in arg ? (arg.Integer.ival ?? 0) : 'Float' in arg ? arg.Float.fval : '';
  return {
    class: 'careful',
    message: `${sequence} goes to ${value}, on every database, and backward where it is further`,
  };
}

function itemsOf(def: Node | undefined): Node[] {
  return def && 'List' in def ? (def.List.items ?? []) : [];
}
