import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carriedOut, type Service } from '../../../../shared/call.ts';
import type { Operation, Report } from '../../../../shared/model/report.ts';
import { reportSchema } from '../../../../shared/model/report.ts';
import type { Request } from '../../../../shared/model/request.ts';
import { settingsSchema } from '../../../../shared/model/settings.ts';
import type { Archive } from '../../../../shared/publish/archive/archive.ts';
import { database, type TestDatabase } from '../../../support/database.ts';
import { findingOf, houseFor, requestFor } from '../../../support/lockstep.ts';
import { comparisonOf, extra, factsOf, judgedBy } from '../judging.ts';

function memory(): Archive & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    addressOf: (key) => `memory:${key}`,
    read: async (key) => texts.get(key) ?? null,
    write: async (key, text) => void texts.set(key, text),
    claim: async () => true,
  };
}

const said: string[] = [];
const log = { info: () => {}, error: (message: string) => void said.push(message) };

let production: TestDatabase;
let archive: ReturnType<typeof memory>;

beforeAll(async () => {
  production = await database(`
    CREATE TABLE schema_migrations (version varchar PRIMARY KEY); INSERT INTO schema_migrations VALUES ('1');
    CREATE TABLE orders (id bigint PRIMARY KEY, note text)`);
});

beforeEach(() => {
  archive = memory();
});

async function night(
  operation: Operation = 'check',
  more: { archive?: Archive } & Partial<Request> = {},
): Promise<Report> {
  const { archive: other = archive, ...rest } = more;
  const service: Service = { settings: settingsSchema.parse({}), environment: {}, archive: other, channels: [], log };
  const request = { ...requestFor(operation, production.url, { guards: ['schema'] }), ...rest };
  return reportSchema.parse(await carriedOut([request], service, houseFor()));
}

describe('tonight beside last night', () => {
  it('says nothing the first time, and nothing where nothing changed', async () => {
    expect(await night()).toMatchObject({ verdict: 'pass', findings: [] });
    const report = await night('verify');
    expect(report).toMatchObject({ verdict: 'pass', findings: [], differences: [] });
    expect(report.roundTrips).toBeLessThanOrEqual(12);
  });

  it('warns once of what was changed without a migration', async () => {
    const { startedAt } = await night();
    await production.query('ALTER TABLE orders ADD COLUMN by_hand integer; CREATE INDEX orders_note ON orders (note)');
    const report = await night();
    expect(findingOf(report, 'schema/drift')).toMatchObject({
      severity: 'warn',
      subject: { kind: 'target', name: 'test' },
      message: `2 objects changed since ${startedAt} without a migration: column orders.by_hand new, index orders.orders_note new`,
      evidence: { count: 2, applied: [], objects: ['column public.orders.by_hand new: integer', expect.any(String)] },
    });
    expect(report.differences).toMatchObject([{ with: 'archive', change: 'added', severity: 'warn' }, {}]);
    expect(await night()).toMatchObject({ verdict: 'pass', differences: [] });
  });

  it('is told for information where a migration was applied meanwhile', async () => {
    await night();
    await production.query("ALTER TABLE orders ADD COLUMN city text; INSERT INTO schema_migrations VALUES ('2')");
    const report = await night();
    expect(report.verdict).toBe('pass');
    expect(findingOf(report, 'schema/drift')).toMatchObject({
      severity: 'info',
      message: expect.stringContaining('(1 migration applied or taken back: dbmate 2): column orders.city new'),
    });
  });

  it('keeps nothing of a fix, and compares nothing in one', async () => {
    await night('fix');
    expect([...archive.texts.keys()]).toEqual([]);
  });
});

describe('an archive that fails', () => {
  it('leaves it unknown, and what it keeps as it is', async () => {
    await night();
    await production.query('ALTER TABLE orders ADD COLUMN later integer');
    const before = archive.texts.get('kept/test.json');
    const deaf = { ...archive, read: () => Promise.reject(new Error('S3 answered 503')) };
    const report = await night('check', { archive: deaf });
    expect(report.verdict).toBe('unknown');
    expect(findingOf(report, 'schema/not-compared')).toMatchObject({
      message: 'the schema was not compared with the last run: S3 answered 503',
    });
    expect(archive.texts.get('kept/test.json')).toBe(before);
    expect(findingOf(await night(), 'schema/drift').message).toContain('column orders.later new');
  });

  it('is unknown once where it holds something else, which is replaced', async () => {
    for (const text of [
      '{"kept":[',
      '{"kept":1,"at":"2026-11-20T09:00:00.000Z","schema":"AAAA","applied":null,"tables":[]}',
    ]) {
      await archive.write('kept/test.json', text);
      expect(findingOf(await night(), 'schema/not-compared').message).toContain('holds no schema that can be read');
      expect(await night()).toMatchObject({ verdict: 'pass' });
    }
  });

  it('that is full does not end the run', async () => {
    const full = { ...archive, write: () => Promise.reject(new Error('no space')) };
    expect(await night('check', { archive: full })).toMatchObject({ verdict: 'pass' });
    expect(said).toContain('the schema could not be kept');
  });
});

it('warns, and says so, where nobody knows whether a migration did it', () => {
  const at = '2026-11-20T09:00:00.000Z';
  const archived = { source: 'archive', name: 'archive', at } as const;
  const differences = [extra('table', ['public', 'notes'])];
  for (const applied of [null, ['dbmate 1']]) {
    const comparisons = [comparisonOf(differences, { ...archived, applied })];
    expect(judgedBy(factsOf([], { comparisons, histories: { applied: null, pending: [] } }))).toMatchObject([
      {
        ...{ code: 'schema/drift', severity: 'warn', evidence: { applied: null } },
        message: `1 object changed since ${at} (whether by a migration is not known): table notes new`,
      },
    ]);
  }
});
