import { expect, it } from 'vitest';
import { dirtyManifest } from '../../../../shared/guards/migrations/rules/dirty-manifest.ts';
import { expecting, found } from '../made.ts';

it('says that the manifest holds changes of no commit', () => {
  const git = (dirty: boolean) => ({ expectation: expecting({ git: { commit: 'c1bfb37d9a01', dirty } }) });
  expect(found(dirtyManifest, git(true))).toMatchObject([{ severity: 'info', evidence: { commit: 'c1bfb37d9a01' } }]);
  expect(found(dirtyManifest, git(false))).toEqual([]);
});
