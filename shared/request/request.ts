import { UsageError } from '../model/errors.ts';
import type { Operation } from '../model/report.ts';
import type { Proof, Request } from '../model/request.ts';
import type { Settings } from '../model/settings.ts';
import { type Ask, askSchema, guardNames, ownOptions } from './ask.ts';
import { checked } from './checked.ts';
import { besidesFrom, type Environment, targetsFrom } from './target.ts';

interface Surroundings {
  settings: Settings;
  environment: Environment;
}

/**
 * Turns what a door asks into requests that can be run, one a target.
 *
 *     requestsFrom('fix', { targets: ['production'], dryRun: true }, { settings, environment: process.env })
 *
 * @throws UsageError whatever is wrong with it; nothing else.
 */
export function requestsFrom(operation: Operation, input: unknown, { settings, environment }: Surroundings): Request[] {
  const ask = askFrom(operation, input);
  const rest = restFrom(operation, ask, settings);
  return targetsFrom(operation, ask, { settings, environment }).map((target) => ({
    ...rest,
    target,
    ...besidesFrom(operation, { name: target.name, compareWith: ask.compareWith }, { settings, environment }),
  }));
}

/**
 * The same for one target.
 * @throws UsageError also where several are named
 */
export function requestFrom(operation: Operation, input: unknown, surroundings: Surroundings): Request {
  const [request, ...others] = requestsFrom(operation, input, surroundings);
  if (request && others.length === 0) return request;
  throw new UsageError('usage/arguments', `${others.length + 1} targets are named`, 'name one at a time');
}

function restFrom(
  operation: Operation,
  ask: Ask,
  settings: Settings,
): Omit<Request, 'target' | 'reference' | 'readFrom'> {
  return {
    operation,
    guards: [...new Set(ask.guards ?? guardNames)],
    settings,
    fix: {
      dryRun: ask.dryRun ?? false,
      margin: ask.margin ?? 0n,
      only: ask.only ?? [],
      pastOutliers: ask.pastOutliers ?? false,
    },
    proof: proofFrom(ask),
    deploy: ask.deploy ?? null,
    expectation: ask.manifest ? { manifest: ask.manifest, source: 'call' } : null,
    all: ask.all ?? false,
    kept: null,
  };
}

function askFrom(operation: Operation, input: unknown): Ask {
  const next = `see "lockstep ${operation} --help"`;
  const ask = checked(askSchema, input, { code: 'usage/arguments', source: '', noun: 'an option', next });
  for (const [owner, options] of Object.entries(ownOptions)) {
    const foreign = owner === operation ? undefined : options.find((option) => ask[option] !== undefined);
    if (foreign) throw new UsageError('usage/arguments', `${foreign} belongs to ${owner}, not to ${operation}`, next);
  }
  return ask;
}

function proofFrom({ peek, insert }: Ask): Proof {
  if (peek && insert) throw new UsageError('usage/arguments', 'peek and insert exclude each other', 'give one of them');
  if (peek) return 'peek';
  return insert ? 'insert' : 'nextval';
}
