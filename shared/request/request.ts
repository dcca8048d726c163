import { UsageError } from '../model/errors.ts';
import type { Operation } from '../model/report.ts';
import type { Proof, Request } from '../model/request.ts';
import type { Settings } from '../model/settings.ts';
import { type Ask, askSchema, guardNames, ownOptions } from './ask.ts';
import { checked } from './checked.ts';
import { type Environment, targetFrom } from './target.ts';

/**
 * Turns what a door asks into a request that can be run.
 *
 *     requestFrom('fix', { target: 'production', dryRun: true }, { settings, environment: process.env })
 *
 * @throws UsageError whatever is wrong with it; nothing else.
 */
export function requestFrom(
  operation: Operation,
  input: unknown,
  { settings, environment }: { settings: Settings; environment: Environment },
): Request {
  const ask = askFrom(operation, input);
  const proof = proofFrom(ask);
  return {
    operation,
    target: targetFrom(ask, settings, environment),
    guards: [...new Set(ask.guards ?? guardNames)],
    settings,
    fix: {
      dryRun: ask.dryRun ?? false,
      margin: ask.margin ?? 0n,
      only: ask.only ?? [],
      pastOutliers: ask.pastOutliers ?? false,
    },
    proof,
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
