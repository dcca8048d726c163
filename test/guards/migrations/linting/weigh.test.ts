import { describe, expect, it } from 'vitest';
import type { Hazard } from '../../../../shared/guards/migrations/linting/rule.ts';
import { sizeInWords } from '../../../../shared/guards/migrations/linting/size.ts';
import { type Weight, weighed } from '../../../../shared/guards/migrations/linting/weigh.ts';
import type { LintClass, LintEntry } from '../../../../shared/model/report.ts';
import { type KnownTable, tableFacts } from '../lint/harness.ts';

const bounds = { smallRows: 10_000, busyWrites: 1 };

function classOf(
  hazard: Hazard,
  table: Partial<KnownTable> | null,
  rest: Partial<LintEntry & Pick<Weight, 'inTheWay'>> = {},
): LintClass {
  const { inTheWay = null, ...own } = rest;
  const entry = {
    migration: 'm',
    file: 'f',
    line: 1,
    rule: 'r',
    class: 'careful',
    lock: 'AccessExclusiveLock',
    message: 'x',
    ...own,
  } as LintEntry;
  return weighed(
    entry,
    { hazard, table: table === null ? null : tableFacts({ name: 't', ...table }), inTheWay },
    bounds,
  ).class;
}

const small = { rows: 10_000, writesPerSecond: 0.9 };
const large = { rows: 10_001, writesPerSecond: 0 };

describe('the class on a database', () => {
  it.each(['scan', 'rewrite', 'build', 'lock'] as const)('%s: safe on a small and quiet table only', (hazard) => {
    expect(classOf(hazard, small)).toBe('safe');
    expect(classOf(hazard, large)).toBe('careful');
    expect(classOf(hazard, { ...small, writesPerSecond: 1 })).toBe('careful');
    expect(classOf(hazard, { ...small, rows: null, bytes: 281_000 })).toBe('careful');
    expect(classOf(hazard, { ...small, writesPerSecond: null })).toBe('careful');
    expect(classOf(hazard, null)).toBe('careful');
  });

  it.each(['compatibility', 'failure', 'opaque'] as const)('%s: whatever the size', (hazard) => {
    expect(classOf(hazard, { rows: 0 })).toBe('careful');
    expect(classOf(hazard, { rows: 0 }, { class: 'dangerous' })).toBe('dangerous');
  });

  it('a table is not small for its rows alone: its bytes count, and all that they can hold where nobody counted', () => {
    expect(classOf('build', { ...small, bytes: 8 * 1024 * 1024 })).toBe('safe');
    expect(classOf('build', { ...small, bytes: 8 * 1024 * 1024 + 1 })).toBe('careful');
    expect(classOf('build', { ...small, rows: null, bytes: 280_000 })).toBe('safe');
  });

  it.each(['scan', 'rewrite', 'build', 'lock'] as const)('%s: careful where it keeps many readers out', (hazard) => {
    const read = { ...small, readsPerSecond: 10 };
    expect(classOf(hazard, read, { class: 'dangerous' })).toBe('careful');
    expect(classOf(hazard, { ...read, readsPerSecond: 9.9 }, { class: 'dangerous' })).toBe('safe');
    expect(classOf(hazard, { ...read, rows: 1e6 }, { class: 'dangerous' })).toBe('dangerous');
    expect(classOf(hazard, read, { lock: 'ShareLock' })).toBe('safe');
  });

  it('loss: careful where the table is known to be empty, for code may use it', () => {
    expect(classOf('loss', { rows: 0 }, { class: 'dangerous' })).toBe('careful');
    expect(classOf('loss', { rows: 1 }, { class: 'dangerous' })).toBe('dangerous');
    expect(classOf('loss', { rows: null }, { class: 'dangerous' })).toBe('dangerous');
    expect(classOf('loss', null, { class: 'dangerous' })).toBe('dangerous');
  });

  it('data: safe where the table is known to be empty', () => {
    expect(classOf('data', { rows: 0, writesPerSecond: 99 })).toBe('safe');
    expect(classOf('data', { rows: 1 })).toBe('careful');
    expect(classOf('data', { rows: null })).toBe('careful');
  });

  it('any row in the way is dangerous; none turns a failure into careful, or safe on a small table', () => {
    const what = 'rows';
    expect(classOf('scan', small, { inTheWay: { count: 1, what } })).toBe('dangerous');
    expect(classOf('failure', large, { class: 'dangerous', inTheWay: { count: 0, what } })).toBe('careful');
    expect(classOf('failure', small, { class: 'dangerous', inTheWay: { count: 0, what } })).toBe('safe');
  });

  it('a scan of very many rows under a lock that keeps writers out is dangerous', () => {
    expect(classOf('scan', { rows: 10_000_000 })).toBe('dangerous');
    expect(classOf('scan', { rows: 10_000_000 }, { lock: 'ShareUpdateExclusiveLock' })).toBe('careful');
  });

  it('what is safe already stays so', () => {
    expect(classOf('scan', large, { class: 'safe', inTheWay: { count: 5, what: 'rows' } })).toBe('safe');
  });
});

it.each([
  [{ rows: 40_123_456, writesPerSecond: 120.4 }, 'orders holds about 40 million rows, 120 writes a second'],
  [{ rows: 1, writesPerSecond: 0 }, 'orders holds 1 row'],
  [{ rows: 0, writesPerSecond: 0.25 }, 'orders holds no rows, 0.3 writes a second'],
  [{ rows: 9_999, writesPerSecond: 1 }, 'orders holds 9,999 rows, 1 write a second'],
  [{ rows: 1_234_567_890, writesPerSecond: null }, 'orders holds about 1.2 billion rows'],
  [{ rows: 9, bytes: 3_000_000_000, readsPerSecond: 9.9 }, 'orders holds 9 rows in 2.8 GB'],
  [
    { rows: 9, writesPerSecond: 2, readsPerSecond: 1234 },
    'orders holds 9 rows, 2 writes a second, 1,234 reads a second',
  ],
  [{ rows: null, bytes: 3_000_000_000, writesPerSecond: null }, 'orders holds 2.8 GB, never analyzed'],
])('a size in words: %j', (facts, words) => {
  expect(sizeInWords(tableFacts({ name: 'orders', ...facts }))).toBe(words);
});
