import { UsageError } from '../shared/model/errors.ts';
import { type Operation, operationSchema } from '../shared/model/report.ts';
import {
  dataSettingsSchema,
  expectSettingsSchema,
  limitsSchema,
  migrationSettingsSchema,
  type Settings,
  type SettingsInput,
  schemaSettingsSchema,
  sequenceSettingsSchema,
  type TargetSettings,
} from '../shared/model/settings.ts';

/** What the stack adds to the settings: where reports go. */
export interface Destinations {
  topic: string;
  archive: string;
}

/**
 * Holds settings to what a Lambda can do with them: credentials come from Secrets Manager only, never from a template.
 * @throws UsageError `usage/configuration`; it names the setting, never its value
 */
export function deployable(settings: Settings): Settings {
  const refuse = (message: string, next: string) => new UsageError('usage/configuration', message, next);
  const { targets, auth, github } = settings;
  if (Object.keys(targets).length === 0) throw refuse('no target is configured', 'add one, with its secret');
  for (const [name, target] of Object.entries(targets)) {
    const { secret, url } = target;
    const path = `targets.${name}`;
    if (secret === undefined) {
      throw refuse(`${path} has no secret`, 'put its URL into AWS Secrets Manager, and name the secret here');
    }
    if (url !== undefined && holdsCredentials(url)) {
      throw refuse(`${path}.url holds credentials or a variable`, 'put them into the secret: a template is no place');
    }
    if (!operationSchema.options.some((operation) => mayRun(operation, target))) {
      throw refuse(
        `nothing can run on ${path}`,
        'allow check or verify on it, or name its fixSecret where it allows fix',
      );
    }
  }
  if (auth.bearer.length + auth.webhook.length > 0) {
    throw refuse(
      'auth.bearer and auth.webhook would be in the template',
      'put them into a secret, named in auth.secret',
    );
  }
  if (github && github.secret === undefined) {
    throw refuse(
      'github has no secret',
      'put {"privateKey", "webhookSecret"} into AWS Secrets Manager, and name it here',
    );
  }
  if (github?.privateKey !== undefined || github?.webhookSecret !== undefined) {
    throw refuse('github.privateKey and github.webhookSecret would be in the template', 'put them into github.secret');
  }
  return settings;
}

function holdsCredentials(url: string): boolean {
  return /@|\$\{|[?&]user=|password/i.test(url);
}

function mayRun(operation: Operation, { allow, fixSecret }: TargetSettings): boolean {
  return allow.includes(operation) && (operation !== 'fix' || fixSecret !== undefined);
}

/** The targets on which a function may run its operation. `fix` needs credentials of its own. */
export function targetsOf(operation: Operation, { targets }: Settings): [string, TargetSettings][] {
  return Object.entries(targets).filter(([, target]) => mayRun(operation, target));
}

/** The secret that holds the tokens of a function's callers; undefined where AWS_IAM lets them in. */
export function callersSecret(operation: Operation, { auth }: Settings): string | undefined {
  return operation === 'fix' ? (auth.fixSecret ?? auth.secret) : auth.secret;
}

/** The secret of the GitHub App that asks for checks; undefined for all other operations, and where there is none. */
function githubSecret(operation: Operation, { github }: Settings): string | undefined {
  return operation === 'check' ? github?.secret : undefined;
}

/** Whether a function tells its callers apart by itself: then AWS lets everybody through to it. */
export function knowsCallers(operation: Operation, settings: Settings): boolean {
  return callersSecret(operation, settings) !== undefined || githubSecret(operation, settings) !== undefined;
}

/** The targets that one is compared with, or read from. */
export function besideOf({ compareWith, readFrom }: TargetSettings): string[] {
  return [compareWith, readFrom].filter((name) => name !== undefined);
}

/** The targets beside those that a function runs on. `fix` compares nothing, and reads what it repairs. */
function besides(operation: Operation, settings: Settings): Set<string> {
  if (operation === 'fix') return new Set();
  return new Set(targetsOf(operation, settings).flatMap(([, target]) => besideOf(target)));
}

/** The secrets that a function reads, by name or ARN: the databases', then the callers' and the GitHub App's. */
export function secretsOf(operation: Operation, settings: Settings): string[] {
  const own = targetsOf(operation, settings).map(([, target]) =>
    operation === 'fix' ? target.fixSecret : target.secret,
  );
  const others = [...besides(operation, settings)].map((name) => settings.targets[name]?.secret);
  const all = [...own, ...others, callersSecret(operation, settings), githubSecret(operation, settings)];
  return [...new Set(all.filter((secret) => secret !== undefined))];
}

/** The part of the settings that one function needs, without what is the default anyway: Lambda has 4 KB for it. */
export function settingsFor(operation: Operation, settings: Settings, destinations: Destinations): SettingsInput {
  const { github } = settings;
  const callers = callersSecret(operation, settings);
  const beside = besides(operation, settings);
  const key = operation === 'fix' && settings.auth.fixSecret !== undefined ? 'fixSecret' : 'secret';
  return {
    targets: Object.fromEntries(
      Object.entries(settings.targets).map(([name, target]) => [
        name,
        beside.has(name) ? usualTarget(target) : targetFor(operation, target),
      ]),
    ),
    ...part('sequences', unusual(settings.sequences, sequenceSettingsSchema.parse({}))),
    ...part('migrations', unusual(settings.migrations, migrationSettingsSchema.parse({}))),
    ...part('schema', unusual(settings.schema, schemaSettingsSchema.parse({}))),
    ...part('data', unusual(settings.data, dataSettingsSchema.parse({}))),
    ...part('expect', unusual(settings.expect, expectSettingsSchema.parse({}))),
    ...part('limits', unusual(settings.limits, limitsSchema.parse({}))),
    ...(callers === undefined ? {} : { auth: { [key]: callers } }),
    ...(operation === 'check' && github ? { github: { ...unusual(github, publicGitHub), app: github.app } } : {}),
    publish: { ...destinations, ...(settings.publish.chat ? { chat: true } : {}) },
  };
}

const publicGitHub = { api: 'https://api.github.com' };

/** Of a target that the operation may not be run on, what it takes to say so. */
function targetFor(operation: Operation, { fixSecret, ...target }: TargetSettings): Partial<TargetSettings> {
  const { secret, allow } = target;
  if (!allow.includes(operation)) return { secret, allow };
  if (operation !== 'fix') return usualTarget(target);
  const { compareWith: _, readFrom: __, ...own } = target;
  return fixSecret === undefined ? { secret } : { ...usualTarget(own), fixSecret };
}

/** All of a target that is not the default, but for the credentials of fix. */
function usualTarget({ fixSecret: _, ...target }: TargetSettings): Partial<TargetSettings> {
  return unusual(target, { allow: [...operationSchema.options], publish: 'problems' });
}

/** What differs from the defaults. */
function unusual<Value extends object>(value: Value, defaults: Partial<Value>): Partial<Value> {
  const same = (key: string, each: unknown) => JSON.stringify(each) === JSON.stringify(defaults[key as keyof Value]);
  return Object.fromEntries(Object.entries(value).filter(([key, each]) => !same(key, each))) as Partial<Value>;
}

function part<Name extends string, Value extends object>(name: Name, value: Value): { [key in Name]?: Value } {
  return Object.keys(value).length === 0 ? {} : ({ [name]: value } as { [key in Name]?: Value });
}
