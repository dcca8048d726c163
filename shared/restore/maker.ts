import type { House } from '../model/house.ts';
import type { RestoreMethod, RestorePoint } from '../model/restore-point.ts';
import type { Limits } from '../model/settings.ts';
import type { Environment } from '../request/target.ts';

/** What making a restore point would do, in a sentence; `obstacle`: what would keep it from being made, null: nothing known. */
export interface MakingPlan {
  sentence: string;
  /** the commands that would go back to it; what only the making tells stands in angle brackets */
  back: string[];
  obstacle: string | null;
}

/**
 * One way to make restore points of one target. All of it throws RefusedError `deploy/no-restore-point` where it cannot,
 * ConnectionError where the database or the service cannot be reached, InterruptedError where the house's signal is aborted.
 */
export interface Maker {
  method: RestoreMethod;
  /** Reads only. What would keep it from being made is its `obstacle`, where it can be told beforehand. */
  plan(): Promise<MakingPlan>;
  /** Makes one, and waits until it can be gone back to. */
  make(): Promise<RestorePoint>;
  /** Those that Lockstep made of this target, the newest first. */
  list(): Promise<RestorePoint[]>;
  /** Removes those that Lockstep made of this target and that are older than they are kept; returns them. */
  prune(): Promise<RestorePoint[]>;
}

/**
 * What a maker works with. `environment`: where keys and folders of programs are read from; `pauseMs`: how long to wait
 * before a service is asked again, where not as long as usual.
 */
export interface MakerSurroundings {
  environment: Environment;
  limits: Limits;
  house: House;
  pauseMs?: number;
}
