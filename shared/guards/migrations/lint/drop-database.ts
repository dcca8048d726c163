import { nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const dropDatabase: LintRule = {
  name: 'drop-database',
  kinds: ['DropdbStmt'],
  class: 'dangerous',
  hazard: 'data',
  lock: null,
  title: 'DROP DATABASE loses everything.',
  why: 'No transaction takes it back, and a migration that names a database belongs to one environment only.',
  versions: '',
  recipe: ['Take it out of the migrations. Databases are made and dropped by hand, with a backup at hand.'],
  example: {
    setup: '',
    unsafe: 'DROP DATABASE shop;',
    safe: "COMMENT ON DATABASE postgres IS 'kept';",
  },
  judge(statement) {
    const name = nodeOf(statement, 'DropdbStmt')?.dbname;
    return name === undefined ? [] : [{ message: `the database ${name} is gone with all that is in it` }];
  },
};
