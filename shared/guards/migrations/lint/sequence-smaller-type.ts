import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import { wordsOf } from '../linting/names-list.ts';
import { optionsOf } from '../linting/options.ts';
import type { LintRule } from '../linting/rule.ts';
import { isOfNewTable } from '../linting/sequences.ts';

const largest: Record<string, string> = { int2: '32,767', int4: '2,147,483,647' };

export const sequenceSmallerType: LintRule = {
  name: 'sequence-smaller-type',
  kinds: ['AlterSeqStmt'],
  class: 'careful',
  hazard: 'failure',
  lock: null,
  title: 'A sequence of a smaller type runs out of numbers sooner.',
  why: 'A sequence that is made without a type counts as bigint. AS integer or AS smallint makes the largest number of that type its end: the statement fails where the sequence is past it, and from the day on that it gets there every insert fails with "reached maximum value of sequence".',
  versions: '',
  recipe: ['Leave the sequence as it is: a column of a smaller type refuses what is too large for it by itself.'],
  example: {
    setup: 'CREATE SEQUENCE order_numbers;',
    unsafe: 'ALTER SEQUENCE order_numbers AS integer;',
    safe: 'ALTER SEQUENCE order_numbers AS bigint;',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'AlterSeqStmt');
    const type = optionsOf(node?.options).get('as')?.arg;
    const end = largest[wordsOf(type).at(-1) ?? ''];
    const name = nameFrom(node?.sequence);
    if (end === undefined || context.isNew(name) || isOfNewTable(name, context)) return [];
    return [
      { message: `${inWords(name)} ends at ${end}: it fails where it is past that, and inserts fail once it is` },
    ];
  },
};
