import type { Finding } from '../../../model/finding.ts';
import type { Project } from '../../../model/manifest.ts';
import { byHand, commandsFor, evidenceOf, listed, migrationSubject } from '../findings.ts';
import type { Standing } from '../history.ts';
import type { MigrationRule } from './rule.ts';

/** Two migrations come after the same one, and none joins them. */
export const multipleHeads: MigrationRule = {
  code: 'migrations/multiple-heads',
  severity: 'block',
  judge: ({ standings }) =>
    uniqueProjects(standings).flatMap((standing) =>
      branchesOf(standing.project as Project)
        .filter(({ heads }) => heads.length > 1)
        .map(({ branch, heads }) => finding(standing, branch, heads)),
    ),
};

/** Several histories of one project say the same of its heads. */
export function uniqueProjects(standings: Standing[]): Standing[] {
  const seen = new Set<Project | null>([null]);
  return standings.filter(({ project }) => !seen.has(project) && seen.add(project));
}

function branchesOf({ heads, migrations }: Project): { branch: string; heads: string[] }[] {
  const branches = new Map(migrations.map(({ id, branch = '' }) => [id, branch]));
  const grouped = Map.groupBy(heads, (head) => branches.get(head) ?? '');
  return [...grouped].map(([branch, those]) => ({ branch, heads: those }));
}

function finding(standing: Standing, branch: string, heads: string[]): Finding {
  return {
    code: 'migrations/multiple-heads',
    severity: 'block',
    subject: migrationSubject(heads[0] ?? ''),
    message: `${branch === '' ? 'the repository' : branch} has ${heads.length} heads, and nothing joins them: ${listed(heads)}`,
    evidence: evidenceOf(standing, null, { heads, ...(branch === '' ? {} : { branch }) }),
    remedy: byHand('join them, and commit what comes of it', commandsFor(standing).merge?.(heads) ?? []),
  };
}
