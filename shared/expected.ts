import type { Log } from './model/house.ts';
import type { Expectation, Manifest } from './model/manifest.ts';
import type { Report } from './model/report.ts';
import type { Request } from './model/request.ts';
import type { Archive } from './publish/archive/archive.ts';
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
  const asked = request.operation !== 'fix' && request.guards.includes('migrations') && request.expectation === null;
  if (archive === null || !asked) return request;
  const expectation = await inTime(() => keptManifest(archive, request.target.name), mostMs).catch(unread);
  return { ...request, expectation };
}

function unread(error: unknown): Expectation {
  const failure = withoutCredentials(error instanceof Error ? error.message : String(error));
  return { manifest: nothing, source: 'archive', failure };
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
  await inTime(() => keep(report, expectation.manifest, archive), mostMs).catch((error: unknown) => {
    const { name } = report.target;
    log.error('the manifest could not be kept', { target: name, error: withoutCredentials(String(error)) });
  });
}

async function keep(report: Report, manifest: Manifest, archive: Archive): Promise<void> {
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
