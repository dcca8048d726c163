import { alterations } from '../linting/alterations.ts';
import { inWords, nameFrom } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const alterTableInherit: LintRule = {
  name: 'alter-table-inherit',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'INHERIT and NO INHERIT change which rows queries of the parent see.',
  why: 'From one moment to the next the rows of the child appear in every query of the parent that does not say ONLY, or vanish from it. The child is locked ACCESS EXCLUSIVE.',
  versions: '',
  example: {
    setup: 'CREATE TABLE events (id bigint); CREATE TABLE events_old (id bigint);',
    unsafe: 'ALTER TABLE events_old INHERIT events;',
    safe: "SET lock_timeout = '2s';",
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_AddInherit', 'AT_DropInherit']).map(({ table, command }) => {
      const parent = inWords(nameFrom(command.def && 'RangeVar' in command.def ? command.def.RangeVar : undefined));
      const fate = command.subtype === 'AT_AddInherit' ? 'appear in' : 'vanish from';
      return { message: `the rows of ${inWords(table)} ${fate} every query of ${parent}`, table };
    }),
};
