import { UnknownTargetError, UsageError } from '../model/errors.ts';
import type { Operation } from '../model/report.ts';
import type { Request, Target } from '../model/request.ts';
import type { Settings } from '../model/settings.ts';
import type { Ask } from './ask.ts';
import { withoutCredentials } from './credentials.ts';
import { nearest } from './nearest.ts';
import { permit } from './policy.ts';

export type Environment = Record<string, string | undefined>;

interface Surroundings {
  settings: Settings;
  environment: Environment;
}

/**
 * Which databases are meant: those named, the one whose URL is given, the only configured one, the one in DATABASE_URL;
 * in this order. The committed configuration comes before the environment, so that a variable that happens to be set
 * never turns the check of production into one of another database.
 * @throws NotAllowedError where the configuration does not allow the operation on one of them
 */
export function targetsFrom(operation: Operation, ask: Ask, { settings, environment }: Surroundings): Target[] {
  if (ask.targets !== undefined && ask.url !== undefined) {
    throw new UsageError('usage/arguments', 'a target and a URL are both given', 'give one of them');
  }
  const named = (names: string[]) =>
    names.map((name) => configured(name, { operation, targets: settings.targets, environment }));
  if (ask.targets !== undefined) return named([...new Set(ask.targets)]);
  if (ask.url !== undefined) return [unnamed(ask.url)];
  const names = Object.keys(settings.targets);
  if (names.length === 1) return named(names);
  if (environment.DATABASE_URL) return [unnamed(environment.DATABASE_URL)];
  throw names.length === 0 ? noUrl() : notChosen(names);
}

/**
 * The target with the credentials that may change it: what `fixSecret` holds, where there is one. For what a deploy runs, and
 * for dumps, which read everything; whether `fix` is allowed is about what Lockstep repairs by itself.
 */
export function ownerOf(target: Target, { targets }: Pick<Settings, 'targets'>): Target {
  const fixSecret = Object.hasOwn(targets, target.name) ? targets[target.name]?.fixSecret : undefined;
  return fixSecret === undefined ? target : { ...target, secret: fixSecret };
}

/**
 * The targets beside the one that is asked about: what it is compared with (said by the call, else by the configuration), and
 * the replica of it. They are only ever read; `fix` has none, as it repairs and compares nothing.
 */
export function besidesFrom(
  operation: Operation,
  { name, compareWith }: { name: string } & Pick<Ask, 'compareWith'>,
  { settings: { targets }, environment }: Surroundings,
): Pick<Request, 'reference' | 'readFrom'> {
  if (operation === 'fix') return { reference: null, readFrom: null };
  const beside = (other: string | undefined) =>
    other === undefined ? null : configured(other, { operation: 'check', targets, environment });
  const own = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (compareWith === name && own !== undefined) throw withItself(name);
  const other = beside(compareWith ?? own?.compareWith);
  return { reference: other && { name: other.name, target: other }, readFrom: beside(own?.readFrom) };
}

/** A database is always like itself. */
export function withItself(name: string): UsageError {
  const shown = withoutCredentials(name);
  return new UsageError(
    'usage/arguments',
    `${shown} is to be compared with itself`,
    'name another target, file or URL',
  );
}

function unnamed(url: string): Target {
  return {
    name: 'default',
    url,
    secret: null,
    driver: null,
    publish: 'problems',
    environment: null,
    fingerprint: null,
  };
}

interface Choice {
  operation: Operation;
  targets: Settings['targets'];
  environment: Environment;
}

function configured(name: string, { operation, targets, environment }: Choice): Target {
  // Object.hasOwn: "constructor" is no target.
  const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (target === undefined) throw unknownTarget(name, Object.keys(targets));
  permit(operation, name, target);
  return {
    name,
    url: target.url === undefined ? null : expanded(target.url, `targets.${name}.url`, environment),
    secret: (operation === 'fix' ? target.fixSecret : target.secret) ?? null,
    driver: target.driver ?? null,
    publish: target.publish,
    environment: target.environment ?? null,
    fingerprint: target.fingerprint ?? null,
  };
}

/**
 * A setting with environment variables in place of `${NAME}`.
 * @throws UsageError where one is not set; the message names the variable and the setting, never a value.
 */
export function expanded(text: string, setting: string, environment: Environment): string {
  return text.replace(/\$\{([^}]*)\}?/g, (reference, variable: string) => {
    if (!/^\w+$/.test(variable) || !reference.endsWith('}')) {
      throw new UsageError(
        'usage/configuration',
        `${setting} has a reference that is not written like \${DATABASE_URL}`,
        `correct ${setting} in the configuration`,
      );
    }
    const value = Object.hasOwn(environment, variable) ? environment[variable] : undefined;
    if (value) return value;
    throw new UsageError(
      'target/no-url',
      `${setting} needs the environment variable ${variable}, which is ${value === '' ? 'empty' : 'not set'}`,
      `set ${variable}, or correct ${setting} in the configuration`,
    );
  });
}

function unknownTarget(name: string, known: string[]): UnknownTargetError {
  const refuse = (message: string, next: string) => new UnknownTargetError('usage/unknown-target', message, next);
  if (name.includes('://')) return refuse('a target is a name, not a URL', 'give the URL with --url or DATABASE_URL');
  const message = withoutCredentials(`${JSON.stringify(name)} is not a configured target`);
  if (known.length === 0) {
    return refuse(`${message}: none is configured`, 'add it to "targets" in lockstep.config.json, or give a URL');
  }
  const meant = nearest(name, known);
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  return refuse(`${message}${withoutCredentials(hint)}`, `targets are: ${listed(known)}`);
}

function listed(names: string[]): string {
  return withoutCredentials(names.join(', '));
}

function notChosen(names: string[]): UsageError {
  return new UsageError(
    'target/no-url',
    `${names.length} targets are configured and none is named`,
    `name one with --target: ${listed(names)}`,
  );
}

function noUrl(): UsageError {
  return new UsageError(
    'target/no-url',
    'no database is named',
    'give --url, set DATABASE_URL, or write a target into lockstep.config.json and name it with --target',
  );
}
