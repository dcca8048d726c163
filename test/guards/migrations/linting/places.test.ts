import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { loadParser } from '../../../../shared/guards/migrations/linting/parse.ts';
import { statementsOf } from '../../../../shared/guards/migrations/linting/statements.ts';

beforeAll(loadParser);

const statements = [
  'SELECT 1',
  "SELECT 'é; -- no comment\n /* nor this */'",
  'CREATE TABLE "a\nb😀" (id int, -- inside\n c text)',
  'DO $x$ BEGIN\n -- ; \n NULL; END $x$',
  'SELEC wrong',
  "SELECT U&'\\00e9' /* in\nside */ , 2",
  'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END',
];
const between = fc.array(
  fc.constantFrom(' ', '\n', '\r\n', '-- é; it\'s "one\n', "/* a ; ' /* nested */\n */", '\t', ';'),
  {
    maxLength: 5,
  },
);

it('every statement has its own text and its own lines, whatever stands between and before', () => {
  const piece = fc.tuple(between, fc.constantFrom(...statements), between);
  const property = fc.property(fc.boolean(), fc.array(piece, { maxLength: 8 }), (mark, pieces) => {
    let text = mark ? '\ufeff' : '';
    const expected: [string, number, number][] = [];
    const wrong: number[] = [];
    for (const [before, sql, after] of pieces) {
      text += before.join('');
      const line = text.split('\n').length;
      if (sql.startsWith('SELEC ')) wrong.push(line);
      else expected.push([sql, line, line + sql.split('\n').length - 1]);
      text += `${sql}${after.filter((each) => each !== ';').join('')};`;
    }
    const project = { tool: 'flyway', transaction: 'none' } as const;
    const reading = statementsOf({ id: 'm', sql: [{ line: 1, text }] }, project);
    expect(reading.statements.map(({ sql, line, lastLine }) => [sql, line, lastLine])).toEqual(expected);
    expect(reading.faults.map(({ line }) => line)).toEqual(wrong);
  });
  fc.assert(property, { numRuns: 200 });
});
