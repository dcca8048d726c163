import type { RestoreSettings } from '../model/deploy-settings.ts';
import type { Target } from '../model/request.ts';
import type { Maker, MakerSurroundings } from './maker.ts';

/**
 * The way to make restore points of a target: that of its settings, else `pg_dump`. Each is loaded when it is needed.
 * @throws RefusedError `deploy/no-restore-point` where something has to be configured first
 */
export async function makerFor(
  _target: Target,
  _options: MakerSurroundings & { restore: RestoreSettings | undefined },
): Promise<Maker> {
  throw new Error('to come');
}
