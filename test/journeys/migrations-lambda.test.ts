import { beforeAll, describe, expect, test } from 'vitest';
import { manifestOf } from '../../shared/guards/migrations/manifest/build.ts';
import { repositoryAt } from '../../shared/guards/migrations/repository/walk.ts';
import type { Manifest } from '../../shared/model/manifest.ts';
import { type Report, reportSchema } from '../../shared/model/report.ts';
import { migrationSettingsSchema } from '../../shared/model/settings.ts';
import { history, type RecordedHistory } from '../histories/history.ts';
import { type Account, account } from './lambda/account.ts';
import { callUrl, urlEvent } from './lambda/callers.ts';

const token = 'token-of-the-pipeline-1234567890';
let functions: Account['functions'];
let inputOf: Account['inputOf'];
let pending: RecordedHistory;
let upToDate: RecordedHistory;
let wrong: Record<string, RecordedHistory>;

/** What is wrong with a project's database, by the target's name: the tool, its scenario, what blocks, the way out. */
const cases = {
  failed: ['prisma', 'failed', 'npx prisma migrate resolve --rolled-back 20230301000000_orders'],
  edited: ['prisma', 'edited', 'git log -p -- prisma/migrations/20230201000000_nickname/migration.sql'],
  'missing-from-repository': ['prisma', 'diverged', "git log --all --oneline -- '*20230201000000_nickname*'"],
  'multiple-heads': ['flask', 'two-heads', 'flask db merge -m "merge heads" c3 d4'],
  stamped: ['flask', 'stamped', 'flask db upgrade'],
} as const;

beforeAll(async () => {
  [pending, upToDate] = await Promise.all([history('prisma', 'pending'), history('prisma', 'up-to-date')]);
  const histories = Object.entries(cases).map(async ([name, [tool, scenario]]) => [
    name,
    await history(tool, scenario),
  ]);
  wrong = Object.fromEntries(await Promise.all(histories));
  const own = Object.keys(cases).map((name) => [name, { secret: name, fixSecret: name }]);
  const deployed = await account({
    targets: {
      ...Object.fromEntries(own),
      production: { secret: 'production', fixSecret: 'production' },
      staging: { secret: 'staging', fixSecret: 'staging' },
    },
    auth: { secret: 'callers' },
  });
  deployed.aws.secrets.set('production', upToDate.url);
  deployed.aws.secrets.set('staging', pending.url);
  for (const [name, { url }] of Object.entries(wrong)) deployed.aws.secrets.set(name, url);
  deployed.aws.secrets.set('callers', JSON.stringify({ bearer: [token] }));
  ({ functions, inputOf } = deployed);
});

function manifestIn({ folder }: RecordedHistory): Promise<Manifest> {
  return manifestOf(repositoryAt(folder), { settings: migrationSettingsSchema.parse({}) });
}

async function call(operation: 'check' | 'verify', target: string, manifest?: Manifest) {
  const body = JSON.stringify({ targets: [target], guards: ['migrations'], ...(manifest ? { manifest } : {}) });
  return callUrl<Report>(functions[operation], urlEvent(body, { headers: { authorization: `Bearer ${token}` } }));
}

describe('a deploy that sends its manifest along', () => {
  test('goes ahead with what is pending before it, and not after it', async () => {
    const manifest = await manifestIn(pending);
    const before = await call('check', 'staging', manifest);
    expect(before).toMatchObject({ status: 200, body: { verdict: 'pass', manifest: { source: 'call' } } });
    expect(before.body.findings.map(({ code }) => code)).toContain('migrations/pending');
    const after = await call('verify', 'staging', manifest);
    expect(after).toMatchObject({ status: 422, body: { verdict: 'block' } });
  });

  test.each(Object.entries(cases))(
    'is stopped where something is %s, with the exact way out',
    async (name, [, , way]) => {
      const { status, body } = await call('check', name, await manifestIn(wrong[name] as RecordedHistory));
      const finding = body.findings.find(({ code }) => code === `migrations/${name}`);
      expect({ status, severity: finding?.severity }).toEqual({ status: 422, severity: 'block' });
      expect(finding?.remedy.commands).toContain(way);
    },
  );

  test('is refused in words where the manifest is none', async () => {
    const { status, body } = await call('check', 'staging', { manifest: 2, projects: 7 } as unknown as Manifest);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('manifest');
  });
});

describe('the nightly schedule', () => {
  test('judges by the manifest of the last deploy that was verified, and notices what was applied behind its back', async () => {
    const manifest = await manifestIn(upToDate);
    expect(await call('verify', 'production', manifest)).toMatchObject({ status: 200 });
    const nightly = async () => {
      const { result } = await functions.check.invoke(inputOf('lockstep check of production'));
      return reportSchema.parse(result);
    };
    expect(await nightly()).toMatchObject({ verdict: 'pass', manifest: { source: 'archive' } });
    await upToDate.database.query(
      'DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)',
    );
    const report = await nightly();
    expect(report).toMatchObject({ verdict: 'block', manifest: { source: 'archive' } });
    expect(report.findings.map(({ code }) => code)).toContain('migrations/pending');
  });
});
