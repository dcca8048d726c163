import { inWords, nodeOf } from '../linting/names.ts';
import { relations } from '../linting/relation-locks.ts';
import type { LintRule } from '../linting/rule.ts';

export const truncate: LintRule = {
  name: 'truncate',
  kinds: ['TruncateStmt'],
  class: 'dangerous',
  hazard: 'data',
  lock: 'AccessExclusiveLock',
  title: 'TRUNCATE loses every row, and with CASCADE those of other tables too.',
  why: 'It holds an ACCESS EXCLUSIVE lock on the table until the transaction ends. With CASCADE it empties every table that has a foreign key to it, and those that have one to them. RESTART IDENTITY hands out old ids again.',
  versions: '',
  recipe: ['Delete the rows that are meant, by a condition and in batches, and keep a copy until nobody misses them.'],
  example: {
    setup: 'CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz); INSERT INTO events VALUES (1, now());',
    unsafe: 'TRUNCATE events;',
    safe: "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE at < now() - interval '1 year' LIMIT 5000);",
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'TruncateStmt');
    const tables = relations(node?.relations).filter((table) => !context.isNew(table));
    const others = node?.behavior === 'DROP_CASCADE' ? ', and those of every table with a foreign key to it' : '';
    return tables.map((table) => ({ message: `every row of ${inWords(table)} is gone${others}`, table }));
  },
};
