import { droppedBy } from '../linting/drops.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const dropSequence: LintRule = {
  name: 'drop-sequence',
  kinds: ['DropStmt'],
  class: 'dangerous',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'DROP SEQUENCE ... CASCADE takes away the defaults that it feeds.',
  why: 'The next INSERT that leaves the column out gets NULL, and fails where that is not allowed. Without CASCADE the statement fails while a column default uses the sequence; what the application itself calls nextval on is not known to PostgreSQL.',
  versions: '',
  recipe: [
    'Give the column another default first, or make it an identity column.',
    'Deploy code that does not call nextval on the sequence.',
    'Drop the sequence without CASCADE.',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigserial PRIMARY KEY);',
    unsafe: 'DROP SEQUENCE orders_id_seq CASCADE;',
    safe: "COMMENT ON SEQUENCE orders_id_seq IS 'kept';",
  },
  judge(statement, context) {
    const sequences = droppedBy(statement, ['OBJECT_SEQUENCE']).filter(({ name }) => !context.isNew(name));
    return sequences.map(({ name, behavior }) =>
      behavior === 'DROP_CASCADE'
        ? {
            message: `columns that ${inWords(name)} feeds lose their default: inserts that count on it fail`,
          }
        : { class: 'careful', lock: null, message: `code that calls nextval on ${inWords(name)} fails` },
    );
  },
};
