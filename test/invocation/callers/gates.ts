import { onTestFinished, vi } from 'vitest';
import type { Desk } from '../../../shared/answer/desk.ts';
import { handle } from '../../../shared/handle.ts';
import type { Operation } from '../../../shared/model/report.ts';
import type { SettingsInput } from '../../../shared/model/settings.ts';
import { folderArchive } from '../../../shared/publish/archive/folder.ts';
import { deskWith, type Line } from '../../answer/desk.ts';
import { type AwsEndpoint, awsEndpoint } from '../../support/aws.ts';
import { folderWith } from '../../support/command.ts';
import { database, type TestDatabase } from '../../support/database.ts';

/** A sequence that will hand out what is there already. */
export const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';
export const healthy = 'CREATE TABLE orders (id serial PRIMARY KEY)';
/** What a fix holds while it runs. */
export const takeLock = `BEGIN; SELECT pg_advisory_xact_lock(x'${Buffer.from('lockstep').toString('hex')}'::bigint)`;

export interface Place {
  aws: AwsEndpoint;
  /** blocked */
  shop: TestDatabase;
  /** passes */
  good: TestDatabase;
}

/** AWS and two databases, for all tests of a file. */
export async function place(): Promise<Place> {
  const [aws, shop, good] = await Promise.all([awsEndpoint(), database(behind), database(healthy)]);
  for (const [name, value] of Object.entries(aws.environment)) vi.stubEnv(name, value);
  return { aws, shop, good };
}

/** A desk with these databases as its targets, `down` without an answer, and an archive. */
export function deskFor({ shop, good }: Place, more: SettingsInput = {}): Desk & { lines: Line[] } {
  const down = { url: 'postgres://app:hunter2@127.0.0.1:1/b' };
  const targets = { shop: { url: shop.url }, good: { url: good.url }, down };
  const settings = { targets, limits: { connectSeconds: 0.1, lockSeconds: 0.2 }, ...more };
  return deskWith(settings, folderArchive(folderWith()));
}

/** One invocation of a function, as Lambda makes it. */
export function invoked(desk: Desk, operation: Operation, event: unknown, remainingMs = 60_000): Promise<unknown> {
  const ends = Date.now() + remainingMs;
  const context = {
    awsRequestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    functionName: `lockstep-${operation}`,
    getRemainingTimeInMillis: () => ends - Date.now(),
  };
  return handle(event, context, { operation, desk });
}

/** Moves the clock of this process, for one test. */
export function clockAt(time: number): void {
  vi.setSystemTime(time);
  onTestFinished(() => void vi.useRealTimers());
}
