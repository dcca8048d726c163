import { inWords, nodeOf } from '../linting/names.ts';
import { nameFromList } from '../linting/names-list.ts';
import type { LintRule } from '../linting/rule.ts';

export const alterTypeRenameValue: LintRule = {
  name: 'alter-type-rename-value',
  kinds: ['AlterEnumStmt'],
  class: 'dangerous',
  hazard: 'compatibility',
  lock: null,
  title: 'Renaming a value of an enum breaks the code that still uses the old one.',
  why: 'From one moment to the next every row reads with the new name, and every statement with the old one fails. While a deploy is under way the old code runs on. Functions, policies and views that compare with the old text break at their next use.',
  versions: '',
  recipe: [
    'Add the new value in a migration of its own.',
    'Deploy code that understands both and writes the new one.',
    'Move the rows in batches from the old value to the new one.',
    'Leave the old value where it is: it costs nothing.',
  ],
  example: {
    setup: "CREATE TYPE mood AS ENUM ('good', 'bad');",
    unsafe: "ALTER TYPE mood RENAME VALUE 'bad' TO 'poor';",
    safe: "ALTER TYPE mood ADD VALUE 'poor' AFTER 'good';",
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'AlterEnumStmt');
    const type = nameFromList(node?.typeName);
    if (node?.oldVal === undefined || context.isNew(type)) return [];
    return [
      {
        message: `code that still uses '${node.oldVal}' of ${inWords(type)} fails`,
        sql: [statement.sql.replace(/RENAME\s+VALUE\s+'(?:[^']|'')*'\s+TO\s+/i, 'ADD VALUE ').concat(';')],
      },
    ];
  },
};
