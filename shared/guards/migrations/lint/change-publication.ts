import { droppedBy } from '../linting/drops.ts';
import { inWords, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Statement } from '../linting/statement.ts';

export const changePublication: LintRule = {
  name: 'change-publication',
  kinds: ['AlterPublicationStmt', 'DropStmt', 'DropSubscriptionStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'Taking tables or changes out of a publication stops replication of them without an error.',
  why: 'Subscribers, and tools that stream changes (Debezium, a warehouse), get nothing more of these tables from that moment on, or fail because their publication is gone. Taking it back later does not bring what was missed: the tables have to be copied anew.',
  versions: '',
  recipe: [
    'Find out who reads it: pg_replication_slots, pg_stat_replication.',
    'Have them stop, or move them to another publication.',
    'Then change or drop this one.',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY); CREATE PUBLICATION changes FOR TABLE orders;',
    unsafe: 'DROP PUBLICATION changes;',
    safe: 'CREATE TABLE notes (id bigint PRIMARY KEY); ALTER PUBLICATION changes ADD TABLE notes;',
  },
  judge(statement) {
    const dropped = droppedBy(statement, ['OBJECT_PUBLICATION']).map(({ name }) => inWords(name));
    const subscription = nodeOf(statement, 'DropSubscriptionStmt')?.subname;
    return [
      ...dropped.map((name) => ({ message: `whoever subscribes to ${name} gets no more changes, and may fail` })),
      ...changed(statement),
      ...(subscription === undefined ? [] : [{ message: `no more changes come by the subscription ${subscription}` }]),
    ];
  },
};

/** `SET (publish = ...)` and `SET TABLE ...` may leave out what was there; ADD does not. */
function changed(statement: Statement): { message: string }[] {
  const node = nodeOf(statement, 'AlterPublicationStmt');
  const takes = node?.action === 'AP_DropObjects' || node?.action === 'AP_SetObjects' || node?.options !== undefined;
  return node && takes ? [{ message: `subscribers to ${node.pubname} may get no more changes of some tables` }] : [];
}
