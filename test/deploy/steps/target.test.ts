import { Client } from 'pg';
import { expect, test } from 'vitest';
import { commandSessionName } from '../../../shared/deploy/session-names.ts';
import { database } from '../../support/database.ts';
import { type DeployWish, deploying } from '../deploying.ts';

const shop = await database('CREATE TABLE orders (id serial PRIMARY KEY)', { forFile: true });
const laptop = { environment: { CI: '' } };

async function told(wish: DeployWish) {
  const { report, story } = await deploying(shop, ['true'], wish);
  return { codes: report.findings.map(({ code }) => code), report, story, first: report.findings[0]?.message };
}

test('a database for development is no production: nobody even connects to it', async () => {
  const { codes, first, report, story } = await told({ target: { url: shop.url, fingerprint: undefined } });
  expect(codes).toEqual(['deploy/target']);
  expect(first).toBe(
    'target production is a production database, and its URL is that of one for development: its host is this machine (127.0.0.1)',
  );
  expect(report).toMatchObject({
    verdict: 'block',
    operation: 'check',
    target: { host: '127.0.0.1', server: null, attempts: 0 },
  });
  expect(report.summary).toMatch(/^not deployed to production: /);
  expect(story).toMatchObject({ outcome: 'refused', state: ['nothing was changed'] });
  expect(report.guards).toMatchObject([{ guard: 'sequences', verdict: 'unknown', examined: 0 }]);
});

test('a fingerprint that fits is stronger than the name, and one that does not blocks', async () => {
  expect((await told({})).story.outcome).toBe('succeeded');
  const { codes, report } = await told({ target: { url: shop.url, fingerprint: '1:2' } });
  expect(codes).toEqual(['target/wrong-database']);
  expect(report.verdict).toBe('block');
});

test('outside of production the name does not matter, nor where it is deployed from', async () => {
  const target = { url: shop.url, environment: 'staging', fingerprint: undefined };
  expect((await told({ target, ...laptop })).story.outcome).toBe('succeeded');
  const unsaid = { url: shop.url, environment: undefined };
  expect((await told({ target: unsaid, ...laptop })).codes).toEqual(['deploy/not-confirmed']);
});

test('production from a machine that is no CI needs --yes, or somebody who agrees', async () => {
  const asked: string[] = [];
  const ask = (answer: boolean) => async (question: string) => {
    asked.push(question);
    return answer;
  };
  expect((await told(laptop)).codes).toEqual(['deploy/not-confirmed']);
  expect((await told({ ...laptop, house: { ask: ask(false) } })).codes).toEqual(['deploy/not-confirmed']);
  expect((await told({ ...laptop, house: { ask: ask(true) } })).story.outcome).toBe('succeeded');
  expect((await told({ ...laptop, yes: true, house: { ask: ask(false) } })).story.outcome).toBe('succeeded');
  expect(asked).toEqual(Array(2).fill('Deploy to production from this machine: true?'));
  const plan = await told({ ...laptop, plan: true });
  expect(plan.report).toMatchObject({ verdict: 'pass' });
  expect(plan.story.steps[0]?.message).toContain('needs --yes');
  const meant = await told({ ...laptop, plan: true, yes: true });
  expect(meant.story.steps[0]?.message).not.toContain('--yes');
});

test('what the command of a deploy that was killed is still at on the server is in the way; its idle connection is not', async () => {
  const own = await database('CREATE TABLE orders (id serial PRIMARY KEY)');
  const reader = await own.role((role) => `GRANT SELECT ON orders, orders_id_seq TO ${role}`);
  const left = new Client({ connectionString: own.url, application_name: commandSessionName() });
  left.on('error', () => {});
  await left.connect();
  expect((await deploying(own, ['true'])).story.outcome).toBe('succeeded');
  const { pid } = (await left.query('SELECT pg_backend_pid() AS pid')).rows[0];
  const slept = left.query('CREATE TABLE late AS SELECT 1 FROM pg_sleep(60)').catch((error: Error) => error.message);
  const begun = `SELECT FROM pg_stat_activity WHERE pid = ${pid} AND wait_event = 'PgSleep'`;
  await expect.poll(() => own.query(begun), { interval: 10 }).toHaveLength(1);
  const [real, plan, unseen] = await Promise.all([
    deploying(own, ['true']),
    deploying(own, ['true'], { plan: true }),
    deploying({ ...own, url: reader.url }, ['true']),
  ]);
  for (const { report, story } of [real, plan, unseen]) {
    expect(report).toMatchObject({ verdict: 'unknown', findings: [{ code: 'deploy/busy' }] });
    expect(report.findings[0]?.remedy.summary).toContain(`SELECT pg_terminate_backend(${pid})`);
    expect(story.steps.map(({ status }) => status)).toEqual(['failed', ...Array(8).fill('not-reached')]);
  }
  expect(real.report.findings[0]?.message).toMatch(
    new RegExp(
      `\\(pid ${pid}, since 20\\S+Z: CREATE TABLE late AS SELECT 1 FROM pg_sleep\\(60\\)\\); nothing was run$`,
    ),
  );
  expect(unseen.report.findings[0]?.message).not.toContain('late');
  await own.query(`SELECT pg_terminate_backend(${pid})`);
  expect(await slept).toMatch(/terminating/);
  expect((await deploying(own, ['true'])).story.outcome).toBe('succeeded');
});

test('a database that does not answer is deployed to by nobody', async () => {
  const { report, story } = await told({
    target: { url: 'postgres://127.0.0.1:1/shop' },
    settings: { limits: { connectSeconds: 0.1 } },
  });
  expect(report).toMatchObject({ verdict: 'unknown', ok: false });
  expect(story.outcome).toBe('refused');
  expect(report.summary).toMatch(/^not deployed to production: connection refused/);
});
