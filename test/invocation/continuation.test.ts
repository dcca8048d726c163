import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Continuation,
  continuationFrom,
  continued,
  leftOf,
  tokenOf,
} from '../../shared/invocation/continuation.ts';
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
        const asked: string[] = (before && leftOf(targets, before)) ?? targets;
        const states = asked.map((name, index): [string, State] => {
          const isOut = index > 0 && coins.next().value;
          return [name, isOut ? 'out-of-time' : index % 2 ? 'warn' : 'pass'];
        });
        seen.push(...states.filter(([, state]) => state !== 'out-of-time').map(([name]) => name));
        const next = continued(result(states), before);
        if (next === null) break;
        const token = tokenOf(next.seen);
        if (token === null) return;
        expect(token.length).toBeLessThanOrEqual(2048);
        expect(continuationFrom(token)).toEqual(next.seen);
        before = next.seen;
        expect(leftOf(targets, before)).toEqual(next.left);
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
      const of = (...wanted: State[]) => each.filter(([, one]) => wanted.includes(one)).map(([name]) => name);
      const [bad, begun, well, left] = [
        of('block', 'unknown'),
        of('begun'),
        of('pass', 'warn'),
        of('out-of-time', 'begun'),
      ];
      const isBad = bad.length > 0 || (operation === 'fix' && begun.length > 0);
      if (isBad || well.length === 0 || left.length === 0) expect(next).toBeNull();
      else expect(next).toEqual({ seen: { pass: of('pass'), warn: of('warn') }, left });
    }),
  );
});

test('whatever a token holds, what it names and what is left are all that were asked for, each once', () => {
  const few = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  fc.assert(
    fc.property(fc.uniqueArray(few, { minLength: 1 }), fc.array(few), fc.array(few), (asked, pass, warn) => {
      const token = continuationFrom(JSON.stringify({ pass, warn }));
      const left = token && leftOf(asked, token);
      if (left) expect([...pass, ...warn, ...left].sort()).toEqual([...asked].sort());
    }),
  );
});

test('a token that is changed anywhere is none of ours, or leaves nothing out', () => {
  const asked = ['a', 'b', 'c', 'd'];
  const token = JSON.stringify({ pass: ['a'], warn: ['b'] });
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.string({ maxLength: 3 }), fc.nat(3), (place, text, length) => {
      const changed = continuationFrom(token.slice(0, place) + text + token.slice(place + length));
      const left = changed && leftOf(asked, changed);
      if (changed && left) expect([...changed.pass, ...changed.warn, ...left].sort()).toEqual(asked);
    }),
  );
});

test('no text whatever makes it throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void continuationFrom(text)));
});

test('a call of which no target was looked at does not go on, not even one that had looked at some before', () => {
  const before = { pass: ['a', 'b'], warn: [] };
  const none: [string, State][] = [
    ['c', 'out-of-time'],
    ['d', 'out-of-time'],
  ];
  expect(continued(result(none), before)).toBeNull();
  expect(continued(result(none), null)).toBeNull();
});

test('what was seen has to fit into a token, and is named once', () => {
  const seen = (length: number) => ({ pass: ['x'.repeat(length)], warn: [] });
  const frame = JSON.stringify(seen(0)).length;
  expect(tokenOf(seen(2048 - frame))).toHaveLength(2048);
  expect(tokenOf(seen(2049 - frame))).toBeNull();
  expect(continuationFrom(JSON.stringify(seen(2049 - frame)))).toBeNull();
  expect(continuationFrom('{"pass":["a","a"],"warn":[]}')).toBeNull();
  expect(continuationFrom('{"pass":[],"warn":[]}')).toBeNull();
});
