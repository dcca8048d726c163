import { inWords, nodeOf } from '../linting/names.ts';
import { nameFromList } from '../linting/names-list.ts';
import type { LintRule } from '../linting/rule.ts';

export const requireEnumValueOrdering: LintRule = {
  name: 'require-enum-value-ordering',
  kinds: ['AlterEnumStmt'],
  off: true,
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'A new value of an enum without BEFORE or AFTER comes last in its order.',
  why: 'ORDER BY and comparisons go by that order, and it cannot be changed later. Few enums are ever ordered by, so it is off by default.',
  versions: '',
  example: {
    setup: "CREATE TYPE size AS ENUM ('small', 'large');",
    unsafe: "ALTER TYPE size ADD VALUE 'medium';",
    safe: "ALTER TYPE size ADD VALUE 'medium' BEFORE 'large';",
  },
  judge(statement) {
    const node = nodeOf(statement, 'AlterEnumStmt');
    if (!node || node.oldVal !== undefined || node.newValNeighbor !== undefined) return [];
    return [{ message: `'${node.newVal}' comes last in the order of ${inWords(nameFromList(node.typeName))}` }];
  },
};
