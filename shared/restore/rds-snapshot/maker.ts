import type { RestoreSettings } from '../../model/deploy-settings.ts';
import type { Target } from '../../model/request.ts';
import type { Maker, MakerSurroundings } from '../maker.ts';
import { refused } from '../refused.ts';

type Settings = Extract<RestoreSettings, { method: 'rds-snapshot' }>;

export function rdsSnapshotMaker(target: Target, _settings: Settings, _surroundings: MakerSurroundings): Maker {
  throw refused(`rds-snapshot of ${target.name} is still to be built`, 'wait for it');
}
