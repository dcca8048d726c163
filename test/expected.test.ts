import { describe, expect, test } from 'vitest';
import { requestsOf } from '../shared/call.ts';
import { keepRead, keepVerified, withExpectation, withKept } from '../shared/expected.ts';
import type { Expectation, Manifest, Project } from '../shared/model/manifest.ts';
import type { Report } from '../shared/model/report.ts';
import type { Kept } from '../shared/model/request.ts';
import { settingsSchema } from '../shared/model/settings.ts';
import type { Archive } from '../shared/publish/archive/archive.ts';
import { folderArchive } from '../shared/publish/archive/folder.ts';
import { folderWith } from './support/command.ts';
import { requestFor } from './support/lockstep.ts';

function project(tool: Project['tool'], directory: string, ids: string[]): Project {
  const migrations = ids.map((id) => ({ id }));
  return { tool, directory, transaction: 'each', migrations, heads: ids.slice(-1), problems: [] };
}

function manifestOf(...projects: Project[]): Manifest {
  return { manifest: 1, lockstep: '0.1.0', git: null, projects };
}

const manifest = manifestOf(project('prisma', 'prisma/migrations', ['1', '2']));
const brought: Expectation = { manifest, source: 'call' };
const said: string[] = [];
const log = { info: () => {}, error: (message: string) => void said.push(message) };

function request(expectation: Expectation | null = null) {
  return { ...requestFor('check', 'postgres://x/y'), guards: ['migrations' as const], expectation };
}

function history(tool: Project['tool'], directory: string | null, table: string | null = `public.${tool}`) {
  return { tool, directory, table, heads: [], entries: [] };
}

function report(changes: Partial<Report> = {}): Report {
  const guards = [{ guard: 'migrations', verdict: 'pass', examined: 1, durationMs: 1 }];
  const target = { name: 'test' };
  const migrations = [history('prisma', 'prisma/migrations'), history('alembic', 'alembic/versions')];
  return {
    operation: 'verify',
    guards,
    target,
    migrations,
    startedAt: '2026-11-21T09:00:00.000Z',
    ...changes,
  } as Report;
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

describe('several repositories on one target', () => {
  const alembic = project('alembic', 'alembic/versions', ['aa']);

  async function keptAfter(...calls: [Manifest, Partial<Report>?][]): Promise<Manifest | undefined> {
    const archive = folderArchive(folderWith());
    for (const [one, changes] of calls) {
      await keepVerified(report(changes), request({ manifest: one, source: 'call' }), { archive, log });
    }
    return (await withExpectation(request(), archive)).expectation?.manifest;
  }

  test('each replaces its own projects alone', async () => {
    const [old = alembic] = manifest.projects;
    const newer = project('prisma', 'prisma/migrations', ['1', '2', '3']);
    const kept = await keptAfter([manifest], [manifestOf(alembic)], [manifestOf(newer)]);
    expect(kept?.projects).toEqual([alembic, newer]);
    expect((await keptAfter([manifest], [manifestOf(alembic)]))?.projects).toEqual([old, alembic]);
  });

  test('a project that was moved is no second one', async () => {
    const moved = project('prisma', 'db/migrations', ['1', '2', '3']);
    const kept = await keptAfter([manifest], [manifestOf(moved), { migrations: [history('prisma', 'db/migrations')] }]);
    expect(kept?.projects).toEqual([moved]);
  });

  test('a manifest that nothing in the database is about changes nothing', async () => {
    const other = manifestOf(project('flyway', 'sql', ['R__views']));
    for (const migrations of [[], [history('flyway', 'sql', null)], [history('flyway', null)]]) {
      expect(await keptAfter([manifest], [other, { migrations }])).toEqual(manifest);
    }
  });

  test('what stands beside the migrations is kept file by file', async () => {
    const extra = (file: string, text: string) => [{ file, text, effects: [] }];
    const first = { ...manifest, extra: extra('a.sql', 'SELECT 1') };
    const second = { ...manifestOf(alembic), extra: extra('b.sql', 'SELECT 2') };
    const third = { ...manifestOf(alembic), extra: extra('b.sql', 'SELECT 3') };
    const kept = await keptAfter([first], [second], [third]);
    expect(kept?.extra).toEqual([...extra('a.sql', 'SELECT 1'), ...extra('b.sql', 'SELECT 3')]);
  });

  test('what an archive that fails holds is not overwritten, what is no manifest is', async () => {
    const archive = folderArchive(folderWith());
    await keepVerified(report(), request(brought), { archive, log });
    const deaf = { ...archive, read: () => Promise.reject(new Error('503')) };
    await keepVerified(report(), request({ manifest: manifestOf(alembic), source: 'call' }), { archive: deaf, log });
    expect((await withExpectation(request(), archive)).expectation?.manifest).toEqual(manifest);
    await archive.write('manifests/test.json', '{"manifest":[[[');
    await keepVerified(report(), request(brought), { archive, log });
    expect((await withExpectation(request(), archive)).expectation?.manifest).toEqual(manifest);
  });
});

describe('what a run read', () => {
  const [first, second] = ['2026-11-20T09:00:00.000Z', '2026-11-21T09:00:00.000Z'];
  const snapshot = { snapshot: 2, server: 18, scope: { schemas: [], tables: [], kinds: [] }, unseen: [], objects: [] };
  const read = { snapshot, applied: ['prisma 1'] } as Partial<Kept>;
  const tables = [{ schema: 'public', name: 'orders', rows: '5', exact: true }];
  const asked = { ...requestFor('check', 'postgres://x/y'), guards: ['schema' as const, 'data' as const] };

  test('is what the next is compared with; what that one does not read stays as it was', async () => {
    const archive = folderArchive(folderWith());
    expect(await withKept(asked, archive)).toMatchObject({ kept: null, keeps: true });
    await keepRead(report({ operation: 'check', startedAt: first, tables }), { read, kept: null }, { archive, log });
    const { kept } = await withKept(asked, archive);
    expect(kept).toEqual({ ...read, at: first, tables, countedAt: first });
    const more = { ...read, applied: null };
    await keepRead(report({ operation: 'verify', startedAt: second }), { read: more, kept }, { archive, log });
    expect((await withKept(asked, archive)).kept).toEqual({ ...more, at: second, tables, countedAt: first });
  });

  test('is not kept of a run that read nothing, nor asked for where no guard compares with it', async () => {
    const archive = folderArchive(folderWith());
    await keepRead(report({ operation: 'check' }), { read: {}, kept: null }, { archive, log });
    expect((await withKept(asked, archive)).kept).toBeNull();
    for (const other of [{ operation: 'fix' as const }, { guards: ['sequences' as const] }]) {
      expect((await withKept({ ...asked, ...other }, archive)).keeps).toBeUndefined();
    }
    expect((await withKept(asked, null)).keeps).toBeUndefined();
  });
});

test.each([
  ['no project', manifestOf()],
  ['a project without migrations', manifestOf(project('prisma', 'prisma/migrations', []))],
])('a call whose manifest has %s is refused', (_, empty) => {
  const service = {
    ...{ settings: settingsSchema.parse({ targets: { shop: { url: 'postgres://x/y' } } }), environment: {} },
    ...{ archive: null, channels: [], log },
  };
  expect(() => requestsOf('verify', { manifest: empty }, service)).toThrow('the manifest of the call expects nothing');
  expect(requestsOf('verify', { manifest }, service)).toHaveLength(1);
});
