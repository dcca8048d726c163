import type { Verdict } from '../model/finding.ts';
import type { Operation, Report } from '../model/report.ts';

const meanings: Record<Operation, Record<Verdict, string>> = {
  check: {
    block: 'do not deploy',
    unknown: 'could not tell, so do not deploy',
    warn: 'nothing stops a deploy, but have a look',
    pass: 'go ahead',
  },
  fix: {
    block: 'something is still wrong',
    unknown: 'could not tell whether all is well',
    warn: 'nothing stops a deploy, but have a look',
    pass: 'all is well',
  },
  verify: {
    block: 'something is wrong',
    unknown: 'could not prove that it works',
    warn: 'it works, but have a look',
    pass: 'it works',
  },
};

/** What the verdict of a report means for whoever waits for it, in a few words. */
export function meaningOf({ operation, verdict, dryRun, target, findings }: Report): string {
  if (findings[0]?.code === 'target/wrong-database') return `this is not the database of ${target.name}`;
  if (dryRun) return verdict === 'pass' ? 'nothing to fix' : 'a dry run, nothing was changed';
  return meanings[operation][verdict];
}
