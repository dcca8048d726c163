import type { Finding, Remedy } from '../../../model/finding.ts';
import type { LintEntry } from '../../../model/report.ts';
import { migrationSubject } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** A statement of a migration to come that hurts on this database. */
export const dangerousStatement: MigrationRule = {
  code: 'migrations/dangerous-statement',
  severity: 'block',
  judge: ({ lint }) =>
    lint
      .filter((entry) => entry.class === 'dangerous' && entry.allowed === undefined)
      .map((entry) => ({ code: 'migrations/dangerous-statement', severity: 'block', ...about(entry) })),
};

/** What both findings on a statement say, but for their weight. */
export function about(entry: LintEntry): Omit<Finding, 'code' | 'severity'> {
  const { migration, file, line, rule, lock, table, message } = entry;
  return {
    subject: migrationSubject(migration),
    message: `${file}:${line}: ${message}`,
    evidence: { file, line, rule, lock, ...(table === undefined ? {} : { table }) },
    remedy: remedy(entry),
  };
}

function remedy({ rule, sql, recipe }: LintEntry): Remedy {
  const explain = `lockstep explain ${rule}`;
  const steps = recipe?.map((step, at) => `${at + 1}. ${step}`).join(' ');
  const how = sql ? 'write it like this instead' : 'see what it does and how to do it safely';
  return {
    summary: `${steps ?? how} (${explain}); or say why it is right: -- lockstep: allow ${rule} because <reason>`,
    ...(sql ? { sql } : {}),
    automatic: false,
  };
}
