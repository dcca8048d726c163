import type { Verdict } from '../model/finding.ts';
import type { Operation, Report } from '../model/report.ts';
import type { Story } from '../model/story.ts';

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

/** Of a deploy that succeeded, what verify means. */
const deployMeanings: Record<Exclude<Story['outcome'], 'succeeded' | 'planned'>, string> = {
  refused: 'not deployed',
  blocked: 'not deployed',
  failed: 'something is wrong',
  interrupted: 'it was stopped',
};
const planMeanings: Record<Verdict, string> = {
  block: 'it would not be let',
  unknown: 'could not tell, so it would not be let',
  warn: 'it would go ahead, but have a look',
  pass: 'it would go ahead',
};

/** What a report is of: "check", "deploy", "deploy (plan)". */
export function operationOf({ operation, story }: Pick<Report, 'operation' | 'story'>): string {
  if (!story) return operation;
  return story.outcome === 'planned' ? 'deploy (plan)' : 'deploy';
}

type Judged = Pick<Report, 'operation' | 'verdict' | 'dryRun'> & {
  target: { name: string };
  findings: { code: string }[];
  story?: Pick<Story, 'outcome'> | undefined;
};

/** What the verdict of a report means for whoever waits for it, in a few words. */
export function meaningOf({ operation, verdict, dryRun, target, findings, story }: Judged): string {
  if (findings[0]?.code === 'target/wrong-database') return `this is not the database of ${target.name}`;
  if (dryRun) return verdict === 'pass' ? 'nothing to fix' : 'a dry run, nothing was changed';
  if (story?.outcome === 'planned') return planMeanings[verdict];
  return story === undefined || story.outcome === 'succeeded'
    ? meanings[operation][verdict]
    : deployMeanings[story.outcome];
}
