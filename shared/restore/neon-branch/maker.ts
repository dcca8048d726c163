import type { RestoreSettings } from '../../model/deploy-settings.ts';
import type { Target } from '../../model/request.ts';
import type { Maker, MakerSurroundings } from '../maker.ts';
import { refused } from '../refused.ts';

type Settings = Extract<RestoreSettings, { method: 'neon-branch' }>;

export function neonBranchMaker(target: Target, _settings: Settings, _surroundings: MakerSurroundings): Maker {
  throw refused(`neon-branch of ${target.name} is still to be built`, 'wait for it');
}
