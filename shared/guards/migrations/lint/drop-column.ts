import { addedEarlier, alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const dropColumn: LintRule = {
  name: 'drop-column',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'loss',
  lock: 'AccessExclusiveLock',
  title: 'DROP COLUMN loses its values, and breaks the code that still names it.',
  why: 'The values are gone, and with them every index, constraint and default of the column. The version of the application that runs until the deploy is through still names it: ORMs list all columns in every SELECT and INSERT, and those fail. First stop using it, deploy that, then drop it.',
  versions: '',
  recipe: [
    'let the code no longer read or write the column (have the ORM ignore it), and deploy that',
    'look whether anything still does: reports, jobs, other services, views',
    'drop it in the deploy after that',
  ],
  example: {
    setup: 'CREATE TABLE users (id bigint PRIMARY KEY, nickname text);',
    unsafe: 'ALTER TABLE users DROP COLUMN nickname;',
    safe: 'ALTER TABLE users ALTER COLUMN nickname DROP NOT NULL;',
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_DropColumn'])
      .filter((alteration) => !addedEarlier(alteration, context))
      .map(({ table, command }) => {
        const more = command.behavior === 'DROP_CASCADE' ? ', with every view and key that depends on it' : '';
        const place = `${inWords(table)}.${command.name}`;
        return { message: `the values of ${place} are lost${more}, and code that still names it fails`, table };
      }),
};
