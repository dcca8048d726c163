import type { Change } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';

/** True where one of the changes gets rid of the finding. */
export function isSettledBy(changes: Change[], { remedy, subject }: Finding): boolean {
  return (
    remedy.automatic &&
    changes.some((change) => change.subject.schema === subject.schema && change.subject.name === subject.name)
  );
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
