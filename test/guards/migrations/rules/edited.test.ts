import { expect, it } from 'vitest';
import { edited } from '../../../../shared/guards/migrations/rules/edited.ts';
import { findingOn, historyOf, projectOf } from '../made.ts';

it('blocks with both checksums, and when it was applied by whom', () => {
  const project = projectOf([{ id: '1', file: "1_it's.sql", checksums: ['new'] }]);
  const row = { id: '1', checksum: 'old', appliedAt: '2026-11-21T09:00:00.000Z', by: 'deploy' };
  expect(findingOn(edited, [project, historyOf([row])])).toMatchObject({
    severity: 'block',
    message: '1 was changed after it was applied at 2026-11-21T09:00:00.000Z by deploy: the database has the old one',
    evidence: { appliedChecksum: 'old', fileChecksums: ['new'], file: "db/migrations/1_it's.sql", by: 'deploy' },
    remedy: { commands: ["git log -p -- 'db/migrations/1_it'\\''s.sql'"] },
  });
});
