import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guardsNamed } from '../shared/guards/index.ts';
import { lintRules } from '../shared/guards/migrations/lint/index.ts';
import { tools } from '../shared/guards/migrations/tools/index.ts';
import { readers } from '../shared/guards/migrations/tools/readers.ts';
import { toolNameSchema } from '../shared/model/manifest.ts';
import { guardNameSchema } from '../shared/model/report.ts';
import { findingsPage } from '../shared/report/explain.ts';
import { words } from '../shared/report/words.ts';

/** Data goes from left to right: a folder imports from itself and from those to its left. */
const order = [
  'model',
  'embedded',
  'aws',
  'invocation',
  'request',
  'session',
  'restore',
  'guards',
  'report',
  'publish',
  'expected.ts',
  'run.ts',
  'deploy',
  'call.ts',
  'answer',
  'answer.ts',
  'handle.ts',
  'functions',
];

const guards = await guardsNamed(guardNameSchema.options);
const files = globSync('{shared,functions}/**/*.ts');

describe('imports', () => {
  it.each(files)('%s imports only what lies to its left', (file) => {
    const own = placeOf(file);
    const foreign = importsOf(file).filter((imported) => placeOf(imported) > own);
    expect(foreign).toEqual([]);
  });

  it('has no cycles', () => {
    const cycles = files.filter((file) => reaches(file, file, new Set()));
    expect(cycles).toEqual([]);
  });
});

describe('rooms', () => {
  it.each(guards.map(({ name }) => name))('the guard %s has all rooms', (name) => {
    for (const room of ['facts.ts', 'rules/index.ts', 'fix.ts', 'verify.ts']) {
      expect(existsSync(`shared/guards/${name}/${room}`), room).toBe(true);
    }
  });

  it.each(guards.flatMap(({ rules }) => rules.map(({ code }) => code)))(
    'the rule %s has its file, words and tests',
    (code) => {
      const [guard, name] = code.split('/');
      expect(existsSync(`shared/guards/${guard}/rules/${name}.ts`)).toBe(true);
      expect(existsSync(`test/guards/${guard}/rules/${name}.test.ts`)).toBe(true);
      expect(words.map((each) => each.code)).toContain(code);
    },
  );
});

describe('lists', () => {
  it('every migration tool has its file, both sides of it, and its tests', () => {
    const names = toolNameSchema.options.toSorted();
    expect(tools.map(({ name }) => name).sort()).toEqual(names);
    expect(readers.map(({ tool }) => tool).sort()).toEqual(names);
    for (const name of names) {
      expect(existsSync(`shared/guards/migrations/tools/${name}.ts`), name).toBe(true);
      expect(existsSync(`test/guards/migrations/tools/${name}.test.ts`), name).toBe(true);
    }
  });

  it('every lint rule is its file, and every file is in the list', () => {
    const named = globSync('shared/guards/migrations/lint/*.ts').map((file) => basename(file, '.ts'));
    expect(lintRules.map(({ name }) => name).sort()).toEqual(named.filter((name) => name !== 'index').sort());
  });

  it('a Lambda loads neither a parser nor lint unless it is asked to', () => {
    const loaded = new Set(guards.flatMap(({ name }) => [...reachedBy(`shared/guards/${name}/index.ts`)]));
    expect(
      [...loaded].filter((file) =>
        /linting\/(index|parse|lint)\.ts$|migrations\/(lint|manifest|replay)\/|repository\/walk/.test(file),
      ),
    ).toEqual([]);
  });
});

describe('codes', () => {
  it('every code that the source can report has its words, and every word a code that can be reported', () => {
    const reported = new Set(files.filter((file) => !file.startsWith('shared/report/words')).flatMap(codesIn));
    expect([...reported].sort()).toEqual(words.map(({ code }) => code).sort());
  });

  it('docs/findings.md is what the words say', () => {
    expect(readFileSync('docs/findings.md', 'utf8')).toBe(findingsPage());
  });
});

function placeOf(file: string): number {
  const [top, next = ''] = file.split('/');
  return order.indexOf(top === 'functions' ? 'functions' : next);
}

function importsOf(file: string): string[] {
  const matches = readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g);
  return [...matches]
    .map(([, path = '']) => relative('.', resolve(dirname(file), path)))
    .filter((path) => path.endsWith('.ts'));
}

/** Every file that is loaded with this one; not what is imported only when it is needed, nor types alone. */
function reachedBy(from: string, seen = new Set<string>()): Set<string> {
  if (seen.has(from)) return seen;
  seen.add(from);
  const text = readFileSync(from, 'utf8');
  const matches = text.matchAll(/^(?:import|export) (?!type )[^;]*? from '(\.[^']+)'/gms);
  for (const [, path = ''] of matches) reachedBy(relative('.', resolve(dirname(from), path)), seen);
  return seen;
}

function reaches(from: string, goal: string, seen: Set<string>): boolean {
  return importsOf(from).some((next) => {
    if (next === goal) return true;
    if (seen.has(next)) return false;
    seen.add(next);
    return reaches(next, goal, seen);
  });
}

/** Codes as they stand in the source: `'sequences/behind'`, or a template for the feeds that are not known. */
function codesIn(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/^\s*(\/\/|\*|\/\*\*).*$/gm, '');
  const whole = [
    ...text.matchAll(/['`]((?:sequences|migrations|schema|data|target|deploy|usage|lockstep)\/[a-z-]+)['`]/g),
  ].map(([, code = '']) => code);
  return whole;
}
