import type { House } from '../model/house.ts';
import type { RestoreMethod, RestorePoint } from '../model/restore-point.ts';

/** What making a restore point would do, in a sentence; `obstacle`: what would keep it from being made, null: nothing known. */
export interface MakingPlan {
  sentence: string;
  back: string[];
  obstacle: string | null;
}

/** One way to make restore points of one target. All of it throws RefusedError `deploy/no-restore-point` where it cannot. */
export interface Maker {
  method: RestoreMethod;
  /** Reads only. */
  plan(): Promise<MakingPlan>;
  /** Makes one, and waits until it can be gone back to. */
  make(house: House): Promise<RestorePoint>;
  /** Those that Lockstep made of this target, the newest first. */
  list(): Promise<RestorePoint[]>;
  /** Removes those that Lockstep made of this target and that are older than they are kept; returns them. */
  prune(): Promise<RestorePoint[]>;
}
