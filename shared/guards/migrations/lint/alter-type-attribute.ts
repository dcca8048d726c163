import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { Hit, LintRule } from '../linting/rule.ts';

export const alterTypeAttribute: LintRule = {
  name: 'alter-type-attribute',
  kinds: ['AlterTableStmt', 'RenameStmt'],
  class: 'dangerous',
  hazard: 'compatibility',
  lock: null,
  title: 'Renaming, dropping or retyping an attribute of a composite type breaks the code that uses it.',
  why: 'Functions and queries that name the attribute fail from this moment on, those of the running code too. A dropped attribute is gone from every stored value. Another type of an attribute is refused where a column uses the composite type.',
  versions: '',
  recipe: [
    'Make a new type with the wanted attributes.',
    'Deploy code that uses it, and move columns and functions to it one by one.',
    'Drop the old type without CASCADE.',
  ],
  example: {
    setup: 'CREATE TYPE address AS (street text, town text);',
    unsafe: 'ALTER TYPE address RENAME ATTRIBUTE town TO city;',
    safe: 'ALTER TYPE address ADD ATTRIBUTE city text;',
  },
  judge(statement, context): Hit[] {
    const rename = nodeOf(statement, 'RenameStmt');
    if (rename?.renameType === 'OBJECT_ATTRIBUTE') {
      const type = nameFrom(rename.relation);
      if (context.isNew(type)) return [];
      return [{ message: `code that still uses ${rename.subname} of ${inWords(type)} fails` }];
    }
    const alter = nodeOf(statement, 'AlterTableStmt');
    const type = nameFrom(alter?.relation);
    if (alter?.objtype !== 'OBJECT_TYPE' || context.isNew(type)) return [];
    const commands = (alter.cmds ?? []).flatMap((each) => ('AlterTableCmd' in each ? [each.AlterTableCmd] : []));
    return commands.flatMap(({ subtype, name }): Hit[] => {
      if (subtype === 'AT_DropColumn')
        return [{ hazard: 'data', message: `${name} is gone from every value of ${inWords(type)}` }];
      if (subtype !== 'AT_AlterColumnType') return [];
      return [{ hazard: 'failure', message: `fails where a column is of the type ${inWords(type)}` }];
    });
  },
};
