import { silent } from '../../shared/model/house.ts';
import type { Operation, Report } from '../../shared/model/report.ts';
import type { Request, Target } from '../../shared/model/request.ts';
import { settingsSchema } from '../../shared/model/settings.ts';
import { run } from '../../shared/run.ts';

/** Runs Lockstep in this process, as a program does that imports it; tests have more to say (test/support/lockstep.ts). */
export function lockstep(operation: Operation, url: string): Promise<Report> {
  return ran({ operation, target: targetAt(url), guards: ['sequences'] });
}

/** What the schema guard says of `to`, which should be like `from`. */
export function compared(from: string, to: string): Promise<Report> {
  const reference = { name: 'from', target: targetAt(from) };
  return ran({ operation: 'check', target: targetAt(to), guards: ['schema'], reference });
}

function targetAt(url: string): Target {
  return { name: 'bench', url, secret: null, driver: null, publish: 'always', environment: null, fingerprint: null };
}

function ran(asked: Pick<Request, 'operation' | 'target' | 'guards'> & Partial<Request>): Promise<Report> {
  return run(
    {
      settings: settingsSchema.parse({}),
      fix: { dryRun: false, margin: 0n, only: [], pastOutliers: false },
      proof: 'peek',
      deploy: null,
      expectation: null,
      reference: null,
      readFrom: null,
      all: false,
      kept: null,
      ...asked,
    },
    { signal: new AbortController().signal, progress: silent },
  );
}
