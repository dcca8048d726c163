import { expect, it } from 'vitest';
import { standby } from '../../../../shared/guards/sequences/rules/standby.ts';
import type { Sequence } from '../../../../shared/guards/sequences/sequence.ts';
import { settingsSchema } from '../../../../shared/model/settings.ts';

/** A healthy sequence as a standby reads it, so many values past its rows. */
function ahead(values: bigint, cache = 1n): Sequence {
  const feed = { schema: 'public', table: 't', column: 'id', farthest: 1000n, incomparable: null };
  return {
    schema: 'public',
    name: 't_id_seq',
    increment: 1n,
    cache,
    value: { lastValue: 1000n + values, isCalled: true },
    collision: null,
    feeds: [feed],
  } as unknown as Sequence;
}

function judged(sequence: Sequence, onStandby = true) {
  return standby.judge(
    { standby: onStandby, sequences: [sequence], lateDefaults: [], unusedFeeds: [] },
    settingsSchema.parse({}),
  );
}

it.each([
  ['by nothing', ahead(0n)],
  ['by as much as the log runs ahead', ahead(32n)],
  ['by as much as the log and the cache run ahead', ahead(80n, 50n)],
])('cannot tell on a standby that a sequence is healthy %s', (_, sequence) => {
  expect(judged(sequence)).toMatchObject([{ code: 'sequences/standby', unknown: true, evidence: { count: 1 } }]);
});

it('does not doubt what is ignored', () => {
  const ignore = [{ sequence: 'public.t_id_seq', reason: 'rebuilt every night' }];
  const facts = { standby: true, sequences: [ahead(0n)], lateDefaults: [], unusedFeeds: [] };
  expect(standby.judge(facts, settingsSchema.parse({ sequences: { ignore } }))).toEqual([]);
});

it('can tell where the sequence is farther from its rows than that', () => {
  expect(judged(ahead(33n))).toEqual([]);
});

it('has nothing to say on a primary', () => {
  expect(judged(ahead(0n), false)).toEqual([]);
});
