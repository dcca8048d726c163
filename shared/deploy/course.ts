import type { Change } from '../model/change.ts';
import type { RestoreSettings } from '../model/deploy-settings.ts';
import type { Finding } from '../model/finding.ts';
import type { House, Log } from '../model/house.ts';
import type { Report } from '../model/report.ts';
import type { Request, Target } from '../model/request.ts';
import type { RestorePoint } from '../model/restore-point.ts';
import type { AppliedMigration, StepName, Story, StoryStep, Wait } from '../model/story.ts';
import type { Archive } from '../publish/archive/archive.ts';
import type { Channel } from '../publish/channel.ts';
import type { Environment } from '../request/target.ts';
import type { Address } from '../session/address.ts';
import type { Lock } from '../session/held-lock.ts';
import type { Server } from '../session/server.ts';
import type { Applied } from './apply.ts';
import { commandSessionName } from './session-names.ts';
import type { Seen } from './sightings.ts';
import type { SqlFile } from './sql-file.ts';

/** What `lockstep deploy` is asked, all of it checked. `check`, `verify` and `fix` are about the same target. */
export interface DeployRequest {
  /** the migrate command and its arguments */
  command: string[];
  check: Request;
  verify: Request;
  /** null: sequences are not fixed */
  fix: Request | null;
  /** the target with the credentials that may change it: the command's */
  owner: Target;
  /** null: `--no-restore-point` */
  restore: { settings: RestoreSettings | undefined } | null;
  environment: Environment;
  /** where the command runs, absolute */
  folder: string;
  /** where its migrations and the files of `deploy.after` are, absolute */
  repository: string;
  /** the flags with which other commands of Lockstep reach the same target */
  to: string;
  /** the command line that does this deploy once more */
  again: string;
  /** what a shell has to do first, so that commands of the tool reach the target; empty where that is plain */
  toReach: string[];
  /** show all of it, do nothing */
  plan: boolean;
  /** production from a machine that is no CI is agreed to */
  yes: boolean;
  /** a warning stops it as well */
  strict: boolean;
  cancelBlockersAfterSeconds: number | null;
}

/** What a deploy gets from the door it came through. */
export interface DeployHouse extends House {
  /** aborted when a stop has to be quick; never, where there is none */
  hurry?: AbortSignal;
  /** one line of progress for a person, or of the command's output */
  tell(line: string): void;
  /** asks a person; null where there is none */
  ask: ((question: string) => Promise<boolean>) | null;
  archive: Archive | null;
  channels: Channel[];
  log: Log;
}

/** How a step ended that does not let the next one begin. */
export interface Ending {
  outcome: Exclude<Story['outcome'], 'planned' | 'succeeded'>;
  step: StepName;
  findings: Finding[];
}

/** What has come of a deploy so far: all of it is reported, however it ends. */
export interface Course {
  request: DeployRequest;
  startedAt: Date;
  steps: StoryStep[];
  /** what did not stop it, and a person should know all the same */
  remarks: Finding[];
  /** the first is what ended it; a plan goes on, and may have several */
  endings: Ending[];
  server: Server | null;
  address: Address | null;
  url: string | null;
  lock: Lock | null;
  /** how the command's sessions are called on the server */
  sessionName: string;
  checked: Report | null;
  restorePoint: RestorePoint | null;
  /** the commands back to the restore point that a plan would make */
  plannedBack: string[];
  /** the command was started, or was about to be */
  begun: boolean;
  applied: Applied | null;
  migrations: AppliedMigration[];
  waits: Wait[];
  /** rows of histories that came while the command ran */
  seen: Seen;
  /** the files of `deploy.after`, read before anything is run */
  after: SqlFile[];
  /** those that were applied */
  files: string[];
  changes: Change[];
  verified: Report | null;
  /** keeps what the last operation read for the next run, once its report is published */
  keep: ((published: Report) => Promise<void>) | null;
  /** what a verify by reading said after a failure */
  lookedAgain: Report | null;
}

/** What came of one step, in a sentence. `ends`: the next one does not begin. */
export interface Came {
  status: StoryStep['status'];
  message: string;
  ends?: Omit<Ending, 'step'>;
}

/** One step of a deploy. Errors of the family end it in words. */
export interface Step {
  name: StepName;
  /** what is shown while it runs */
  doing: string;
  run(course: Course, house: DeployHouse): Promise<Came>;
  /** What `run` would do and whether it would be let; reads only. */
  plan(course: Course, house: DeployHouse): Promise<Came>;
}

/** A deploy of which nothing has come yet. */
export function begun(request: DeployRequest): Course {
  return {
    request,
    startedAt: new Date(),
    steps: [],
    remarks: [],
    endings: [],
    server: null,
    address: null,
    url: null,
    lock: null,
    sessionName: commandSessionName(),
    checked: null,
    restorePoint: null,
    plannedBack: [],
    begun: false,
    applied: null,
    migrations: [],
    waits: [],
    seen: { connectedAt: null, sightings: [] },
    after: [],
    files: [],
    changes: [],
    verified: null,
    keep: null,
    lookedAgain: null,
  };
}
