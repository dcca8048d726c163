import { execFileSync } from 'node:child_process';
import type { RestoreSettings } from '../../shared/model/deploy-settings.ts';
import { restoreSettingsSchema } from '../../shared/model/deploy-settings.ts';
import type { Progress } from '../../shared/model/house.ts';
import type { Target } from '../../shared/model/request.ts';
import { limitsSchema } from '../../shared/model/settings.ts';
import { type Maker, makerFor } from '../../shared/restore/index.ts';
import { versions } from '../support/database.ts';
import { houseFor, targetAt } from '../support/lockstep.ts';

interface Wish {
  environment?: Record<string, string | undefined>;
  signal?: AbortSignal;
  progress?: Progress;
  target?: Partial<Target>;
  limits?: Record<string, number>;
}

/** The maker of a target at that URL: `makerAt(shop.url, { method: 'pg-dump', directory })`. */
export function makerAt(
  url: string,
  restore: (Record<string, unknown> & { method: RestoreSettings['method'] }) | undefined,
  { environment, signal, progress, target, limits }: Wish = {},
): Promise<Maker> {
  return makerFor(
    { ...targetAt(url, 'production'), ...target },
    {
      restore: restore && restoreSettingsSchema.parse(restore),
      environment: { PATH: process.env.PATH, ...environment },
      limits: limitsSchema.parse({ connectSeconds: 5, ...limits }),
      house: { ...houseFor(signal ? { signal } : {}), ...(progress && { progress }) },
      pauseMs: 1,
    },
  );
}

/** The newest server of this run that the pg_dump of this machine can dump; undefined where there is none. */
export const dumpable: number | undefined = versions.filter((version) => version <= pgDumpMajor()).at(-1);

/** One that it cannot. */
export const tooNew: number | undefined =
  pgDumpMajor() === 0 ? undefined : versions.find((each) => each > pgDumpMajor());

function pgDumpMajor(): number {
  try {
    return Number(/(\d+)/.exec(execFileSync('pg_dump', ['--version'], { encoding: 'utf8' }))?.[1]);
  } catch {
    return 0;
  }
}
