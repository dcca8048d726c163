import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import { commandText, piecesOf } from '../linting/pieces.ts';
import type { LintRule } from '../linting/rule.ts';
import { outside } from '../linting/steps.ts';

export const detachPartitionNotConcurrently: LintRule = {
  name: 'detach-partition-not-concurrently',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'lock',
  lock: 'AccessExclusiveLock',
  title: 'DETACH PARTITION without CONCURRENTLY locks the whole partitioned table.',
  why: 'The partitioned table and the partition are locked ACCESS EXCLUSIVE: whoever reads or writes any partition waits behind whoever uses the table now. CONCURRENTLY takes a lock that lets them go on. It cannot run in a transaction, nor where there is a DEFAULT partition.',
  versions: 'CONCURRENTLY from 14 on.',
  example: {
    setup:
      "CREATE TABLE events (id bigint, day date NOT NULL) PARTITION BY RANGE (day); CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');",
    unsafe: 'ALTER TABLE events DETACH PARTITION events_2024;',
    safe: 'ALTER TABLE events DETACH PARTITION events_2024 CONCURRENTLY;',
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_DetachPartition']).flatMap((alteration) => {
      const { table, command } = alteration;
      const part = command.def && 'PartitionCmd' in command.def ? command.def.PartitionCmd : {};
      if (part.concurrent) return [];
      const message = `whoever reads or writes any partition of ${inWords(table)} waits for it`;
      const sql = [outside(`${piecesOf(alteration).head} ${commandText(alteration)} CONCURRENTLY;`)];
      return [{ message, table, sql }];
    }),
};
