import { byHand, titleOf } from '../findings.ts';
import { uniqueProjects } from './multiple-heads.ts';
import type { MigrationRule } from './rule.ts';

/** A file of the repository that could not be understood: what it says of the database is unknown. Or that is a mistake. */
export const notUnderstood: MigrationRule = {
  code: 'migrations/not-understood',
  severity: 'warn',
  judge: ({ expectation, standings }) => {
    const shown = uniqueProjects(standings).map(({ project }) => project);
    const projects = expectation?.manifest.projects ?? shown.filter((project) => project !== null);
    return projects.flatMap(({ tool, problems }) =>
      problems.map(({ file, line, message, certain }) => ({
        code: 'migrations/not-understood',
        severity: 'warn' as const,
        ...(certain ? {} : { unknown: true }),
        subject: { kind: 'file' as const, name: file },
        message: `${file}${line === undefined ? '' : `:${line}`}${certain ? '' : ' could not be understood'}: ${message}`,
        evidence: { tool, file, ...(line === undefined ? {} : { line }) },
        remedy: byHand(`write it so that ${titleOf({ tool })} and Lockstep can both read it`),
      })),
    );
  },
};
