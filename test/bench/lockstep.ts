import { silent } from '../../shared/model/house.ts';
import type { Operation, Report } from '../../shared/model/report.ts';
import { settingsSchema } from '../../shared/model/settings.ts';
import { run } from '../../shared/run.ts';

/** Runs Lockstep in this process, as a program does that imports it; tests have more to say (test/support/lockstep.ts). */
export function lockstep(operation: Operation, url: string): Promise<Report> {
  return run(
    {
      operation,
      target: {
        name: 'bench',
        url,
        secret: null,
        driver: null,
        publish: 'always',
        environment: null,
        fingerprint: null,
      },
      guards: ['sequences'],
      settings: settingsSchema.parse({}),
      fix: { dryRun: false, margin: 0n, only: [], pastOutliers: false },
      proof: 'peek',
      deploy: null,
      expectation: null,
      reference: null,
      readFrom: null,
      all: false,
      kept: null,
    },
    { signal: new AbortController().signal, progress: silent },
  );
}
