import { ulid } from 'ulid';
import type { LockstepError } from '../shared/model/errors.ts';
import type { GuardName, Report } from '../shared/model/report.ts';
import type { Story } from '../shared/model/story.ts';
import { version } from '../shared/model/version.ts';
import { deploySummary } from '../shared/report/deploy-summary.ts';
import { reportOn } from '../shared/report/report.ts';
import { withoutCredentials } from '../shared/request/credentials.ts';

/** What was asked for. `guards`: none where that is no matter of guards; `deploy`: the command of a deploy. */
export interface Asked {
  operation: Report['operation'];
  guards: GuardName[];
  target: string;
  deploy?: string[];
}

/** The report of a run that never began: whoever reads reports learns of it in the same way. */
export function failureReport(failure: LockstepError, { deploy, ...asked }: Asked): Report {
  const report = failed(failure, asked);
  if (deploy === undefined) return report;
  const { name } = report.target;
  const ending = report.findings[0] ?? null;
  const story = unbegun(deploy);
  const outline = { target: name, verdict: report.verdict, story, ending, standing: report.summary, pending: 0 };
  return { ...report, summary: deploySummary(outline), story };
}

function unbegun(command: string[]): Story {
  return {
    command: command.map(withoutCredentials),
    outcome: 'refused',
    steps: [],
    restorePoint: null,
    migrations: [],
    waits: [],
    output: [],
    state: ['nothing was changed'],
    forward: [],
    back: [],
  };
}

function failed(failure: LockstepError, { operation, guards, target }: Omit<Asked, 'deploy'>): Report {
  return reportOn({
    request: {
      operation,
      guards,
      fix: { dryRun: false, margin: 0n, only: [], pastOutliers: false },
      all: false,
      proof: 'nextval',
      deploy: null,
      expectation: null,
    },
    target: {
      name: withoutCredentials(target),
      environment: null,
      server: null,
      database: null,
      host: null,
      fingerprint: null,
      connectMs: null,
      attempts: 0,
    },
    outcomes: [],
    changes: [],
    failure,
    startedAt: new Date(),
    durationMs: 0,
    roundTrips: 0,
    id: ulid(),
    version,
    dryRun: false,
  });
}
