import { readFileSync } from 'node:fs';
import { array, assert, constantFrom, integer, oneof, property, record } from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPython, readPython } from '../../../../shared/guards/migrations/tools/python/module.ts';
import {
  type Call,
  nameOf,
  type Statement,
  type Value,
} from '../../../../shared/guards/migrations/tools/python/value.ts';
import { projects, repositoryOf } from '../../../histories/read.ts';

beforeAll(loadPython);

/** What a name is given at the top of a file. */
function given(text: string, name: string): Value | undefined {
  return readPython(text).body.flatMap((each) => (each.kind === 'assign' && each.name === name ? [each.value] : []))[0];
}

const texts = (value: Value | undefined) => (value?.kind === 'string' ? value.text : value?.kind);

describe('strings', () => {
  it.each([
    ["x = 'a'", 'a'],
    ['x = "a" \'b\' r"\\n"', 'ab\\n'],
    ["x = ('a'\n     'b')  # c", 'ab'],
    ["x = 'a' + 'b'", 'ab'],
    ["x = '''a\r\nb'''", 'a\nb'],
    ["x = 'a\\\nb'", 'ab'],
    ["x = '\\x41\\u00e9\\U0001f600\\101\\q'", 'Aé😀A\\q'],
    ["x: str = 'a'", 'a'],
    ["\ufeffx = 'a'", 'a'],
    ["x = u'a'", 'a'],
  ])('%j is known', (text, expected) => {
    expect(texts(given(text, 'x'))).toBe(expected);
  });

  it.each([
    "x = f'a{b}'",
    "x = b'a'",
    "x = 'a' f'b'",
    "x = '\\N{BULLET}'",
    "x = 'a' * 2",
    "x = 'a'.strip()[0]",
    "x = 'a' if b else 'c'",
  ])('%j is not', (text) => {
    expect(texts(given(text, 'x'))).toBe('unknown');
  });

  it('whatever is in them, however they are quoted, they come out as they went in', () => {
    const quotes = constantFrom("'", '"', "'''", '"""');
    const letter = oneof(
      integer({ min: 1, max: 0xd7ff }),
      integer({ min: 0xe000, max: 0x10ffff }),
      constantFrom(10, 13, 34, 39, 92),
    );
    const value = array(letter).map((codes) => String.fromCodePoint(...codes));
    const options = record({ value, quote: quotes, raw: constantFrom(...'nu') });
    assert(
      property(options, ({ value, quote, raw }) => {
        expect(texts(given(`x = ${literal(value, quote, raw)}\n`, 'x'))).toBe(value);
      }),
      { numRuns: 100 },
    );
  });
});

/** The slow way to write a literal: every letter that is not plain as an escape of its code. */
function literal(value: string, quote: string, style: string): string {
  const letters = [...value].map((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (/[\w ]/.test(letter) && code < 128) return letter;
    if (style === 'n' && letter === '\n') return quote.length === 3 ? '\n' : '\\n';
    return `\\U${code.toString(16).padStart(8, '0')}`;
  });
  return `${quote}${letters.join('')}${quote}`;
}

describe('names', () => {
  const call = (text: string) => {
    const last = readPython(text).body.at(-1);
    const body: Statement[] = last?.kind === 'function' ? last.body : last ? [last] : [];
    const statement = body.at(-1);
    return (statement?.kind === 'expression' ? statement.value : undefined) as Call;
  };

  it.each([
    ['import sqlalchemy as sa\nsa.String(50)', 'sqlalchemy.String'],
    ['from alembic import op\nop.execute()', 'alembic.op.execute'],
    ['from a.b import (c as d,\n e)\nd()', 'a.b.c'],
    ['import a.b\na.b.c()', 'a.b.c'],
    ['from . import x\nx()', '.x'],
    ['from alembic import op\ndef f(op):\n    op.execute()', 'op.execute'],
  ])('%j calls %s', (text, expected) => {
    expect(nameOf(call(text))).toBe(expected);
  });

  it('a name means what it was given once', () => {
    expect(texts(call("t = 'a'\nf(t)").positional[0])).toBe('a');
    expect(texts(call("def g():\n    t = 'a'\n    f(t)").positional[0])).toBe('a');
  });

  it.each([
    "t = 'a'\nt = 'b'\nf(t)",
    "t = 'a'\nt += 'b'\nf(t)",
    "t = 'a'\nfor t in x: pass\nf(t)",
    "t = 'a'\ndef g():\n    global t\n    t = 'b'\nf(t)",
    "t = 'a'\ndef g(t):\n    f(t)",
    "t = 'a'\nif x:\n    t = 'b'\nf(t)",
    "t = 'a'\nwith x as t: pass\nf(t)",
    "t = 'a'\n(t := 'b')\nf(t)",
    "t = ['a']\nt.append('b')\nf(t)",
    "t = 'a'\ntry:\n    pass\nexcept E as t:\n    pass\nf(t)",
  ])('%j leaves it open', (text) => {
    expect(call(text).positional[0]?.kind).toBe('name');
  });

  it('stars in a call make all of it unknown', () => {
    const [statement] = readPython('f(*a, b=1)').body;
    expect(statement).toMatchObject({ kind: 'expression', value: { kind: 'unknown' } });
  });
});

describe('files', () => {
  it('statements, blocks and classes are told with their lines', () => {
    const { body } = readPython(
      'import x\n\nclass A(B):\n    c = 1; d = 2\n\n    def e(self):\n        with f() as g:\n            g.h()\n        if x: pass\n',
    );
    expect(body).toMatchObject([
      {
        kind: 'class',
        name: 'A',
        line: 3,
        body: [
          { kind: 'assign', name: 'c' },
          { kind: 'assign', name: 'd', line: 4 },
          {
            kind: 'function',
            name: 'e',
            body: [
              { kind: 'with', items: [{ as: 'g' }], body: [{ line: 8 }] },
              { kind: 'other', line: 9 },
            ],
          },
        ],
      },
    ]);
  });

  it.each([
    ['def f(:\n', 1],
    ['x = 1\ny = (\n', 2],
    ['x = 1\n<<<<<<< ours\n', 2],
  ])('%j is no Python from a line on', (text, line) => {
    expect(readPython(text).error).toBeGreaterThanOrEqual(line);
  });

  it.each([
    'def f():\n    yield\n',
    'with (a() as b, c()):\n    pass\n',
    'match x:\n    case 1: pass\n',
    'x = 1 if y else (z := 2)\n',
    '',
  ])('%j is Python', (text) => {
    expect(readPython(text).error).toBeNull();
  });

  it('is read in time, however deep or long it is', () => {
    const before = performance.now();
    readPython(`x = ${'['.repeat(2000)}`);
    readPython(`x = ${'f('.repeat(1000)}${')'.repeat(1000)}`);
    readPython(`x = ${"'a' + ".repeat(2000)}'a'`);
    readPython("op.execute('a')\n".repeat(4000));
    expect(performance.now() - before).toBeLessThan(4000);
  });
});

it('a migration that is cut off or mixed up anywhere never throws, and is never taken for whole', async () => {
  const alembicText = `revision = 'a'\ndown_revision = None\nfrom alembic import op\nimport sqlalchemy as sa\ndef upgrade():\n${operationsOf('alembic')}`;
  const djangoText = operationsOf('django');
  for (let cut = 0; cut < 12; cut += 1) {
    const files = {
      'manage.py': '',
      'versions/a.py': alembicText.slice(0, Math.floor((alembicText.length * cut) / 12)),
      'a/migrations/0001_a.py': djangoText.slice(Math.floor((djangoText.length * cut) / 24)),
    };
    for (const tool of ['alembic', 'django'] as const) {
      for (const project of await projects(tool, repositoryOf(files))) expect(project.tool).toBe(tool);
    }
  }
});

function operationsOf(tool: string): string {
  const all = readFileSync(`test/histories/${tool}/operations.py`, 'utf8');
  return all.split(/^# --- \w+\n/m)[1] ?? '';
}
