import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentIn, momentOf, slugOf, stampOf } from '../../shared/restore/names.ts';

describe('the name of a restore point', () => {
  it('says its moment to the second, and nothing else is taken for one', () => {
    const seconds = fc.integer({ min: 0, max: 253_402_300_799 });
    fc.assert(
      fc.property(seconds, fc.string(), (second, other) => {
        const at = new Date(second * 1000);
        expect(momentOf(stampOf(at))).toEqual(at);
        expect(momentIn(`lockstep-a-${stampOf(at)}`, 'lockstep-a-')).toEqual(at);
        expect(momentIn(`lockstep-a-b-${stampOf(at)}`, 'lockstep-a-')).toBeNull();
        expect(momentOf(`${stampOf(at)}${other}`) === null).toBe(other !== '');
      }),
    );
  });

  it.each(['20260231t090000z', '20261301t090000z', '20260101t240000z', '20260101T090000Z', '20260101t090000z '])(
    '%s is no moment',
    (text) => {
      expect(momentOf(text)).toBeNull();
    },
  );

  it('is one that RDS takes, whatever the target is called', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w.-]+$/), (target) => {
        const name = `lockstep-${slugOf(target)}-${stampOf(new Date())}`;
        expect(name).toMatch(/^[a-z](-?[a-z0-9])*$/);
        expect(name.length).toBeLessThanOrEqual(63);
      }),
    );
  });
});
