import { expect, test } from 'vitest';
import { cellsOf } from '../../shared/session/cells.ts';

test.each([
  ['(17,t,"a ""b""",)', ['17', 't', 'a "b"', null]],
  ['(,)', [null, null]],
  ['()', [null]],
  ['("")', ['']],
  ['("",,"")', ['', null, '']],
  ['("a,b","(c)","\\\\")', ['a,b', '(c)', '\\']],
  ['("line\nbreak")', ['line\nbreak']],
  ['', []],
])('the row %j has the cells that went in', (row, cells) => {
  expect(cellsOf(row)).toEqual(cells);
});
