import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pasteable } from '../../shared/report/pasteable.ts';
import { hostileName, isWorkflowCommand } from './hostile.ts';

describe('SQL to paste', () => {
  it('is left as it is, with its lines, when nothing hides in it', () => {
    const sql = 'BEGIN;\n  SELECT setval(\'public."Größe_seq"\'::regclass, 5); -- it\'s "fine"\nCOMMIT;';
    expect(pasteable(sql)).toEqual(sql.split('\n'));
  });

  // What PostgreSQL makes of these was tried on PostgreSQL 17: each names the same object.
  it.each([
    ['a newline in an identifier', 'ALTER SEQUENCE "a\nb" NO CYCLE;', 'ALTER SEQUENCE U&"a\\+00000ab" NO CYCLE;'],
    ['a backslash beside it', 'TABLE "a\\\n""b";', 'TABLE U&"a\\\\\\+00000a""b";'],
    ['a literal', 'SELECT nextval(\'"a\u001bb"\');', 'SELECT nextval(U&\'"a\\+00001bb"\');'],
    ['an escape string', 'SELECT nextval(E\'"a\\\\\nb"\');', 'SELECT nextval(E\'"a\\\\\\U0000000ab"\');'],
    ['a command to a CI runner', 'TABLE "##[error]x";', 'TABLE U&"#\\+000023[error]x";'],
  ])('writes %s in escapes that PostgreSQL reads', (_, sql, expected) => {
    expect(pasteable(sql)).toEqual([expected]);
  });

  it('keeps a cast at the start of a line a cast, and no command', () => {
    expect(pasteable("SELECT 'a'\n::regclass")).toEqual(["SELECT 'a'", '/**/::regclass']);
  });

  it('keeps a statement on its one line, whatever the name in it is', () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const quoted = `"${name.replaceAll('"', '""')}"`;
        const lines = pasteable(`SELECT nextval('${quoted.replaceAll("'", "''")}'), * FROM ${quoted};`);
        expect(lines).toHaveLength(1);
        expect(lines[0]).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
        expect(isWorkflowCommand(lines[0] ?? '')).toBe(false);
      }),
    );
  });
});
