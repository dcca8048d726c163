import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askOfFlagger } from '../../../shared/invocation/senders/flagger.ts';
import { UsageError } from '../../../shared/model/errors.ts';
import { callSchema } from '../../../shared/request/ask.ts';
import { sampleOf } from '../sample.ts';

const payload = (metadata?: unknown) => ({ ...sampleOf('flagger', 'senders'), metadata });
const deploy = { ref: 'production/shop', actor: 'flagger' };

describe('the ask of Flagger', () => {
  test('is what metadata says in texts', () => {
    const ask = askOfFlagger(sampleOf('flagger', 'senders'));
    expect(ask).toEqual({ targets: ['production'], guards: ['sequences', 'migrations'], peek: true, deploy });
    expect(callSchema.safeParse(ask).success).toBe(true);
    expect(askOfFlagger(payload())).toEqual({ deploy });
    expect(askOfFlagger(payload({}))).toEqual({ deploy });
  });

  test.each([
    ['a key that is misspelt', { target: 'production' }],
    ['a flag that is neither true nor false', { peek: 'yes' }],
    ['a token', { token: 'hunter2' }],
    ['what is no text', { targets: ['production'] }],
  ])('with %s is refused, as it would otherwise be about something else', (_, metadata) => {
    expect(() => askOfFlagger(payload(metadata))).toThrow(UsageError);
    expect(() => askOfFlagger(payload(metadata))).not.toThrow(/hunter2/);
  });

  test('is nobody else’s', () => {
    for (const other of [null, [], {}, { targets: ['a'] }, { name: 'a', namespace: 'b' }, 'name namespace phase']) {
      expect(askOfFlagger(other)).toBeNull();
    }
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        const isFlagger = typeof anything === 'object' && anything !== null && 'phase' in anything;
        if (!isFlagger) expect(askOfFlagger(anything)).toBeNull();
      }),
    );
  });
});
