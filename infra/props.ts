import type { Duration } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Operation } from '../shared/model/report.ts';
import type { SettingsInput } from '../shared/model/settings.ts';
import type { Callers } from './callers.ts';
import type { LockstepNetwork } from './network.ts';
import type { Schedules } from './schedules.ts';

/** A target as in `lockstep.config.json`; `secret` and `fixSecret` name existing secrets, by name or full ARN. */
export type LockstepTarget = NonNullable<SettingsInput['targets']>[string] & {
  /** its own times, in place of `schedules` for all */
  schedules?: Schedules | undefined;
};

export interface LockstepProps {
  /** The databases. Each needs a `secret`; `fix` runs only on those that have a `fixSecret` as well. */
  targets: Record<string, LockstepTarget>;
  /** @default as for the command: see "Settings" in README.md */
  sequences?: SettingsInput['sequences'];
  /** @default as for the command: see "Settings" in README.md */
  migrations?: SettingsInput['migrations'];
  /** @default as for the command: see "Settings" in README.md */
  schema?: SettingsInput['schema'];
  /** @default as for the command: see "Settings" in README.md */
  data?: SettingsInput['data'];
  /** @default as for the command: see "Settings" in README.md */
  expect?: SettingsInput['expect'];
  /** @default as for the command: see "Settings" in README.md */
  limits?: SettingsInput['limits'];
  /**
   * Secrets with the tokens of callers from outside of AWS. A function that has one is open to the internet and refuses
   * by itself whoever proves nothing.
   * @default AWS_IAM: only who may call the function by IAM
   */
  auth?: { secret?: string | undefined; fixSecret?: string | undefined } | undefined;
  /**
   * A GitHub App whose deployment protection rule asks for checks. Its `secret` holds {"privateKey", "webhookSecret"}. GitHub
   * cannot sign as AWS_IAM wants it, so the function of check is open to the internet then, as with `auth.secret`. In a VPC its subnets
   * need a way out to GitHub, by a NAT gateway: AWS has no endpoint for it.
   * @default none
   */
  github?: SettingsInput['github'];
  /**
   * When the targets are looked at without anybody asking: a check every night, and every week `verify` by reading alone,
   * which proves every sequence and uses up none of their values.
   * @default nightly "09:00", weekly "SUN 10:00", timeZone "Etc/UTC"
   */
  schedules?: Schedules | undefined;
  /** @default one is made, encrypted with a key of its own */
  topic?: ITopic | undefined;
  /** Who gets the reports and alarms by e-mail, which only a topic that is made here can have. @default nobody */
  emails?: string[] | undefined;
  /** Messages in the schema of Amazon Q Developer in chat applications. @default false */
  chat?: boolean | undefined;
  /**
   * Services of AWS that wait for a verdict: the functions get the permission to tell them, and nobody else. ECS takes what a
   * function returns, and `gate()` brings its own. See docs/callers.md.
   * @default none
   */
  callers?: Callers | undefined;
  /**
   * Names of the functions. The managed roles of CodeDeploy call only those that begin with `CodeDeployHook_`.
   * @default CloudFormation makes them
   */
  functionNames?: { [operation in Operation]?: string | undefined } | undefined;
  /** A VPC to reach databases in. @default none: the functions reach what is on the internet, such as Neon */
  network?: LockstepNetwork | undefined;
  /** @default reports 400 days, logs three months */
  retention?: { reports?: Duration | undefined; logs?: RetentionDays | undefined } | undefined;
  /** Counts by target and operation, in the namespace Lockstep. Without them no alarm is about a target. @default true */
  metrics?: boolean | undefined;
  /** @default true */
  alarms?: boolean | undefined;
  /** @default true */
  dashboard?: boolean | undefined;
  /** ARNs of the KMS keys of the secrets, where these are encrypted with keys of your own. @default none */
  encryptionKeys?: string[] | undefined;
  /** How long a function may run. @default 15 minutes, the most that Lambda gives */
  timeout?: Duration | undefined;
  /** In MiB. @default 512 */
  memory?: number | undefined;
  /** AWS X-Ray. @default false */
  tracing?: boolean | undefined;
}
