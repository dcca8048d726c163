import { ulid } from 'ulid';
import type { LockstepError } from '../shared/model/errors.ts';
import type { GuardName, Report } from '../shared/model/report.ts';
import { version } from '../shared/model/version.ts';
import { reportOn } from '../shared/report/report.ts';
import { withoutCredentials } from '../shared/request/credentials.ts';

/** The report of a run that never began: whoever reads reports learns of it in the same way. */
export function failureReport(
  failure: LockstepError,
  { operation, guard, target }: { operation: Report['operation']; guard: GuardName; target: string },
): Report {
  return reportOn({
    request: {
      operation,
      guards: [guard],
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
