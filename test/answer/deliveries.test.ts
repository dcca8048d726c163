import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Desk } from '../../shared/answer/desk.ts';
import type { Archive } from '../../shared/publish/archive/archive.ts';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { folderWith } from '../support/command.ts';
import { database, type TestDatabase } from '../support/database.ts';
import { bearer, deskWith, type Line, type Sent, send, signature } from './desk.ts';

const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';

async function opened(more: { url?: string; archive?: Archive | null } = {}) {
  const shop = await database(behind);
  const archive = more.archive === undefined ? folderArchive(folderWith()) : more.archive;
  const limits = { connectSeconds: 0.2, lockSeconds: 0.3, totalSeconds: 5 };
  const desk = deskWith({ targets: { shop: { url: more.url ?? shop.url } }, limits }, archive);
  return { shop, desk };
}

/** Puts the sequence behind its rows again: only a second run would move it. */
async function breakAgain(shop: TestDatabase): Promise<() => Promise<boolean>> {
  await shop.query("SELECT setval('orders_id_seq', 1)");
  return async () => (await shop.query('SELECT last_value FROM orders_id_seq'))[0]?.last_value !== '1';
}

const keyed = (id: string, body = ''): Sent => ({ headers: { ...bearer, 'idempotency-key': id }, body });
const signed = (id: string, body = '{"operation":"fix"}'): Sent => ({ headers: signature(body, id), body });

describe('a delivery that came before', () => {
  test.each([
    ['signed', signed],
    ['with an idempotency key', keyed],
  ])('%s, gets the first report of fix, and nothing runs', async (_, sent) => {
    const { shop, desk } = await opened();
    const first = await send(desk, 'fix', sent('msg_1'));
    const moved = await breakAgain(shop);
    const again = await send(desk, 'fix', { ...sent('msg_1'), query: 'on-fail=200' });
    expect(first).toMatchObject({ status: 200, json: { changes: [{ to: '41' }] } });
    expect(again).toMatchObject({ status: 200, json: first.json });
    expect(await moved()).toBe(false);
    expect(desk.lines.at(-1)?.message).toBe('the same delivery again');
    expect((await send(desk, 'fix', sent('msg_2'))).json.id).not.toBe(first.json.id);
    expect(await moved()).toBe(true);
  });

  test('uses up no second value by verify', async () => {
    const { shop, desk } = await opened();
    await shop.query("SELECT setval('orders_id_seq', 50)");
    const first = await send(desk, 'verify', keyed('a'));
    expect((await send(desk, 'verify', keyed('a'))).json).toEqual(first.json);
    expect(await shop.query('SELECT last_value FROM orders_id_seq')).toEqual([{ last_value: '51' }]);
  });

  test('is checked anew: whoever asks again wants to know how things are now', async () => {
    const { shop, desk } = await opened();
    expect((await send(desk, 'check', signed('a', '{}'))).status).toBe(422);
    await shop.query("SELECT setval('orders_id_seq', 50)");
    expect((await send(desk, 'check', signed('a', '{}'))).status).toBe(200);
  });

  test('of another caller, operation or body is another', async () => {
    const { desk } = await opened();
    const ids = [
      (await send(desk, 'fix', keyed('a'))).json.id,
      (await send(desk, 'fix', signed('a'))).json.id,
      (await send(desk, 'fix', { ...keyed('a'), iam: 'arn:aws:iam::1:user/ci' })).json.id,
      (await send(desk, 'verify', keyed('a'))).json.id,
    ];
    expect(new Set(ids).size).toBe(4);
    expect(await send(desk, 'fix', keyed('a', '{"dryRun":true}'))).toMatchObject({
      status: 400,
      json: { detail: /another body/ },
    });
  });

  test('is forgotten after a day', async () => {
    const { desk } = await opened();
    const first = await send(desk, 'fix', keyed('a'));
    vi.setSystemTime(Date.now() + 86_500_000);
    const next = await send(desk, 'fix', keyed('a')).finally(() => vi.useRealTimers());
    expect(next.json.id).not.toBe(first.json.id);
  });
});

describe('a delivery is carried out', () => {
  test('once, however many come at the same time', async () => {
    const { desk } = await opened();
    const replies = await Promise.all(Array.from({ length: 6 }, () => send(desk, 'fix', keyed('a'))));
    const carriedOut = new Set(replies.filter(({ status }) => status === 200).map(({ json }) => json.id));
    expect(carriedOut.size).toBe(1);
    expect(replies.every(({ status }) => status === 200 || status === 409)).toBe(true);
    const refused = replies.find(({ status }) => status === 409);
    expect(refused).toMatchObject({ headers: { 'retry-after': '10' }, json: { code: 'target/busy' } });
  });

  test('again where it came to nothing that lasts', async () => {
    const { shop, desk } = await opened();
    const down = deskWith(
      { targets: { shop: { url: 'postgres://a@127.0.0.1:1/b' } }, limits: { connectSeconds: 0.1 } },
      desk.archive,
    );
    expect((await send(down, 'fix', keyed('a'))).status).toBe(503);
    const holder = await shop.connect();
    await holder.query(`BEGIN; SELECT pg_advisory_xact_lock(x'${Buffer.from('lockstep').toString('hex')}'::bigint)`);
    expect((await send(desk, 'fix', keyed('a'))).status).toBe(409);
    await holder.query('ROLLBACK');
    const third = await send(desk, 'fix', keyed('a'));
    expect(third).toMatchObject({ status: 200, json: { changes: [{ to: '41' }] } });
    expect((await send(desk, 'fix', keyed('a'))).json).toEqual(third.json);
  });

  test('again where whoever took it on never came to an end', async () => {
    const { desk } = await opened();
    await new Promise<void>((begun) => {
      const inTurn = async (work: () => Promise<unknown>) => {
        await work();
        begun();
        return new Promise<never>(() => {});
      };
      void send(desk, 'fix', keyed('a'), { inTurn });
    });
    expect((await send(desk, 'fix', keyed('a'))).status).toBe(409);
    vi.setSystemTime(Date.now() + 66_000);
    expect((await send(desk, 'fix', keyed('a')).finally(() => vi.useRealTimers())).status).toBe(200);
  });

  /** A delivery that waits for its turn, this long by the clock so far. */
  async function waiting(desk: Desk, milliseconds: number) {
    const waits = Promise.withResolvers<void>();
    const turn = Promise.withResolvers<void>();
    const inTurn = async <Value>(work: () => Promise<Value>) => {
      waits.resolve();
      return turn.promise.then(work);
    };
    const reply = send(desk, 'fix', keyed('a'), { inTurn });
    await waits.promise;
    vi.setSystemTime(Date.now() + milliseconds);
    onTestFinished(() => void vi.useRealTimers());
    return { reply, haveTurn: turn.resolve };
  }

  test('once, though it waits for its turn', async () => {
    const { desk } = await opened();
    const { reply, haveTurn } = await waiting(desk, 30_000);
    expect((await send(desk, 'fix', keyed('a'))).status).toBe(409);
    haveTurn();
    const { status, json } = await reply;
    expect(status).toBe(200);
    expect((await send(desk, 'fix', keyed('a'))).json).toEqual(json);
  });

  test('by the next that comes where its turn does not come in the time of a run and a minute', async () => {
    const { desk } = await opened();
    const { reply, haveTurn } = await waiting(desk, 66_000);
    const next = await send(desk, 'fix', keyed('a'));
    expect(next.status).toBe(200);
    haveTurn();
    expect(await reply).toMatchObject({ status: 503, json: { detail: expect.stringContaining('waited too long') } });
    expect((await send(desk, 'fix', keyed('a'))).json).toEqual(next.json);
  });

  test('also where the archive fails, which the log says', async () => {
    const fails = async () => Promise.reject(new Error('S3 answered 503'));
    const { desk } = await opened({ archive: { addressOf: String, read: fails, write: fails, claim: fails } });
    const prefer = { ...bearer, prefer: 'respond-async', 'idempotency-key': 'a' };
    expect((await send(desk, 'fix', { headers: prefer })).status).toBe(200);
    expect(desk.lines).toContainEqual(expect.objectContaining({ message: 'deliveries cannot be remembered' }));
  });
});

test('an id of a delivery that is none is refused', async () => {
  const { desk } = await opened();
  for (const id of ['', 'x'.repeat(256), 'ü']) expect((await send(desk, 'fix', keyed(id))).status).toBe(400);
  expect((await send(desk, 'fix', keyed('"quoted"'))).json.id).toBe((await send(desk, 'fix', keyed('quoted'))).json.id);
});

describe('a caller that prefers not to wait', () => {
  const prefer = { ...bearer, prefer: 'wait=5, Respond-Async' };
  const reportAt = async (desk: Desk, path: string, query = '') =>
    send(desk, 'check', { method: 'GET', path: new URL(path, 'http://x').pathname, query });

  test('gets an address at once, and the answer there when it is done', async () => {
    const { shop, desk } = await opened();
    const holder = await shop.connect();
    await holder.query('BEGIN; LOCK TABLE orders');
    const promise = await send(desk, 'check', { headers: prefer }, { base: 'https://example.com/check' });
    expect(promise).toMatchObject({
      status: 202,
      headers: { 'preference-applied': 'respond-async', location: promise.json.location },
    });
    expect(promise.json.location).toMatch(/^https:\/\/example\.com\/check\/reports\/check-[0-9A-Z]{26}$/);
    expect(await reportAt(desk, promise.json.location)).toMatchObject({ status: 202, headers: { 'retry-after': '2' } });
    await holder.query('ROLLBACK');
    const stored = await vi.waitFor(async () => {
      const reply = await reportAt(desk, promise.json.location);
      expect(reply.status).not.toBe(202);
      return reply;
    });
    expect(stored).toMatchObject({ status: 422, json: { verdict: 'block', operation: 'check' } });
    expect((await reportAt(desk, promise.json.location, 'on-fail=200')).status).toBe(200);
    const nobody = { method: 'GET', path: new URL(promise.json.location).pathname, headers: {} };
    expect((await send(desk, 'check', nobody)).status).toBe(401);
    expect((await send(desk, 'verify', { ...nobody, headers: bearer })).status).toBe(404);
  });

  test('is told at once what is wrong with what it asks', async () => {
    const { desk } = await opened();
    expect((await send(desk, 'check', { headers: prefer, body: '{"targets":["x"]}' })).status).toBe(404);
  });

  test('waits all the same where nothing keeps the answer, or nobody takes the work', async () => {
    const { desk } = await opened({ archive: null });
    expect((await send(desk, 'check', { headers: prefer })).status).toBe(422);
    const kept = await opened();
    const later = async () => Promise.reject(new Error('Lambda answered 403'));
    expect((await send(kept.desk, 'check', { headers: prefer }, { later })).status).toBe(422);
    expect(kept.desk.lines[0]).toMatchObject({ level: 'error', message: 'nothing can be left for later' });
  });

  test('and sends its fix twice gets the same result twice, from one run', async () => {
    const { shop, desk } = await opened();
    const headers = { ...prefer, 'idempotency-key': 'a' };
    const { json } = await send(desk, 'fix', { headers });
    const path = json.location;
    const stored = await vi.waitFor(async () => {
      const reply = await send(desk, 'fix', { method: 'GET', path });
      expect(reply.status).toBe(200);
      return reply;
    });
    const moved = await breakAgain(shop);
    expect((await send(desk, 'fix', { headers })).json).toEqual(stored.json);
    expect(await moved()).toBe(false);
  });

  test('learns that a run was lost', async () => {
    const { desk } = await opened();
    const { json } = await send(desk, 'check', { headers: prefer }, { later: async () => {} });
    onTestFinished(() => void vi.useRealTimers());
    // Lambda keeps an event for an hour.
    vi.setSystemTime(Date.now() + 3_600_000);
    expect((await reportAt(desk, json.location)).status).toBe(202);
    vi.setSystemTime(Date.now() + 66_000);
    const reply = await reportAt(desk, json.location);
    expect(reply).toMatchObject({ status: 503, json: { detail: /never came to its end/ } });
    const dying = () => new Promise<never>(() => {});
    const begun = await send(desk, 'check', { headers: prefer }, { inTurn: dying });
    await vi.waitFor(async () => {
      vi.setSystemTime(Date.now() + 66_000);
      expect((await reportAt(desk, begun.json.location)).status).toBe(503);
    });
    vi.useRealTimers();
    const failing = { inTurn: async () => Promise.reject(new Error('lost')) };
    const promise = await send(desk, 'check', { headers: prefer }, failing);
    await vi.waitFor(async () => expect((await reportAt(desk, promise.json.location)).status).not.toBe(202));
  });

  test('asks again where the archive fails, and the log says how', async () => {
    const read = async () => Promise.reject(new Error('S3 answered 503 SlowDown'));
    const desk = deskWith({}, { ...folderArchive(folderWith()), read });
    const reply = await reportAt(desk, `/reports/check-${'0'.repeat(26)}`);
    expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '10' } });
    expect(reply.body).not.toContain('S3');
    expect(desk.lines).toMatchObject([{ level: 'error', message: expect.stringContaining('S3 answered 503') }]);
  });

  test('and no other gets a 202', async () => {
    const { desk } = await opened();
    for (const value of ['', 'wait=10', 'return=minimal', 'x-respond-async']) {
      expect((await send(desk, 'check', { headers: { ...bearer, prefer: value } })).status).toBe(422);
    }
  });
});

test('lines hold no id of a delivery', async () => {
  const { desk } = await opened();
  await send(desk, 'fix', keyed('an-id-of-a-delivery'));
  expect(JSON.stringify(desk.lines satisfies Line[])).not.toContain('an-id-of');
});
