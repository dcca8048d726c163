import type { PartitionBoundSpec } from '@pgsql/types';
import { alterations } from '../linting/alterations.ts';
import { inWords, nameFrom } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Name } from '../linting/statement.ts';
import { numberOf, textOf } from '../linting/walk.ts';
import { writtenName } from '../linting/written.ts';

export const attachPartition: LintRule = {
  name: 'attach-partition',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'scan',
  lock: 'AccessExclusiveLock',
  title: 'ATTACH PARTITION reads the whole new partition, unless a CHECK says that all of it fits.',
  why: 'The partition is locked ACCESS EXCLUSIVE while PostgreSQL looks whether its rows lie within the bounds, and so is the DEFAULT partition, which is read for rows that would belong here. The partitioned table itself stays in use. A valid CHECK on the partition that implies the bounds saves the reading.',
  versions: '',
  recipe: [
    'add a CHECK to the partition that says what the bounds say, NOT VALID, and validate it in a transaction of its own',
    'attach it',
    'drop the CHECK',
  ],
  example: {
    setup:
      'CREATE TABLE events (id bigint, day date NOT NULL) PARTITION BY RANGE (day); CREATE TABLE events_2024 (id bigint, day date NOT NULL);',
    unsafe: "ALTER TABLE events ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');",
    safe: "ALTER TABLE events_2024 ADD CONSTRAINT events_2024_day CHECK (day >= '2024-01-01' AND day < '2025-01-01') NOT VALID;",
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_AttachPartition']).flatMap(({ table, command }) => {
      const part = command.def && 'PartitionCmd' in command.def ? command.def.PartitionCmd : {};
      const child = nameFrom(part.name);
      if (context.isNew(child) || isImplied(part.bound, context.table(child)?.checks ?? [])) return [];
      const message = `${inWords(child)} is locked for everybody and read row by row before it is part of ${inWords(table)}`;
      return [{ message, table: child, recipe: recipe(child) }];
    }),
};

/** A valid CHECK names every bound: then it is the one that was made for this. */
function isImplied(bound: PartitionBoundSpec | undefined, checks: string[]): boolean {
  const values = [bound?.lowerdatums, bound?.upperdatums, bound?.listdatums].flatMap((list) => list ?? []);
  const texts = values
    .map((value) => textOf(value) ?? numberOf(value)?.toString() ?? null)
    .filter((text) => text !== null);
  return texts.length > 0 && checks.some((check) => texts.every((text) => check.includes(text)));
}

function recipe(child: Name): string[] {
  const head = `ALTER TABLE ${writtenName(child)}`;
  return [
    `${head} ADD CONSTRAINT fits CHECK (... what the bounds say, and the key IS NOT NULL) NOT VALID;`,
    `in a migration of its own: ${head} VALIDATE CONSTRAINT fits;`,
    `then attach it, and ${head} DROP CONSTRAINT fits;`,
  ];
}
