import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { Hit, LintRule } from '../linting/rule.ts';
import type { Name, Statement } from '../linting/statement.ts';
import { written, writtenName } from '../linting/written.ts';

export const createIndexNotConcurrently: LintRule = {
  name: 'create-index-not-concurrently',
  kinds: ['IndexStmt'],
  class: 'dangerous',
  hazard: 'build',
  lock: 'ShareLock',
  title: 'CREATE INDEX keeps writers out for as long as it builds.',
  why: 'It holds a SHARE lock on the table while it reads all of it. Reads go on; every INSERT, UPDATE and DELETE waits until it is through, which on a large table takes minutes. CONCURRENTLY lets them go on. It cannot run inside a transaction, so the tool has to run it without one (Prisma: alone in its file), and when it fails it leaves an INVALID index behind, which has to be dropped before the next attempt. The index of a partitioned table cannot be built CONCURRENTLY as a whole, only partition by partition.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, email text);',
    unsafe: 'CREATE INDEX orders_email ON orders (email);',
    safe: 'CREATE INDEX CONCURRENTLY orders_email ON orders (email);',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'IndexStmt');
    if (!node) return [];
    const table = nameFrom(node.relation);
    if (context.isNew(table)) return [];
    const partitioned = context.table(table)?.kind === 'p';
    const whole = node.relation?.inh === true;
    if (partitioned) return whole ? [onPartitions(statement, table, node.concurrent === true)] : [];
    // ON ONLY is how the index of a partitioned table is prepared; that is over in a moment.
    if (node.concurrent || (!whole && !context.live)) return [];
    return [
      { message: `writes to ${inWords(table)} wait until the index is built`, table, sql: concurrently(statement) },
    ];
  },
};

function concurrently({ sql, inTransaction }: Statement): string[] {
  const without = sql.replace(/^(CREATE\s+(?:UNIQUE\s+)?INDEX)\s+IF\s+NOT\s+EXISTS\b/i, '$1');
  const statement = `${without.replace(/^(CREATE\s+(?:UNIQUE\s+)?INDEX)/i, '$1 CONCURRENTLY')};`;
  return inTransaction
    ? ['-- in a migration of its own that the tool runs without a transaction', statement]
    : [statement];
}

function onPartitions(statement: Statement, table: Name, fails: boolean): Hit {
  const node = nodeOf(statement, 'IndexStmt');
  const index = written(node?.idxname ?? 'new_index');
  const definition = statement.sql.replace(
    /^.*?\sON\s+(?:ONLY\s+)?(?:"(?:[^"]|"")*"|[^\s("]+)(?:\s*\.\s*(?:"(?:[^"]|"")*"|[^\s("]+))?\s*/is,
    '',
  );
  const create = `CREATE ${node?.unique ? 'UNIQUE ' : ''}INDEX`;
  const wait = `writes to every partition of ${inWords(table)} wait until its index is built`;
  return {
    message: fails
      ? `${inWords(table)} is partitioned: its index cannot be built CONCURRENTLY, and the statement fails`
      : wait,
    ...(fails ? { class: 'dangerous', hazard: 'failure', lock: null } : {}),
    table,
    sql: [
      `${create} ${index} ON ONLY ${writtenName(table)} ${definition};`,
      '-- then, for every partition:',
      `${create} CONCURRENTLY partition_index ON partition ${definition};`,
      `ALTER INDEX ${index} ATTACH PARTITION partition_index;`,
    ],
    recipe: [
      'Make the index on the parent alone (ON ONLY): that takes a moment, and the index is INVALID for now.',
      'Build the same index CONCURRENTLY on every partition, each in a migration without a transaction.',
      'Attach every one of them. With the last, the index of the parent becomes valid.',
    ],
  };
}
