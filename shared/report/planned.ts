import type { Change } from '../model/change.ts';
import type { Finding, Subject } from '../model/finding.ts';
import type { Report } from '../model/report.ts';

/** True where one of the changes gets rid of the finding. */
export function isSettledBy(changes: Change[], { remedy, subject }: Finding): boolean {
  return remedy.automatic && changes.some((change) => isSame(change.subject, subject));
}

/** Tables may have constraints of the same name; what a sequence feeds does not tell it from another. */
function isSame(one: Subject, other: Subject): boolean {
  const same = one.kind === other.kind && one.schema === other.schema && one.name === other.name;
  return same && (one.kind !== 'constraint' || one.table === other.table);
}

/** The findings, without the SQL that a dry run shows among its changes already. */
export function withoutPlannedSql({ findings, changes, dryRun }: Report): Finding[] {
  if (!dryRun) return findings;
  return findings.map((finding) => {
    if (!isSettledBy(changes, finding)) return finding;
    const { sql: _, ...remedy } = finding.remedy;
    return { ...finding, remedy };
  });
}
