import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { secretText } from '../../shared/aws/secrets.ts';
import { LockstepError } from '../../shared/model/errors.ts';
import type { Report } from '../../shared/model/report.ts';
import { run } from '../../shared/run.ts';
import { addressFrom } from '../../shared/session/address.ts';
import { urlFrom, urlOf } from '../../shared/session/credentials.ts';
import { type AwsEndpoint, awsEndpoint } from '../support/aws.ts';
import { type Connection, database, type TestDatabase } from '../support/database.ts';
import { houseFor, requestFor } from '../support/lockstep.ts';

const url = 'postgres://reader:secret@db.example.com:5433/shop';
const parts = { host: 'db.example.com', port: 5433, username: 'reader', password: 'secret' };
const nowhere = { name: 'production', url: null };
const place = { name: 'production', url: 'postgres://proxy.example.com/shop?sslmode=require' };

describe('what a secret may hold', () => {
  test.each([
    ['a URL', url],
    ['a URL and a line break', `${url}\n`],
    ['a URL in quotes', JSON.stringify(url)],
    ['url', JSON.stringify({ url, note: 'ours' })],
    ['DATABASE_URL, as Vercel and others write it', JSON.stringify({ DATABASE_URL: url, PGHOST: 'db.example.com' })],
    ['the parts, as RDS writes them', JSON.stringify({ ...parts, dbname: 'shop', engine: 'postgres' })],
    ['the parts of an Aurora cluster', JSON.stringify({ ...parts, dbname: 'shop', engine: 'aurora-postgresql' })],
    ['a port that is text', JSON.stringify({ ...parts, port: '5433', dbname: 'shop' })],
    ['the database as dbName', JSON.stringify({ ...parts, dbName: 'shop' })],
    ['the database as database', JSON.stringify({ ...parts, database: 'shop', dbInstanceIdentifier: 'x' })],
  ])('%s', (_, text) => {
    expect(urlFrom(text, nowhere)).toBe(url);
  });

  test('user and password alone, as RDS manages them, go into the URL of the target', () => {
    const text = JSON.stringify({ username: 'master', password: 'p@ss/w:rd?#%' });
    expect(addressFrom(urlFrom(text, place))).toMatchObject({
      host: 'proxy.example.com',
      database: 'shop',
      user: 'master',
      password: 'p@ss/w:rd?#%',
    });
  });

  test('a user and a password among the parameters of that URL do not win over the secret', () => {
    const text = JSON.stringify({ username: 'master', password: 'p&user=a?b' });
    const at = (parameters: string) =>
      urlFrom(text, { name: 'production', url: `postgres://proxy.example.com/shop${parameters}` });
    const held = { user: 'master', password: 'p&user=a?b', host: 'proxy.example.com', database: 'shop' };
    expect(addressFrom(at('?user=bob&sslmode=no-verify&password=zz&%75ser=eve'))).toMatchObject({
      ...held,
      tls: { rejectUnauthorized: false },
    });
    expect(at('?user=bob')).toBe(at(''));
    expect(at('?options=-c%20a=b&application_name=user')).toMatch(/\/shop\?options=-c%20a=b&application_name=user$/);
    expect(addressFrom(at(''))).toMatchObject(held);
  });

  test('a URL without a user says where to connect, whatever host the secret names', () => {
    expect(addressFrom(urlFrom(JSON.stringify({ ...parts, dbname: 'shop' }), place)).host).toBe('proxy.example.com');
    const whole = { name: 'production', url: 'postgres://checker:pw@old.example.com/shop' };
    expect(urlFrom(JSON.stringify({ ...parts, dbname: 'shop' }), whole)).toBe(url);
  });

  test('whatever a user and a password are made of, the driver gets them unchanged', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(text, text, (username, password) => {
        const held = JSON.stringify({ ...parts, username, password, dbname: 'shop' });
        expect(addressFrom(urlFrom(held, nowhere))).toMatchObject({ user: username, password, host: parts.host });
      }),
    );
  });
});

describe('a secret of another shape', () => {
  test.each([
    ['its keys are named', '{"hostname":"h1-value","user":"u1-value"}', /keys hostname, user/],
    ['a key that may be a value is not', '{"postgres://u:p1-value@h/d":""}', /1 that is not shown/],
    ['nor is one that is a value elsewhere', '{"hunter2":"","pass":"hunter2"}', /keys pass and 1 that is not shown/],
    ['another engine', JSON.stringify({ ...parts, dbname: 'shop', engine: 'mysql' }), /engine other than postgres/],
    ['no database', JSON.stringify(parts), /no dbname/],
    ['no place to use a password at', '{"username":"u1-value","password":"p1-value"}', /username and password alone/],
    ['a port that is none', JSON.stringify({ ...parts, port: 'abc-value', dbname: 'shop' }), /keys host, port, user/],
    ['an empty host', JSON.stringify({ ...parts, host: '' }), /keys host, port, username, password$/],
    ['a URL of something else', '{"url":"mysql://u:p1-value@h/d"}', /url that is not postgres/],
    ['plain text', 'p1-value', /neither JSON nor a postgres/],
    ['a list', '["p1-value"]', /no object/],
  ])('%s', (_, text, says) => {
    const failure = failureOf(text);
    expect(failure).toMatchObject({ code: 'target/secret-wrong-shape', message: expect.stringMatching(says) });
    expect(failure.message).toContain('target production');
    expect(`${failure.message} ${failure.next}`).not.toMatch(/value|hunter2|mysql/);
  });

  test('a host that cannot be read is not passed over where the target has a URL', () => {
    for (const wrong of [{ port: 'abc' }, { host: '' }, { host: null }]) {
      const text = JSON.stringify({ ...parts, ...wrong, dbname: 'shop' });
      expect(() => urlFrom(text, place)).toThrow(/has the keys host, port/);
    }
  });

  test('whatever a secret holds, it is a URL or an error that repeats none of its values', () => {
    const value = fc.stringMatching(/^[a-z0-9:/@ ]{12,40}$/);
    const key = fc.oneof(
      value,
      fc.constantFrom('url', 'DATABASE_URL', 'host', 'port', 'username', 'password', 'dbname', 'engine', '__proto__'),
    );
    const held = fc.oneof(
      value,
      fc.dictionary(key, fc.oneof(value, fc.integer(), fc.constant(null), fc.dictionary(key, value)), { maxKeys: 9 }),
      fc.array(value),
    );
    fc.assert(
      fc.property(held, fc.boolean(), fc.constantFrom(nowhere, place), (held, broken, target) => {
        const text = typeof held === 'string' ? held : JSON.stringify(held).slice(0, broken ? -1 : undefined);
        try {
          expect(urlFrom(text, target)).toMatch(/^postgres(ql)?:\/\//);
        } catch (error) {
          if (!(error instanceof LockstepError)) throw error;
          expect(error.cause).toBeUndefined();
          const told = `${error.message} ${error.next}`;
          for (const leaf of leavesOf(held)) expect(told.includes(leaf), leaf).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a password that is rotated', () => {
  let aws: AwsEndpoint;
  let shop: TestDatabase;
  beforeAll(async () => {
    aws = await awsEndpoint();
    Object.assign(process.env, aws.environment);
    shop = await database('CREATE TABLE orders (id serial PRIMARY KEY)');
  });

  test('is read again, and the report is as if nothing had happened', async () => {
    const { role, set } = await kept('rotated');
    await shop.query(`ALTER ROLE ${role.name} PASSWORD 'the-new-one'`);
    set('the-new-one');
    expect(await check('rotated')).toMatchObject({ verdict: 'pass', findings: [], target: { attempts: 1 } });
    expect(asked('rotated')).toBe(2);
    await check('rotated');
    expect(asked('rotated')).toBe(2);
  });

  test('is tried once only while the secret still holds the old one', async () => {
    const { role } = await kept('unchanged');
    await shop.query(`ALTER ROLE ${role.name} PASSWORD 'the-new-one'`);
    const report = await check('unchanged');
    expect(report.findings[0]).toMatchObject({
      code: 'target/wrong-password',
      message: expect.stringContaining('was read again, and holds the same'),
    });
    expect(asked('unchanged')).toBe(2);
    expect(JSON.stringify(report)).not.toContain('secret-of-');
  });

  test('is tried no third time where the new one is wrong as well', async () => {
    const { role, set } = await kept('wrong-twice');
    await shop.query(`ALTER ROLE ${role.name} PASSWORD 'the-new-one'`);
    set('another-wrong-one');
    const report = await check('wrong-twice');
    expect(report.findings.map(({ code }) => code)).toEqual(['target/wrong-password']);
    expect(asked('wrong-twice')).toBe(2);
    expect(JSON.stringify(report)).not.toContain('another-wrong-one');
  });

  test('a secret that is missing is the report, and no database is asked', async () => {
    expect(await check('not/there')).toMatchObject({
      verdict: 'unknown',
      findings: [{ code: 'target/secret-missing', unknown: true, message: expect.stringContaining('not/there') }],
    });
  });

  test('fix of a target that has a secret for check alone says which one it needs', async () => {
    const { target } = requestFor('fix', '');
    await expect(urlOf({ ...target, url: null })).rejects.toMatchObject({
      code: 'target/no-url',
      next: expect.stringContaining('fixSecret'),
    });
  });

  test('whoever stops the run does not wait for Secrets Manager', async () => {
    aws.fail('secrets', 'hang');
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const began = Date.now();
    const report = await check('slow', stop.signal);
    expect(report.findings[0]?.code).toBe('target/interrupted');
    expect(Date.now() - began).toBeLessThan(1500);
  });

  /** A role whose credentials were read before, and `set` to write another password into the secret. */
  async function kept(name: string): Promise<{ role: Connection & { name: string }; set(password: string): void }> {
    const role = await shop.role(
      (role) => `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role};
      GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
    );
    const set = (password: string) => aws.secrets.set(name, JSON.stringify({ username: role.name, password }));
    set(`secret-of-${role.name}`);
    await secretText(name);
    return { role, set };
  }

  function check(secret: string, signal = new AbortController().signal): Promise<Report> {
    const address = new URL(shop.url);
    address.username = '';
    address.password = '';
    const request = requestFor('check', address.href);
    return run({ ...request, target: { ...request.target, secret } }, houseFor({ signal }));
  }

  function asked(name: string): number {
    return aws.requests.filter(({ body }) => body.toString().includes(`"${name}"`)).length;
  }
});

function failureOf(text: string): LockstepError {
  try {
    urlFrom(text, nowhere);
  } catch (error) {
    return error as LockstepError;
  }
  throw new Error('it was taken');
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}
