import { inWords, nodeOf } from '../linting/names.ts';
import type { Hit, LintRule } from '../linting/rule.ts';
import { sequenceNamed } from '../linting/sequences.ts';
import type { Statement } from '../linting/statement.ts';
import { callsIn, numberOf } from '../linting/walk.ts';

export const setval: LintRule = {
  name: 'setval',
  kinds: ['SelectStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'setval is not rolled back, and may send a sequence backward.',
  why: 'It takes effect at once, outside of the transaction: when the migration fails afterwards, the sequence stays where setval put it. Between the reading of max(id) and the setting, others go on inserting; a sequence that is set below what they use hands the same numbers out again, and inserts fail with duplicate keys. The number that is right on one database is wrong on the next.',
  versions: '',
  recipe: [
    'Leave it out of the migration, and run lockstep fix after it: that only moves forward, and is safe while others write.',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigserial PRIMARY KEY);',
    unsafe: "SELECT setval('orders_id_seq', 1000);",
    safe: 'SELECT last_value FROM orders_id_seq;',
  },
  judge(statement, context): Hit[] {
    if (!nodeOf(statement, 'SelectStmt')) return [];
    const calls = callsIn(statement.node).filter(({ path }) => path.at(-1) === 'setval');
    return calls.flatMap(({ call }) => {
      const sequence = sequenceNamed(call.args?.[0], context);
      if (sequence?.isNew) return [];
      const value = numberOf(call.args?.[1]);
      const name = sequence === null ? 'a sequence' : inWords(sequence.name);
      const where = value === null ? 'to what it reads at this moment' : `to ${value}`;
      const message = `sets ${name} ${where}, for good even if the migration fails, and backward where it is further`;
      return [{ message, ...forward(statement) }];
    });
  },
};

/** For the plain `SELECT setval('name', number)`: the same, but never backward. */
function forward({ sql }: Statement): Pick<Hit, 'sql'> {
  const parts =
    /^SELECT\s+(?:pg_catalog\.)?setval\s*\(\s*'((?:[^']|'')+)'(?:::regclass)?\s*,\s*(\d+)\s*(?:,\s*true\s*)?\)$/i.exec(
      sql,
    );
  if (!parts) return {};
  const [, sequence, value] = parts;
  return {
    sql: [
      `SELECT setval('${sequence}', greatest(${value}, (SELECT last_value FROM ${sequence})));`,
      '-- or, safe while others write: lockstep fix',
    ],
  };
}
