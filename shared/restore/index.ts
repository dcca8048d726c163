import type { RestoreSettings } from '../model/deploy-settings.ts';
import { restoreSettingsSchema } from '../model/deploy-settings.ts';
import type { Target } from '../model/request.ts';
import { addressFrom } from '../session/address.ts';
import { urlOf } from '../session/credentials.ts';
import type { Maker, MakerSurroundings } from './maker.ts';
import { refused } from './refused.ts';

export type { Maker, MakerSurroundings, MakingPlan } from './maker.ts';

/**
 * The way to make restore points of a target: that of its settings, else `pg_dump`. Each is loaded when it is needed.
 * @throws RefusedError `deploy/no-restore-point` where something has to be configured first; ConnectionError where the
 * target's secret cannot be read
 */
export async function makerFor(
  target: Target,
  { restore, ...surroundings }: MakerSurroundings & { restore: RestoreSettings | undefined },
): Promise<Maker> {
  const settings = restore ?? (await usualSettings(target));
  switch (settings.method) {
    case 'neon-branch':
      return (await import('./neon-branch/maker.ts')).neonBranchMaker(target, settings, surroundings);
    case 'rds-snapshot':
      return (await import('./rds-snapshot/maker.ts')).rdsSnapshotMaker(target, settings, surroundings);
    case 'pg-dump':
      return (await import('./pg-dump/maker.ts')).pgDumpMaker(target, settings, surroundings);
  }
}

/** Where a branch costs nothing and takes a second, nobody is to wait for a dump that nobody asked for. */
async function usualSettings(target: Target): Promise<RestoreSettings> {
  const { driver } = addressFrom(await urlOf(target));
  if (driver !== 'neon') return restoreSettingsSchema.parse({ method: 'pg-dump' });
  const where =
    target.name === 'default'
      ? 'it, as a target of lockstep.config.json, the "restore"'
      : `targets.${target.name}.restore`;
  throw refused(
    `${target.name} is at Neon, and its project is not configured`,
    `give ${where} {"method": "neon-branch", "project": "<id of the project>"} and set NEON_API_KEY, or {"method": "pg-dump"}`,
  );
}
