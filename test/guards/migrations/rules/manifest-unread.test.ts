import { expect, it } from 'vitest';
import { manifestUnread } from '../../../../shared/guards/migrations/rules/manifest-unread.ts';
import { noManifest } from '../../../../shared/guards/migrations/rules/no-manifest.ts';
import type { Expectation } from '../../../../shared/model/manifest.ts';
import { findingOn, historyOf } from '../made.ts';

const nothing = { manifest: 1 as const, lockstep: '', git: null, projects: [] };
const expectation: Expectation = { manifest: nothing, source: 'archive', failure: 'S3 answered 403' };

it('cannot tell what should be here where the archive does not say what was verified', () => {
  expect(findingOn(manifestUnread, [null, historyOf(['1'])], { expectation })).toMatchObject({
    unknown: true,
    message: expect.stringContaining('S3 answered 403'),
  });
});

it('is then all that is said of it', () => {
  expect(() => findingOn(noManifest, [null, historyOf(['1'])], { expectation })).toThrow('0 findings');
});
