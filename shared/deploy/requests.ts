import { resolve } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { Expectation, Extra } from '../model/manifest.ts';
import type { Request, Target } from '../model/request.ts';
import type { Settings } from '../model/settings.ts';
import type { AskInput } from '../request/ask.ts';
import { requestFrom } from '../request/request.ts';
import { type Environment, ownerOf } from '../request/target.ts';
import type { DeployRequest } from './course.ts';
import { commandLine, flagsTo } from './line.ts';

/** What a door asks of a deploy. */
export interface DeployAsk extends Pick<AskInput, 'targets' | 'url' | 'guards' | 'all'> {
  command: string[];
  peek?: boolean | undefined;
  plan?: boolean | undefined;
  yes?: boolean | undefined;
  strict?: boolean | undefined;
  withoutRestorePoint?: boolean | undefined;
  cancelBlockersAfterSeconds?: number | undefined;
  /** the folder of the repository, where it is not the working directory */
  repository?: string | undefined;
  /** flags that name files, as they were given: to deploy again with the same */
  files?: string[];
}

export interface DeploySurroundings {
  settings: Settings;
  environment: Environment;
  folder: string;
  /** what the repository expects; null where it has no migrations */
  expectation: Expectation | null;
  /** the files of `deploy.after`, read: verify expects what they leave behind, check does not yet */
  after: Extra[];
}

/**
 * All that a deploy needs, from what a door asks. The target has to allow check and verify.
 * @throws UsageError whatever is wrong with it
 */
export function deployRequestFrom(ask: DeployAsk, surroundings: DeploySurroundings): DeployRequest {
  const { settings, environment, folder, expectation, after } = surroundings;
  const { command, guards, targets, url, all } = ask;
  if (command.length === 0) throw noCommand();
  const about = withoutUndefined({ targets, url, guards, all });
  const check = { ...requestFrom('check', about, surroundings), expectation: without(expectation, after) };
  const verify = requestFrom('verify', withoutUndefined({ ...about, peek: ask.peek }), surroundings);
  const fix = settings.deploy.fix
    ? requestFrom('fix', { ...withoutUndefined({ targets, url }), guards: ['sequences'] }, surroundings)
    : null;
  const owner = ownerOf(check.target, settings);
  return {
    command,
    check,
    verify: { ...verify, expectation: withFiles(expectation, after) },
    fix,
    owner,
    restore: ask.withoutRestorePoint ? null : { settings: settings.targets[owner.name]?.restore },
    environment,
    folder,
    repository: resolve(folder, ask.repository ?? '.'),
    to: flagsTo(owner.name, ask),
    again: againOf(ask, owner),
    toReach: toReach(owner, settings),
    plan: ask.plan ?? false,
    yes: ask.yes ?? false,
    strict: ask.strict ?? false,
    cancelBlockersAfterSeconds: patienceOf(ask),
  };
}

/** After how many seconds those who hold the command up are cancelled; null: never. */
function patienceOf({ cancelBlockersAfterSeconds: seconds }: DeployAsk): number | null {
  if (seconds === undefined) return null;
  if (Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new UsageError(
    'usage/arguments',
    '--cancel-blockers-after is no number of seconds above 0',
    'give one: --cancel-blockers-after 30',
  );
}

function noCommand(): UsageError {
  return new UsageError(
    'usage/arguments',
    'there is no command to deploy with',
    'give the one that migrates behind --: lockstep deploy --target production -- npx prisma migrate deploy',
  );
}

/** A file may be in `migrations.extra` as well: before the command it need not be applied. */
function without(expectation: Expectation | null, after: Extra[]): Request['expectation'] {
  if (expectation === null) return null;
  const { extra, ...rest } = expectation.manifest;
  const left = extra?.filter(({ file }) => !after.some((each) => each.file === file)) ?? [];
  return { ...expectation, manifest: { ...rest, ...(left.length > 0 ? { extra: left } : {}) } };
}

function withFiles(expectation: Expectation | null, after: Extra[]): Request['expectation'] {
  if (after.length === 0) return expectation;
  const asked = without(expectation, after) ?? nothing();
  return { ...asked, manifest: { ...asked.manifest, extra: [...(asked.manifest.extra ?? []), ...after] } };
}

function nothing(): Expectation {
  return { manifest: { manifest: 1, lockstep: '', git: null, projects: [] }, source: 'repository' };
}

function againOf(ask: DeployAsk, { name }: Target): string {
  const { command, guards = [], all, withoutRestorePoint, peek, yes, strict } = ask;
  const { cancelBlockersAfterSeconds: seconds } = ask;
  const flags = [
    ...guards.flatMap((guard) => ['--guard', guard]),
    ...(all ? ['--all'] : []),
    ...(withoutRestorePoint ? ['--no-restore-point'] : []),
    ...(peek ? ['--peek'] : []),
    ...(yes ? ['--yes'] : []),
    ...(strict ? ['--strict'] : []),
    ...(seconds === undefined ? [] : ['--cancel-blockers-after', String(seconds)]),
  ];
  return ['lockstep deploy', flagsTo(name, ask), ...flags, '--', commandLine(command)].join(' ');
}

/** The line of a shell that sets the variables of the tool as this deploy does; nothing where the target's URL is theirs. */
function toReach({ name, secret }: Target, { targets, deploy }: Settings): string[] {
  if (name === 'default') return [];
  const variable = /^\$\{(\w+)\}$/.exec(targets[name]?.url ?? '')?.[1];
  const others = deploy.variables.filter((each) => each !== variable);
  if (others.length === 0) return [];
  if (secret === null && variable !== undefined)
    return [`export ${others.map((each) => `${each}="$${variable}"`).join(' ')}`];
  const where = secret === null ? `"targets.${name}.url" of the configuration` : `the secret ${secret}`;
  return [`# ${others.join(' and ')} has to hold the URL of ${where}`];
}

function withoutUndefined<Some extends object>(some: Some): Some {
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as Some;
}
