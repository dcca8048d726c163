import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carriedOut, type Service } from '../../../../shared/call.ts';
import type { Migration } from '../../../../shared/model/manifest.ts';
import type { Operation, Report } from '../../../../shared/model/report.ts';
import { reportSchema } from '../../../../shared/model/report.ts';
import type { Request } from '../../../../shared/model/request.ts';
import { settingsSchema } from '../../../../shared/model/settings.ts';
import type { Archive } from '../../../../shared/publish/archive/archive.ts';
import type { Channel } from '../../../../shared/publish/channel.ts';
import { database, type TestDatabase } from '../../../support/database.ts';
import { findingOf, houseFor, requestFor } from '../../../support/lockstep.ts';
import { expecting, projectOf } from '../../migrations/made.ts';
import { changed, comparisonOf, extra, factsOf, judgedBy, missing } from '../judging.ts';

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
  more: { archive?: Archive; channels?: Channel[] } & Partial<Request> = {},
): Promise<Report> {
  const { archive: other = archive, channels = [], ...rest } = more;
  const service: Service = { settings: settingsSchema.parse({}), environment: {}, archive: other, channels, log };
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
      message: expect.stringContaining(
        '(1 migration applied or taken back meanwhile: dbmate 2; whether that is what changed it cannot be told): column orders.city new',
      ),
    });
  });

  it('warns of what none of the migrations does that were applied meanwhile', async () => {
    await night();
    await production.query(`ALTER TABLE orders ADD COLUMN street text, ENABLE ROW LEVEL SECURITY;
      CREATE TABLE by_hand (id integer); INSERT INTO schema_migrations VALUES ('3')`);
    const text = 'ALTER TABLE orders ADD street text';
    const migration = { id: '3', effects: ['+column orders.street'], sql: [{ line: 1, text }] };
    const expectation = expecting({ projects: [projectOf(['1', '2', migration])] });
    const report = await night('check', { expectation });
    expect(report.findings.map(({ severity, message }) => [severity, message.replace(/^.*?Z /, '')])).toEqual([
      [
        'warn',
        'without a migration, as none of those does it (1 migration applied or taken back meanwhile: dbmate 3): table by_hand new',
      ],
      [
        'info',
        '(1 migration applied or taken back meanwhile: dbmate 3; whether that is what changed it cannot be told): table orders changed',
      ],
      ['info', '(1 migration applied or taken back meanwhile: dbmate 3): column orders.street new'],
    ]);
    expect(report.differences?.find(({ object }) => object.endsWith('street'))?.migration).toBe('3');
  });

  it('is told again where a channel did not get it', async () => {
    await night();
    await production.query('ALTER TABLE orders ADD COLUMN untold integer');
    const dead: Channel = { name: 'topic', tell: () => Promise.reject(new Error('SNS answered 503')) };
    const before = archive.texts.get('kept/test.json');
    expect(findingOf(await night('check', { channels: [dead] }), 'schema/drift').message).toContain('untold new');
    expect(archive.texts.get('kept/test.json')).toBe(before);
    const heard: Channel = { name: 'topic', tell: async () => ({ status: 'sent' }) };
    expect(findingOf(await night('check', { channels: [heard] }), 'schema/drift').message).toContain('untold new');
    expect(await night()).toMatchObject({ verdict: 'pass', differences: [] });
  });

  it('is none where the configuration reads another part of the schema, which is said', async () => {
    const only = (schema: object) => ({ settings: settingsSchema.parse({ schema }) });
    const { startedAt } = await night('check', only({ tables: ['public.orders'] }));
    await production.query('ALTER TABLE orders ADD COLUMN scoped integer');
    const report = await night();
    expect(report.findings.map(({ severity, message }) => [severity, message])).toEqual([
      ['warn', `1 object changed since ${startedAt} without a migration: column orders.scoped new`],
      [
        'info',
        `what is read of the schema is not what was read at ${startedAt}: only what both runs read was compared`,
      ],
    ]);
    const narrower = await night('check', only({ kinds: ['table'] }));
    expect(narrower.findings.map(({ severity }) => severity)).toEqual(['info']);
    expect(await night('check', only({ kinds: ['table'] }))).toMatchObject({ findings: [] });
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

describe('where a migration was applied meanwhile', () => {
  const t = ['public', 't'];
  const accounts = changed('table', ['public', 'accounts'], { 'row security': ['yes', null] });
  const invoker = changed('view', ['public', 'v'], { options: [['security_invoker=true'], null] });

  function weighed(
    difference: Parameters<typeof comparisonOf>[0][number],
    migration: Partial<Migration> | null,
  ): string {
    const archived = { name: 'archive', at: '2026-11-20T09:00:00.000Z', applied: ['prisma a'] };
    const comparisons = [comparisonOf([difference], { source: 'archive', ...archived })];
    const migrations = migration === null ? [] : [{ id: 'a' }, { id: 'b', ...migration }];
    const histories = { applied: ['prisma a', 'prisma b 2026-11-20 10:00:00+00'], pending: [] };
    const [finding] = judgedBy(factsOf([], { comparisons, histories, migrations }));
    const by = /cannot be told|none of those does it/.exec(finding?.message ?? '')?.[0];
    return `${finding?.severity}${by === undefined ? '' : `, ${by}`}`;
  }
  const sqlOf = (text: string, ...effects: string[]) => ({ effects, sql: [{ line: 1, text }] });

  it.each<[string, string, Parameters<typeof weighed>[0], Partial<Migration> | null]>([
    ['nothing of it', 'warn, none of those does it', accounts, sqlOf('CREATE TABLE logs (id int)', '+table logs')],
    ['another part of it', 'warn, cannot be told', accounts, sqlOf('ALTER TABLE accounts ADD nickname text')],
    ['it', 'info', accounts, sqlOf('ALTER TABLE accounts DISABLE ROW LEVEL SECURITY')],
    ['its opposite', 'warn, cannot be told', accounts, sqlOf('ALTER TABLE accounts ENABLE ROW LEVEL SECURITY')],
    ['an unknown thing', 'warn, cannot be told', accounts, { opaque: true, sql: [] }],
    ['a thing of no manifest', 'warn, cannot be told', accounts, null],
    ['a thing of no manifest to a view', 'warn, cannot be told', invoker, null],
    [
      'a thing of no manifest to a policy',
      'warn, cannot be told',
      changed('policy', [...t, 'p'], { using: ['a', 'b'] }),
      null,
    ],
    [
      'a thing of no manifest to a grant',
      'warn, cannot be told',
      extra('grant', ['table', ...t, 'PUBLIC'], { privileges: ['SELECT'] }),
      null,
    ],
    [
      'a thing of no manifest that protects',
      'info, cannot be told',
      missing('grant', ['table', ...t, 'app'], { privileges: ['SELECT'] }),
      null,
    ],
    ['a thing of no manifest to a column', 'info, cannot be told', extra('column', [...t, 'a']), null],
    [
      'the drop of a column that an index goes with',
      'info, cannot be told',
      missing('index', [...t, 'i'], { definition: 'x' }),
      sqlOf('ALTER TABLE t DROP a', '-column t.a'),
    ],
    [
      'the rename of a table that a view reads',
      'info, cannot be told',
      changed('view', ['public', 'v'], { definition: ['SELECT FROM t', 'SELECT FROM u'] }),
      sqlOf('ALTER TABLE t RENAME TO u', '>table t u'),
    ],
    [
      'a serial column',
      'info, cannot be told',
      extra('sequence', ['public', 'q'], { 'owned by': 'public.t.a' }),
      sqlOf('ALTER TABLE t ADD a serial', '+column t.a'),
    ],
    ['the table itself', 'info', extra('table', t), { effects: ['+table t'], sql: [] }],
    ['the drop of the table', 'info', missing('table', t), { effects: ['-table t'], sql: [] }],
    ['the table that is gone', 'warn, none of those does it', missing('table', t), { effects: ['+table t'], sql: [] }],
  ])('that did %s, it is %s', (_, weight, difference, migration) => {
    expect(weighed(difference, migration)).toBe(weight);
  });
});
