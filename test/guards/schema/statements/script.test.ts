import { expect, it } from 'vitest';
import type { Difference, Step } from '../../../../shared/guards/schema/difference.ts';
import { scriptOf, statementsIn } from '../../../../shared/guards/schema/statements/script.ts';

function step(path: string[], sql: string[], rest: Partial<Step> = {}): Step {
  const difference: Difference = { kind: 'table', path, change: 'removed', from: null, to: null, properties: [] };
  return { difference, sql, certain: true, ...rest };
}

const names = { from: 'staging', to: 'production' };

it('runs the statements of all steps in the order of their places', () => {
  const steps = [step(['s', 'a'], ['A1', 'A2'], { order: [0, 3] }), step(['s', 'b'], ['B1', 'B2'], { order: [1, 2] })];
  expect(statementsIn(steps).filter((sql) => /^[AB]/.test(sql))).toEqual(['A1', 'B1', 'B2', 'A2']);
  expect(scriptOf(steps, names).match(/^[AB].*$/gm)).toEqual(['A1;', 'B1;', 'B2;', 'A2;']);
});

it('sets its own search path, and takes it back', () => {
  const sql = statementsIn([step(['s', 'a'], ['A'])]);
  expect(sql[0]).toBe('SET search_path = pg_catalog, pg_temp');
  expect(sql.at(-1)).toBe('RESET search_path');
});

it('has no transaction, and waits for as long as an index needs that is built concurrently', () => {
  const sql = 'CREATE UNIQUE INDEX CONCURRENTLY i ON s.t (a)';
  const all = statementsIn([step(['s', 'a'], [sql, 'A'])]);
  expect(all.slice(all.indexOf(sql) - 1, all.indexOf('A'))).toEqual([
    'SET lock_timeout = 0',
    sql,
    "SET lock_timeout = '5s'",
  ]);
  expect(scriptOf([step(['s', 'a'], [sql])], names)).not.toMatch(/^BEGIN/m);
});

it('writes what has to be decided as comments, which no name and no definition ends', () => {
  const hostile = 'x\nDROP TABLE y;\r\nDROP\rTABLE z; \u2028*/ \\! rm';
  const undecided = step(['s', hostile], [`DROP TABLE "${hostile}"`, 'SECOND'], {
    certain: false,
    decide: `Is ${hostile} gone?`,
  });
  const text = scriptOf([undecided], { from: hostile, to: hostile });
  expect(text.split(/[\r\n]/).filter((line) => line !== '' && !line.startsWith('--'))).toEqual([]);
  expect(text).toContain('SECOND;');
  expect(statementsIn([undecided])).toEqual([]);
});

it('ends a statement that ends in a comment', () => {
  expect(scriptOf([step(['s', 'a'], ['CREATE VIEW v AS SELECT 1 -- one'])], names)).toContain('-- one\n;');
});

it('says what could not be compared in place of what differs, in one line', () => {
  const text = scriptOf([], { ...names, untold: ['not compared with staging: refused\nDROP TABLE x; \u2028y'] });
  expect(text).not.toContain('Nothing differs');
  expect(text).not.toContain('to run');
  expect(text.trimEnd().split('\n').at(-1)).toBe(
    '-- NOT COMPARED: not compared with staging: refused\\u000aDROP TABLE x; \\u2028y',
  );
  const some = scriptOf([step(['s', 'a'], ['A1'])], { ...names, untold: ['a part could not be read'] });
  expect(some).toContain('-- NOT COMPARED: a part could not be read\n-- 1 statement to run');
});

it('says that nothing differs', () => {
  expect(scriptOf([], names)).toContain('Nothing differs');
});
