import type { Log } from './model/house.ts';
import type { Expectation, Manifest } from './model/manifest.ts';
import type { Report } from './model/report.ts';
import type { Kept, NotKept, Request } from './model/request.ts';
import type { Archive } from './publish/archive/archive.ts';
import { keep, lastKept, NothingKeptError } from './publish/archive/kept-schema.ts';
import { keepManifest, keptManifest, NoManifestError } from './publish/archive/manifest-archive.ts';
import { mergedManifest } from './publish/archive/merged-manifest.ts';
import { inTime } from './publish/in-time.ts';
import { withoutCredentials } from './request/credentials.ts';

/** An archive that does not answer must not eat the time of the run. */
const mostMs = 5_000;

const nothing: Manifest = { manifest: 1, lockstep: '', git: null, projects: [] };

/**
 * A request with what its target was last verified against, where the call itself does not say what to expect. Where the
 * archive cannot be asked, that is part of the expectation: the guard then cannot tell.
 */
export async function withExpectation(request: Request, archive: Archive | null): Promise<Request> {
  // What fix repairs needs none; an archive that fails must not let it be sent again.
  const isAbout = request.guards.includes('migrations') || request.guards.includes('schema');
  const asked = request.operation !== 'fix' && isAbout && request.expectation === null;
  if (archive === null || !asked) return request;
  const expectation = await inTime(() => keptManifest(archive, request.target.name), mostMs).catch(unread);
  return { ...request, expectation };
}

function unread(error: unknown): Expectation {
  const failure = withoutCredentials(error instanceof Error ? error.message : String(error));
  return { manifest: nothing, source: 'archive', failure };
}

/**
 * A request with what the archive keeps of its target's last runs, where a guard compares with that. Where the archive cannot
 * be asked, that is part of the request: whether anything changed is then unknown.
 */
export async function withKept(request: Request, archive: Archive | null): Promise<Request> {
  const asked = request.operation !== 'fix' && request.guards.some((guard) => guard === 'schema' || guard === 'data');
  if (archive === null || !asked) return request;
  const kept = await inTime(() => lastKept(archive, request.target.name), mostMs).catch(notKept);
  return { ...request, kept, keeps: true };
}

function notKept(error: unknown): NotKept {
  const failed = withoutCredentials(error instanceof Error ? error.message : String(error));
  return { failed, ...(error instanceof NothingKeptError ? { worthless: true } : {}) };
}

/**
 * After a check or verify: what was read of the schema, and how many rows were counted, for the next run. What this one did
 * not read stays as it was. Where the archive could not be asked, nothing is kept: what changed meanwhile is still to be
 * told; the same where the report of it reached nobody on a channel. It never throws.
 */
export async function keepRead(
  report: Report,
  { read, kept }: { read: Partial<Kept>; kept: Request['kept'] },
  { archive, log }: { archive: Archive | null; log: Log },
): Promise<void> {
  const { target, startedAt: at, tables } = report;
  const isLost = kept !== null && 'failed' in kept && !kept.worthless;
  const isUntold = report.published?.some(({ status }) => status === 'failed') === true;
  if (archive === null || report.operation === 'fix' || isLost) return;
  if (read.snapshot === undefined && tables === undefined) return;
  const before = kept !== null && 'at' in kept ? kept : null;
  if (isUntold && before !== null) return;
  const next: Kept = {
    ...(before ?? { at, snapshot: null, applied: null, tables: [] }),
    ...(read.snapshot === undefined ? {} : { at, snapshot: read.snapshot, applied: read.applied ?? null }),
    ...(tables === undefined ? {} : { tables, countedAt: at }),
  };
  await inTime(() => keep(archive, target.name, next), mostMs).catch((error: unknown) => {
    log.error('the schema could not be kept', { target: target.name, error: withoutCredentials(String(error)) });
  });
}

/**
 * After a `verify` that passed: what the call said to expect is what the target should be from now on, beside what other
 * repositories said before. It never throws.
 */
export async function keepVerified(
  report: Report,
  { expectation }: Pick<Request, 'expectation'>,
  { archive, log }: { archive: Archive | null; log: Log },
): Promise<void> {
  const verified = report.operation === 'verify' && report.guards.some(passed);
  if (archive === null || !verified || expectation === null || expectation.source === 'archive') return;
  await inTime(() => keepMerged(report, expectation.manifest, archive), mostMs).catch((error: unknown) => {
    const { name } = report.target;
    log.error('the manifest could not be kept', { target: name, error: withoutCredentials(String(error)) });
  });
}

async function keepMerged(report: Report, manifest: Manifest, archive: Archive): Promise<void> {
  const { target, startedAt: at } = report;
  const kept = await keptManifest(archive, target.name).catch((error: unknown) => {
    // Nothing can be made of it any more; of an archive that did not answer, nobody knows.
    if (error instanceof NoManifestError) return null;
    throw error;
  });
  const merged = mergedManifest(manifest, kept?.manifest ?? null, report);
  if (merged !== null) await keepManifest(archive, target.name, { manifest: merged, at });
}

function passed({ guard, verdict }: Report['guards'][number]): boolean {
  return guard === 'migrations' && (verdict === 'pass' || verdict === 'warn');
}
