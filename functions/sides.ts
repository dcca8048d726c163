import { readFile } from 'node:fs/promises';
import { UsageError } from '../shared/model/errors.ts';
import type { Target } from '../shared/model/request.ts';
import type { Settings } from '../shared/model/settings.ts';
import type { Snapshot } from '../shared/model/snapshot.ts';
import { withoutCredentials } from '../shared/request/credentials.ts';
import { parsedSnapshot } from '../shared/request/snapshot-file.ts';
import { type Environment, targetsFrom } from '../shared/request/target.ts';

/** One side of a comparison: a schema that somebody kept, or a database that is asked. */
export type Side = { name: string; snapshot: Snapshot } | { name: string; target: Target };

interface Surroundings {
  settings: Settings;
  environment: Environment;
}

/**
 * What is compared where the command does not say: the only target, or the database of DATABASE_URL; with what its
 * configuration names.
 * @throws UsageError where there are several targets, or none
 */
export function usualSides(
  to: string | undefined,
  surroundings: Surroundings,
): { to: string; from: string | undefined } {
  const { targets } = surroundings.settings;
  if (to === undefined && Object.keys(targets).length !== 1 && !surroundings.environment.DATABASE_URL) {
    throw missingTo(Object.keys(targets));
  }
  const usual = to === undefined ? targetsFrom('check', {}, surroundings)[0] : undefined;
  const word = to ?? (usual?.name === 'default' ? usual.url : usual?.name) ?? '';
  return { to: word, from: Object.hasOwn(targets, word) ? targets[word]?.compareWith : undefined };
}

function missingTo(names: string[]): UsageError {
  if (names.length === 0) {
    const next = 'name it with --to, and with --from what it should be like: a URL, a file of "lockstep snapshot"';
    return new UsageError('target/no-url', 'no database is named', next);
  }
  const message = `${names.length} targets are configured and none is named`;
  const next = `name what is judged with --to, and with --from what it should be like: ${names.join(', ')}`;
  return new UsageError('target/no-url', message, withoutCredentials(next));
}

/** Nothing says what it should be like. */
export function missingFrom(to: string): UsageError {
  const message = `nothing says what ${withoutCredentials(to)} is to be compared with`;
  const next = 'name it with --from: a target, a file of "lockstep snapshot", a URL; or set compareWith of the target';
  return new UsageError('usage/arguments', message, next);
}

/**
 * What `--from` or `--to` names: a target of the configuration, a file that holds a snapshot, or the URL of a database.
 * @throws UsageError where it is none of these
 */
export async function sideFrom(word: string, surroundings: Surroundings): Promise<Side> {
  const { settings } = surroundings;
  if (/^postgres(ql)?:/i.test(word)) return databaseAt(word, surroundings);
  if (Object.hasOwn(settings.targets, word)) return databaseCalled(word, surroundings);
  const text = await readFile(word, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && !/[/.]/.test(word)) return null;
    throw unreadable(word, error);
  });
  return text === null ? databaseCalled(word, surroundings) : { name: word, snapshot: parsedSnapshot(text, word) };
}

function databaseCalled(name: string, surroundings: Surroundings): Side {
  const [target] = targetsFrom('check', { targets: [name] }, surroundings);
  return { name, target: target as Target };
}

/** Called by its place: "default" would tell neither of two. */
function databaseAt(url: string, surroundings: Surroundings): Side {
  const [target] = targetsFrom('check', { url }, surroundings);
  const name = placeOf(url);
  return { name, target: { ...(target as Target), name } };
}

/** Host and database of a URL, without who connects. */
function placeOf(url: string): string {
  const address = URL.parse(url);
  return address?.host ? withoutCredentials(`${address.hostname}${address.pathname}`) : 'the database of that URL';
}

function unreadable(word: string, error: NodeJS.ErrnoException): UsageError {
  const file = withoutCredentials(word);
  const message =
    error.code === 'ENOENT' ? `there is no target and no file ${file}` : `${file} cannot be read (${error.code})`;
  const next = 'name a target of the configuration, a file of "lockstep snapshot", or a URL';
  return new UsageError('usage/arguments', message, next, { cause: error });
}
