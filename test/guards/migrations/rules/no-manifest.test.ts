import { expect, it } from 'vitest';
import { noManifest } from '../../../../shared/guards/migrations/rules/no-manifest.ts';
import { findingOn, historyOf, projectOf } from '../made.ts';

it('says that only failures can be told where nobody said what is expected', () => {
  expect(findingOn(noManifest, [null, historyOf(['1', '2'])], { expectation: null })).toMatchObject({
    severity: 'info',
    subject: { kind: 'table', schema: 'public', name: 'schema_migrations' },
    message:
      'public.schema_migrations is a history of dbmate (2 migrations), and nobody said what is expected: only failures can be told',
    remedy: { commands: ['lockstep manifest > manifest.json'] },
  });
});

it('is quiet where there is a project', () => {
  expect(() => findingOn(noManifest, [projectOf(['1']), historyOf(['1'])])).toThrow('0 findings');
});

it('warns where a manifest was given that has no such migrations', () => {
  expect(findingOn(noManifest, [null, historyOf(['1'])])).toMatchObject({
    severity: 'warn',
    message: expect.stringContaining("another application's, or the manifest is not whole"),
  });
});
