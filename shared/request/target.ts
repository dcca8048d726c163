import { UsageError } from '../model/errors.ts';
import type { Target } from '../model/request.ts';
import type { Settings } from '../model/settings.ts';
import type { Ask } from './ask.ts';
import { withoutCredentials } from './credentials.ts';
import { nearest } from './nearest.ts';

export type Environment = Record<string, string | undefined>;

/**
 * Which database is meant: the one named, the one whose URL is given, the only configured one, the one in DATABASE_URL;
 * in this order. The committed configuration comes before the environment, so that a variable that happens to be set
 * never turns the check of production into one of another database.
 */
export function targetFrom(ask: Ask, settings: Settings, environment: Environment): Target {
  if (ask.target !== undefined && ask.url !== undefined) {
    throw new UsageError('usage/arguments', 'a target and a URL are both given', 'give one of them');
  }
  if (ask.target !== undefined) return configured(ask.target, settings, environment);
  if (ask.url !== undefined) return unnamed(ask.url);
  const names = Object.keys(settings.targets);
  if (names.length === 1 && names[0] !== undefined) return configured(names[0], settings, environment);
  if (environment.DATABASE_URL) return unnamed(environment.DATABASE_URL);
  throw names.length === 0 ? noUrl() : notChosen(names);
}

function unnamed(url: string): Target {
  return { name: 'default', url, environment: null, fingerprint: null };
}

function configured(name: string, { targets }: Settings, environment: Environment): Target {
  // Object.hasOwn: "constructor" is no target.
  const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (target === undefined) throw unknownTarget(name, Object.keys(targets));
  return {
    name,
    url: expanded(target.url, name, environment),
    environment: target.environment ?? null,
    fingerprint: target.fingerprint ?? null,
  };
}

/** Puts environment variables in place of `${NAME}`. */
function expanded(url: string, name: string, environment: Environment): string {
  return url.replace(/\$\{([^}]*)\}?/g, (reference, variable: string) => {
    if (!/^\w+$/.test(variable) || !reference.endsWith('}')) {
      throw new UsageError(
        'usage/configuration',
        `the URL of ${name} has a reference that is not written like \${DATABASE_URL}`,
        `correct targets.${name}.url in the configuration`,
      );
    }
    const value = Object.hasOwn(environment, variable) ? environment[variable] : undefined;
    if (value) return value;
    throw new UsageError(
      'target/no-url',
      `the URL of ${name} needs the environment variable ${variable}, which is ${value === '' ? 'empty' : 'not set'}`,
      `set ${variable}, or correct targets.${name}.url in the configuration`,
    );
  });
}

function unknownTarget(name: string, known: string[]): UsageError {
  const refuse = (message: string, next: string) => new UsageError('usage/unknown-target', message, next);
  if (name.includes('://')) return refuse('a target is a name, not a URL', 'give the URL with --url or DATABASE_URL');
  const message = withoutCredentials(`${JSON.stringify(name)} is not a configured target`);
  if (known.length === 0) {
    return refuse(`${message}: none is configured`, 'add it to "targets" in lockstep.config.json, or give --url');
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
