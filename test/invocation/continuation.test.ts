import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Continuation, continuationFrom, continued, tokenOf } from '../../shared/invocation/continuation.ts';
import type { Report, Result } from '../../shared/model/report.ts';

type State = 'pass' | 'warn' | 'block' | 'unknown' | 'out-of-time' | 'begun';

function report(name: string, state: State): Report {
  const isOut = state === 'out-of-time' || state === 'begun';
  const findings = isOut ? [{ code: 'target/out-of-time' }] : [];
  const guards = [{ guard: 'sequences', verdict: 'unknown', examined: state === 'begun' ? 1 : 0, durationMs: 0 }];
  const verdict = isOut ? 'unknown' : state;
  const ok = verdict === 'pass' || verdict === 'warn';
  return { operation: 'check', target: { name }, verdict, ok, findings, guards } as unknown as Report;
}

function result(states: [string, State][], operation = 'check'): Result {
  const reports = states.map(([name, state]) => report(name, state));
  return { operation, reports } as unknown as Result;
}

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 60 }), { minLength: 2, maxLength: 60 });

test('a call that goes on comes to its end after as many steps as it has targets, and has looked at each once', () => {
  fc.assert(
    fc.property(names, fc.infiniteStream(fc.boolean()), (targets, coins) => {
      const seen: string[] = [];
      let before: Continuation | null = null;
      for (let steps = 0; steps <= targets.length; steps += 1) {
        const asked: string[] = before?.left ?? targets;
        const states = asked.map((name, index): [string, State] => {
          const isOut = index > 0 && coins.next().value;
          return [name, isOut ? 'out-of-time' : index % 2 ? 'warn' : 'pass'];
        });
        seen.push(...states.filter(([, state]) => state !== 'out-of-time').map(([name]) => name));
        const next = continued(result(states), before);
        if (next === null) break;
        const token = tokenOf(next);
        if (token === null) return;
        expect(token.length).toBeLessThanOrEqual(2048);
        expect(continuationFrom(token)).toEqual(next);
        before = next;
      }
      expect(seen.sort()).toEqual([...targets].sort());
    }),
  );
});

test('what is not well never goes on', () => {
  const state = fc.constantFrom<State>('pass', 'warn', 'block', 'unknown', 'out-of-time', 'begun');
  const states = names.chain((each) => fc.tuple(...each.map((name) => fc.tuple(fc.constant(name), state))));
  fc.assert(
    fc.property(states, fc.constantFrom('check', 'fix', 'verify'), (each, operation) => {
      const next = continued(result(each, operation), null);
      const count = (...wanted: State[]) => each.filter(([, one]) => wanted.includes(one)).length;
      const isBad = count('block', 'unknown') > 0 || (operation === 'fix' && count('begun') > 0);
      if (isBad || count('pass', 'warn') === 0 || count('out-of-time', 'begun') === 0) expect(next).toBeNull();
      else expect(next).toMatchObject({ of: each.length, pass: count('pass'), warn: count('warn') });
    }),
  );
});

test('a token that is changed anywhere is none of ours, or still leaves nothing out', () => {
  const token = JSON.stringify({ left: ['b', 'c'], of: 4, pass: 1, warn: 1 });
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.string({ maxLength: 3 }), fc.nat(3), (place, text, length) => {
      const changed = continuationFrom(token.slice(0, place) + text + token.slice(place + length));
      if (changed) expect(changed.pass + changed.warn + new Set(changed.left).size).toBe(changed.of);
    }),
  );
});

test('no text whatever makes it throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void continuationFrom(text)));
});

test('a call of which no target was looked at does not go on, not even one that had looked at some before', () => {
  const before = { left: ['c', 'd'], of: 4, pass: 2, warn: 0 };
  const none: [string, State][] = [
    ['c', 'out-of-time'],
    ['d', 'out-of-time'],
  ];
  expect(continued(result(none), before)).toBeNull();
  expect(continued(result(none), null)).toBeNull();
});

test('what is left has to fit into a token, and is named once', () => {
  const left = (length: number) => ({ left: ['x'.repeat(length)], of: 2, pass: 1, warn: 0 });
  const frame = JSON.stringify(left(0)).length;
  expect(tokenOf(left(2048 - frame))).toHaveLength(2048);
  expect(tokenOf(left(2049 - frame))).toBeNull();
  expect(continuationFrom(JSON.stringify(left(2049 - frame)))).toBeNull();
  expect(continuationFrom('{"left":["a","a"],"of":3,"pass":1,"warn":0}')).toBeNull();
  expect(continuationFrom('{"left":["a","b"],"of":2,"pass":0,"warn":0}')).toBeNull();
});
