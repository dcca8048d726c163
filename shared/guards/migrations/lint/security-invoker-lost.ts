import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import { optionsOf } from '../linting/options.ts';
import type { LintRule } from '../linting/rule.ts';
import { writtenName } from '../linting/written.ts';

export const securityInvokerLost: LintRule = {
  name: 'security-invoker-lost',
  kinds: ['ViewStmt'],
  class: 'dangerous',
  hazard: 'compatibility',
  lock: 'AccessShareLock',
  title: 'CREATE OR REPLACE VIEW without its options takes security_invoker off the view.',
  why: 'The options of a view are replaced with its query. Without security_invoker the view reads with the rights of its owner, past row security: whoever may read the view sees every row. Nothing says so. It is found only with a database at hand, which knows the options that the view has now.',
  versions: 'security_invoker exists from 15 on; security_barrier is lost in the same way.',
  example: {
    setup:
      'CREATE TABLE orders (id bigint PRIMARY KEY); CREATE VIEW own_orders WITH (security_barrier) AS SELECT id FROM orders;',
    unsafe: 'CREATE OR REPLACE VIEW own_orders AS SELECT id FROM orders WHERE id > 0;',
    safe: 'CREATE OR REPLACE VIEW own_orders WITH (security_barrier) AS SELECT id FROM orders WHERE id > 0;',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'ViewStmt');
    const view = nameFrom(node?.view);
    if (!node?.replace || context.isNew(view)) return [];
    const has = (context.table(view)?.options ?? []).filter((option) =>
      /^security_(invoker|barrier)=(true|on|1)$/i.test(option),
    );
    const given = optionsOf(node.options);
    const lost = has.map((option) => option.split('=')[0] ?? '').filter((name) => !given.has(name));
    return lost.map((option) => ({
      message: `${inWords(view)} has ${option} now, and loses it`,
      ...(option === 'security_invoker' ? {} : { class: 'careful' }),
      table: view,
      sql: [`${statement.sql};`, `ALTER VIEW ${writtenName(view)} SET (${option} = true);`],
    }));
  },
};
