import { beforeAll, describe, expect, test } from 'vitest';
import { type Report, reportSchema } from '../../shared/model/report.ts';
import { database, type TestDatabase } from '../support/database.ts';
import { type Account, account } from './lambda/account.ts';
import { callUrl, urlEvent } from './lambda/callers.ts';

const token = 'token-of-the-pipeline-1234567890';
const shop = `
  CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, note text);
  CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
  CREATE INDEX orders_user ON orders (user_id);
  INSERT INTO users VALUES (1, 'a@example.com')`;
/** What somebody did to production by hand. */
const changes = 'ALTER TABLE users DROP COLUMN note, ALTER COLUMN email DROP NOT NULL; DROP INDEX orders_user';

let aws: Account['aws'];
let functions: Account['functions'];
let inputOf: Account['inputOf'];
let production: TestDatabase;

/** A role that reads one database, and knows nothing of the other. */
const readerOf = (own: TestDatabase) => own.role((role) => `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`);

beforeAll(async () => {
  const [deployed, staging, made] = await Promise.all([
    account({
      targets: {
        production: {
          secret: 'production/check',
          fixSecret: 'production/fix',
          environment: 'production',
          compareWith: 'staging',
        },
        staging: { secret: 'staging/check', allow: ['check'], schedules: { nightly: false } },
        elsewhere: { secret: 'elsewhere/check', allow: ['check'], schedules: { nightly: false } },
      },
      schema: { ignore: [{ kind: 'grant', object: '* to role_*', reason: 'each is read by a role of its own' }] },
      auth: { secret: 'callers' },
      limits: { connectSeconds: 0.6 },
    }),
    database(shop),
    database(`${shop}; ${changes}`),
  ]);
  ({ aws, functions, inputOf } = deployed);
  production = made;
  const [reader, other] = await Promise.all([readerOf(production), readerOf(staging)]);
  aws.secrets.set('production/check', JSON.stringify({ url: reader.url }));
  aws.secrets.set('staging/check', JSON.stringify({ url: other.url }));
  aws.secrets.set('elsewhere/check', 'postgres://nobody:hunter2@127.0.0.1:1/nothing');
  aws.secrets.set('callers', JSON.stringify({ bearer: [token] }));
});

function call(ask: object) {
  return callUrl<Report>(
    functions.check,
    urlEvent(JSON.stringify(ask), { headers: { authorization: `Bearer ${token}` } }),
  );
}

const counting = ({ differences = [] }: Report) => differences.filter(({ ignored }) => ignored === undefined);
const differencesIn = (report: Report) =>
  counting(report)
    .map(({ change, kind, object }) => `${change} ${kind} ${object}`)
    .sort();

const expected = [
  'changed column public.users.email',
  'removed column public.users.note',
  'removed index public.orders.orders_user',
];

describe('a call about schema and data', () => {
  test('compares production with staging, each read by its own secret', async () => {
    const { status, body } = await call({ targets: ['production'], guards: ['schema', 'data'] });
    expect(status).toBe(422);
    expect(body.guards.map(({ guard }) => guard)).toEqual(['schema', 'data']);
    expect(body.compared).toMatchObject([{ with: 'staging', source: 'target' }]);
    expect(differencesIn(body)).toEqual(expected);
    expect(body.summary).toContain('SCHEMA MISMATCH: 3 differences from staging');
  });

  test('may say itself what to compare with', async () => {
    const { body } = await call({ targets: ['staging'], guards: ['schema'], compareWith: 'production' });
    expect(
      counting(body)
        .map(({ with: name, change }) => `${change} ${name}`)
        .sort(),
    ).toEqual(['added production', 'added production', 'changed production']);
  });

  test('could not tell, and does not pass, where the other one does not answer', async () => {
    const { status, body } = await call({ targets: ['staging'], guards: ['schema'], compareWith: 'elsewhere' });
    expect(status).toBe(503);
    expect(body.findings.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('the schema was not compared with elsewhere: connection refused by 127.0.0.1'),
    );
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });
});

describe('the nightly schedule', () => {
  test('asks every guard, and publishes SCHEMA MISMATCH with the list', async () => {
    const { result } = await functions.check.invoke(inputOf('lockstep check of production'));
    const report = reportSchema.parse(result);
    expect(report.guards.map(({ guard }) => guard)).toEqual(['sequences', 'migrations', 'schema', 'data']);
    expect(differencesIn(report)).toEqual(expected);
    const message = aws.messages.find(({ text }) => text.includes(report.id));
    expect(message?.subject).toMatch(
      /^\[block\] production: lockstep check: SCHEMA MISMATCH: 3 differences from staging/,
    );
    const email = message?.for('email') ?? '';
    expect(email).toContain('production beside staging (3 differences)');
    for (const line of ['~ column email', '- column note', '- index orders_user']) expect(email).toContain(line);
    expect(counting(JSON.parse(message?.for('sqs') ?? ''))).toHaveLength(3);
  });

  test('is quiet about it once it is repaired, and knows what changed since the last run', async () => {
    await production.query(
      'ALTER TABLE users ADD note text, ALTER email SET NOT NULL; CREATE INDEX orders_user ON orders (user_id)',
    );
    const { result } = await functions.check.invoke(inputOf('lockstep check of production'));
    const report = reportSchema.parse(result);
    expect(counting(report).filter((each) => each.with === 'staging')).toEqual([]);
    expect(report.findings.map(({ code }) => code)).toContain('schema/drift');
  });
});
