import { beforeAll, describe, expect, it } from 'vitest';
import { loadParser } from '../../../../shared/guards/migrations/linting/parse.ts';
import { type Sender, statementsOf } from '../../../../shared/guards/migrations/linting/statements.ts';
import type { Migration } from '../../../../shared/model/manifest.ts';

beforeAll(loadParser);

const prisma: Sender = { tool: 'prisma', transaction: 'none' };
const rails: Sender = { tool: 'rails', transaction: 'each' };
const flyway: Sender = { tool: 'flyway', transaction: 'each' };

function read(text: string, sender = rails, rest: Partial<Migration> = {}) {
  return statementsOf({ id: 'm', file: 'm.sql', sql: [{ line: 1, text }], ...rest }, sender);
}

describe('where a statement stands', () => {
  it('is its line in the file, whatever comments and letters of several bytes stand before it', () => {
    const { statements } = read("\ufeff-- é\r\nSELECT 'ééé 😀';\r\n\r\n/* x\n */ ALTER TABLE t\n ADD y int -- end\n");
    expect(statements.map(({ line, lastLine, sql }) => [line, lastLine, sql])).toEqual([
      [2, 2, "SELECT 'ééé 😀'"],
      [5, 6, 'ALTER TABLE t\n ADD y int'],
    ]);
  });

  it('counts from the line where its part begins', () => {
    const sql = [
      { line: 7, text: '\nSELECT 1' },
      { line: 20, text: 'SELECT 2;\nSELECT 3' },
    ];
    expect(read('', rails, { sql }).statements.map(({ line }) => line)).toEqual([8, 20, 21]);
  });
});

describe('a transaction', () => {
  const inside = (text: string, sender: Sender, rest: Partial<Migration> = {}) =>
    read(text, sender, rest).statements.map(({ inTransaction }) => inTransaction);

  it('is open where the tool begins one, and not where the migration does without', () => {
    expect(inside('SELECT 1; SELECT 2', flyway)).toEqual([true, true]);
    expect(inside('SELECT 1; SELECT 2', flyway, { outsideTransaction: true })).toEqual([false, false]);
  });

  it('is made by PostgreSQL of several statements in one query, and not of one', () => {
    expect(inside('SELECT 1; SELECT 2', prisma)).toEqual([true, true]);
    expect(inside('SELECT 1', prisma)).toEqual([false]);
  });

  it('begins and ends where the file says', () => {
    const text = 'SELECT 1; BEGIN; SELECT 2; COMMIT; SELECT 3';
    expect(inside(text, flyway, { outsideTransaction: true })).toEqual([false, false, true, true, false]);
    expect(inside('COMMIT; SELECT 1', flyway)).toEqual([true, false]);
  });

  it('has a number that its statements share', () => {
    const text = 'SELECT 1; BEGIN; SELECT 2; COMMIT; BEGIN; SELECT 3; COMMIT; SELECT 4; SELECT 5';
    const numbers = read(text, flyway, { outsideTransaction: true }).statements.map(({ transaction }) => transaction);
    const groups = [...Map.groupBy(numbers.keys(), (at) => numbers[at]).values()].map((each) => [...each]);
    expect(groups).toEqual([[0], [1, 2, 3], [4, 5, 6], [7], [8]]);
  });
});

describe('SQL that cannot be parsed', () => {
  it('is a syntax error with its line and column, and the other statements are read', () => {
    const { statements, faults } = read("SELECT 'é';\n  SELEC 1;\nSELECT 2;\nDROP TABEL x;\nSELECT 3");
    expect(statements.map(({ line }) => line)).toEqual([1, 3, 5]);
    expect(faults.map(({ kind, line, column }) => [kind, line, column])).toEqual([
      ['syntax-error', 2, 3],
      ['syntax-error', 4, 6],
    ]);
  });

  it.each([
    ['SELECT 1;\n\\set x 1\nSELECT 2;', '\\set is a command of psql, not SQL', [1, 3]],
    ['COPY t FROM stdin;\n1\ta;b\n2\tc\n\\.\nSELECT 2;', 'rows of COPY stand in the SQL', [1, 5]],
    [`CREATE TABLE \${schema}.t (id int);\nSELECT 2`, `\${schema} stands for something that is not known here`, [2]],
    ["SELECT :'name';\nSELECT 2", ":'name' stands for something that is not known here", [2]],
    ['{{ header }}\nSELECT 2;\nSELECT 3;', '{{ header }} stands for something that is not known here', [3]],
  ])('%j is not understood, which is no syntax error', (text, message, lines) => {
    const { statements, faults } = read(text);
    expect(faults.map(({ kind, message }) => [kind, message])).toEqual([['not-understood', message]]);
    expect(statements.map(({ line }) => line)).toEqual(lines);
  });

  it('a merge conflict is a syntax error', () => {
    const { faults } = read('<<<<<<< HEAD\nSELECT 1;\n=======\nSELECT 2;\n>>>>>>> other\n');
    expect(faults[0]).toMatchObject({ kind: 'syntax-error', line: 1 });
  });

  it('a string without an end takes the rest of the file with it', () => {
    const { statements, faults } = read("SELECT 1;\nSELECT 'abc;\nSELECT 2;");
    expect(statements).toHaveLength(1);
    expect(faults).toMatchObject([{ kind: 'syntax-error', line: 2 }]);
  });

  it('a zero byte hides nothing that stands behind it', () => {
    expect(read('SELECT 1; \0 DROP TABLE t').faults).toMatchObject([{ kind: 'syntax-error', line: 1, column: 11 }]);
  });

  it('SQL nested too deeply, or too much of it, is not understood, and nothing hangs', () => {
    expect(read(`SELECT ${'1+'.repeat(200_000)}1`).faults).toMatchObject([{ kind: 'not-understood' }]);
    expect(read(`SELECT 1; --${'x'.repeat(6_000_000)}`).faults).toMatchObject([{ kind: 'not-understood' }]);
    expect(read('/*'.repeat(1_000_000)).faults).toMatchObject([{ kind: 'not-understood' }]);
    expect(read('SELECT 1').statements).toHaveLength(1);
  });
});
