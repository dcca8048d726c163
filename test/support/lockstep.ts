import { expect } from 'vitest';
import { guardsNamed } from '../../shared/guards/index.ts';
import type { Change } from '../../shared/model/change.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { type House, silent } from '../../shared/model/house.ts';
import type { Operation, Report, SequenceEntry } from '../../shared/model/report.ts';
import type { FixOptions, Proof, Request, Target } from '../../shared/model/request.ts';
import { type SettingsInput, settingsSchema } from '../../shared/model/settings.ts';
import { run } from '../../shared/run.ts';
import { withSession } from '../../shared/session/session.ts';
import { database } from './database.ts';
import { carriedBy, type Transport, usualTransport } from './transports.ts';

/** What a test asks beside the operation and the database; all of it optional. */
export interface Wish {
  fix?: Partial<FixOptions>;
  proof?: Proof;
  settings?: SettingsInput;
  fingerprint?: string;
  guards?: Request['guards'];
  expectation?: Request['expectation'];
  reference?: Request['reference'];
  readFrom?: Request['readFrom'];
  all?: boolean;
  kept?: Request['kept'];
  signal?: AbortSignal;
  /** what carries the session; `usualTransport` where nothing is said */
  transport?: Transport;
}

/** Runs Lockstep in this process on a database: `await lockstep('check', shop.url)`. */
export async function lockstep(operation: Operation, url: string, wish: Wish = {}): Promise<Report> {
  const transport = wish.transport ?? usualTransport;
  return run(await requestOver(transport, requestFor(operation, url, wish)), houseFor(wish));
}

/** The same request by way of that transport. */
export async function requestOver(transport: Transport, request: Request): Promise<Request> {
  const { url, driver } = await carriedBy(transport, request.target.url ?? '');
  return { ...request, target: { ...request.target, url, driver } };
}

/** The changes of a fix that nobody keeps out, as if each of several had the lock for itself. */
export async function repairs(url: string, wish: Wish = {}): Promise<Change[]> {
  const request = await requestOver(wish.transport ?? usualTransport, requestFor('fix', url, wish));
  // Whoever says that nothing will change needs no lock.
  const unlocked = { ...request, fix: { ...request.fix, dryRun: true } };
  return withSession(unlocked, houseFor(wish), async (session) => {
    const changes: Change[] = [];
    for (const guard of await guardsNamed(request.guards))
      await guard.fix(session, await guard.facts(session, request), { request, changes });
    return changes;
  });
}

/** A report without what no two runs share. */
function told({ id: _id, startedAt: _startedAt, durationMs: _durationMs, roundTrips: _roundTrips, ...rest }: Report) {
  return {
    ...rest,
    target: { ...rest.target, connectMs: null, attempts: null },
    guards: rest.guards.map((guard) => ({ ...guard, durationMs: null })),
  };
}

export function requestFor(operation: Operation, url: string, wish: Wish = {}): Request {
  return {
    operation,
    target: {
      name: 'test',
      url,
      secret: null,
      driver: null,
      publish: 'problems',
      environment: null,
      fingerprint: wish.fingerprint ?? null,
    },
    guards: wish.guards ?? ['sequences'],
    settings: settingsSchema.parse(wish.settings ?? {}),
    fix: { dryRun: false, margin: 0n, only: [], pastOutliers: false, ...wish.fix },
    proof: wish.proof ?? 'nextval',
    deploy: null,
    expectation: wish.expectation ?? null,
    reference: wish.reference ?? null,
    readFrom: wish.readFrom ?? null,
    all: wish.all ?? false,
    kept: wish.kept ?? null,
  };
}

export function houseFor({ signal }: Wish = {}): House {
  return { signal: signal ?? new AbortController().signal, progress: silent };
}

/**
 * Checks a fresh database that `sql` made: `const report = await checked('CREATE TABLE orders (id serial)')`. Neon's
 * driver must report the same of it.
 */
export async function checked(sql: string, settings: SettingsInput = {}): Promise<Report> {
  const { url } = await database(sql);
  const report = await lockstep('check', url, { settings });
  if (usualTransport !== 'pg') return report;
  expect(told(await lockstep('check', url, { settings, transport: 'neon' })), "over Neon's driver").toEqual(
    told(report),
  );
  return report;
}

/** A target of that URL, to compare with or to read from. */
export function targetAt(url: string, name = 'staging'): Target {
  return { name, url, secret: null, driver: null, publish: 'problems', environment: null, fingerprint: null };
}

/** The one finding of a code; fails where there is none, or more. */
export function findingOf(report: Report, code: string): Finding {
  const findings = report.findings.filter((finding) => finding.code === code);
  if (findings.length !== 1 || !findings[0]) throw new Error(`${findings.length} findings ${code}: ${codesOf(report)}`);
  return findings[0];
}

/** The entry of one sequence, by its name. */
export function entryOf(report: Report, name: string): SequenceEntry {
  const entry = report.sequences?.find((each) => each.name === name);
  if (!entry) throw new Error(`the report has no sequence ${name}: ${report.summary}`);
  return entry;
}

/** The codes of a report's findings, without the guard, sorted: `['behind', 'unowned']`. */
export function codesOf(report: Report): string[] {
  return report.findings.map(({ code }) => code.replace(/^sequences\//, '')).sort();
}
