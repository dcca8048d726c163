import { byHand } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** The manifest was made while files were changed that no commit holds. */
export const dirtyManifest: MigrationRule = {
  code: 'migrations/dirty-manifest',
  severity: 'info',
  judge: ({ expectation }) => {
    const git = expectation?.manifest.git;
    if (!git?.dirty) return [];
    return [
      {
        code: 'migrations/dirty-manifest',
        severity: 'info' as const,
        subject: { kind: 'file' as const, name: 'manifest' },
        message: `the migrations are those of ${git.commit.slice(0, 12)} with changes that are not committed`,
        evidence: { commit: git.commit },
        remedy: byHand('commit them, so that what was checked is what gets deployed'),
      },
    ];
  },
};
