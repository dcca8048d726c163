import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../model/house.ts';
import { withoutCredentials } from '../request/credentials.ts';

/**
 * A log of one JSON line for each thing that happens, by Powertools: what goes wrong on stderr, the rest on stdout.
 * `fields` are in every line; `correlationId` is what ties the lines of one call together (the request's id), as
 * `correlation_id`. Credentials in any text are hidden, but nothing that may hold one belongs in here.
 */
export function serviceLog({
  correlationId,
  ...fields
}: Record<string, unknown> & { correlationId?: string } = {}): Log {
  const logger = new Logger({ serviceName: 'lockstep' });
  logger.appendKeys(clean(fields) as Record<string, string>);
  if (correlationId !== undefined) logger.setCorrelationId(withoutCredentials(correlationId));
  return {
    info: (message, fields) => logger.info(withoutCredentials(message), clean(fields) as Record<string, string>),
    error: (message, fields) => logger.error(withoutCredentials(message), clean(fields) as Record<string, string>),
  };
}

const deepest = 6;

/** The same with no credentials in its texts. An error is its name, message and code: its cause may quote anything. */
function clean(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return withoutCredentials(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '...';
  if (value instanceof Error) return clean(errorFields(value), depth);
  if (Array.isArray(value)) return value.map((each) => clean(each, depth + 1));
  const entries = Object.entries(value).map(([key, each]) => [withoutCredentials(key), clean(each, depth + 1)]);
  return Object.fromEntries(entries);
}

function errorFields(error: Error): Record<string, unknown> {
  const { name, message } = error;
  return { name, message, ...('code' in error ? { code: String(error.code) } : {}) };
}
