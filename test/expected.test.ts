import { expect, test } from 'vitest';
import { keepVerified, withExpectation } from '../shared/expected.ts';
import type { Expectation, Manifest } from '../shared/model/manifest.ts';
import type { Report } from '../shared/model/report.ts';
import type { Archive } from '../shared/publish/archive/archive.ts';
import { folderArchive } from '../shared/publish/archive/folder.ts';
import { folderWith } from './support/command.ts';
import { requestFor } from './support/lockstep.ts';

const manifest: Manifest = { manifest: 1, lockstep: '0.1.0', git: null, projects: [], since: 'one' };
const brought: Expectation = { manifest, source: 'call' };
const said: string[] = [];
const log = { info: () => {}, error: (message: string) => void said.push(message) };

function request(expectation: Expectation | null = null) {
  return { ...requestFor('check', 'postgres://x/y'), guards: ['migrations' as const], expectation };
}

function report(changes: Partial<Report> = {}): Report {
  const guards = [{ guard: 'migrations', verdict: 'pass', examined: 1, durationMs: 1 }];
  const target = { name: 'test' };
  return { operation: 'verify', guards, target, startedAt: '2026-11-21T09:00:00.000Z', ...changes } as Report;
}

test('a verify that passed is what the target is judged by from then on', async () => {
  const archive = folderArchive(folderWith());
  expect((await withExpectation(request(), archive)).expectation).toBeNull();
  await keepVerified(report(), request(brought), { archive, log });
  const { expectation } = await withExpectation(request(), archive);
  expect(expectation).toEqual({ manifest, source: 'archive', at: '2026-11-21T09:00:00.000Z' });
});

test.each([
  ['did not pass', report({ guards: [{ guard: 'migrations', verdict: 'block', examined: 1, durationMs: 1 }] })],
  ['could not tell', report({ guards: [{ guard: 'migrations', verdict: 'unknown', examined: 1, durationMs: 1 }] })],
  ['was about sequences alone', report({ guards: [] })],
  ['was a check', report({ operation: 'check' })],
])('nothing is kept of a run that %s', async (_, told) => {
  const archive = folderArchive(folderWith());
  await keepVerified(told, request(brought), { archive, log });
  expect((await withExpectation(request(), archive)).expectation).toBeNull();
});

test('what the call says goes before what is kept, and is not overwritten by what was kept itself', async () => {
  const archive = folderArchive(folderWith());
  await keepVerified(report(), request(brought), { archive, log });
  expect((await withExpectation(request(brought), archive)).expectation).toBe(brought);
  const kept = await withExpectation(request(), archive);
  await keepVerified(report({ startedAt: '2027-01-01T00:00:00.000Z' }), kept, { archive, log });
  expect((await withExpectation(request(), archive)).expectation?.at).toBe('2026-11-21T09:00:00.000Z');
});

test('an archive that fails, or holds something else, leaves it unknown and never ends the run', async () => {
  const failing = { ...folderArchive(folderWith()), read: () => Promise.reject(new Error('S3 answered 503')) };
  expect((await withExpectation(request(), failing)).expectation).toMatchObject({ failure: 'S3 answered 503' });
  const archive = folderArchive(folderWith());
  await archive.write('manifests/test.json', '{"manifest":[[[');
  expect((await withExpectation(request(), archive)).expectation?.failure).toContain('holds no manifest');
  const full: Archive = { ...archive, write: () => Promise.reject(new Error('no space')) };
  await keepVerified(report(), request(brought), { archive: full, log });
  expect(said).toEqual(['the manifest could not be kept']);
});
