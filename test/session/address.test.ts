import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../shared/model/errors.ts';
import { addressFrom, type Tls } from '../../shared/session/address.ts';

const secret = 'hunter2-secret';

/** Whole URLs, URLs with something odd in one place, and no URLs at all. */
const part = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'shop', '%', '@', ':', '/', '[::1]', '?', '#'),
);
const written = fc.oneof(
  part,
  part.map((rest) => `postgres://${rest}`),
  fc.tuple(part, part, part, part, part).map(([user, host, port, database, query]) => {
    return `postgresql://${user}:${secret}@${host}:${port}/${database}?${query}`;
  }),
);

test('any text gives an address or a usage error that repeats neither the text nor its password', () => {
  fc.assert(
    fc.property(written, (url) => {
      try {
        const address = addressFrom(url);
        expect(address.port).toBeGreaterThan(0);
        expect(address.host).not.toBe('');
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        const { code, message, next, cause } = error as UsageError;
        expect(code).toBe('target/bad-url');
        expect(`${message} ${next} ${cause}`).not.toContain(secret);
        if (url.length > 12) expect(`${message} ${next} ${cause}`).not.toContain(url);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a URL says where, as whom and in which database', () => {
  expect(addressFrom('postgres://app:p%40ss%2Fword@db.example.com:6543/shop')).toEqual({
    host: 'db.example.com',
    port: 6543,
    database: 'shop',
    user: 'app',
    password: 'p@ss/word',
    tls: { rejectUnauthorized: true },
    pooled: false,
    driver: 'pg',
    proxy: null,
  });
});

describe('the driver', () => {
  test.each([
    ['ep-cool-123.eu-central-1.aws.neon.tech', undefined, 'neon'],
    ['ep-cool-123-pooler.germanywestcentral.azure.neon.tech', null, 'neon'],
    ['EP-COOL-123.eu-west-2.aws.neon.build', null, 'neon'],
    ['ep-cool-123.eu-central-1.aws.neon.tech', 'pg', 'pg'],
    ['db.example.com', 'neon', 'neon'],
    ['db.example.com', null, 'pg'],
    ['my.neon.tech.example.com', null, 'pg'],
    ['neon.tech', null, 'pg'],
  ] as const)("for %s is Neon's own where the host is Neon's, or as asked (%s): %s", (host, asked, driver) => {
    expect(addressFrom(`postgres://app@${host}/shop`, asked).driver).toBe(driver);
  });

  test.each(['sslrootcert', 'sslcert', 'sslkey'])("of Neon's cannot use certificates of the URL: %s", (name) => {
    const certificate = `${name}=${import.meta.filename}`;
    const neon = 'postgres://app@ep-cool-123.eu-central-1.aws.neon.tech/shop?sslmode=verify-full';
    expect(() => addressFrom(`${neon}&${certificate}`)).toThrow("which Neon's driver cannot use");
    expect(() => addressFrom(`postgres://app@db.example.com/shop?${certificate}`, 'neon')).toThrow(UsageError);
    expect(addressFrom(`${neon}&${certificate}`, 'pg').tls).toMatchObject({ rejectUnauthorized: true });
    // Whether there is such a file is of no interest.
    expect(() => addressFrom(`${neon}&${name}=/no/such.pem`)).toThrow("which Neon's driver cannot use");
  });

  test('of either kind takes the authorities of the system', () => {
    const neon = 'postgres://app@ep-cool-123.eu-central-1.aws.neon.tech/shop?sslrootcert=system';
    expect(addressFrom(neon)).toMatchObject({ driver: 'neon', tls: { rejectUnauthorized: true } });
    expect(() => addressFrom(`${neon}&sslkey=/no/such.key`)).toThrow("which Neon's driver cannot use");
  });

  test("takes what Neon's URLs carry", () => {
    const url = `postgresql://app:${secret}@ep-cool-123.eu-central-1.aws.neon.tech/shop?sslmode=require&channel_binding=require&options=endpoint%3Dep-cool-123`;
    expect(addressFrom(url)).toMatchObject({ database: 'shop', password: secret, tls: { rejectUnauthorized: true } });
  });
});

describe('a WebSocket proxy of our own', () => {
  afterEach(() => vi.unstubAllEnvs());
  const proxyOf = (setting: string) => {
    vi.stubEnv('LOCKSTEP_WS_PROXY', setting);
    return addressFrom('postgres://app@db.example.com/shop', 'neon').proxy;
  };

  test.each([
    ['127.0.0.1:8080/v1', { place: '127.0.0.1:8080/v1', host: '127.0.0.1', secure: false }],
    ['localhost:8080', { place: 'localhost:8080', host: 'localhost', secure: false }],
    ['[::1]:8080/v1', { place: '[::1]:8080/v1', host: '::1', secure: false }],
    ['proxy.example.com/v1', { place: 'proxy.example.com/v1', host: 'proxy.example.com', secure: true }],
    ['wss://proxy.example.com:444/v1', { place: 'proxy.example.com:444/v1', host: 'proxy.example.com', secure: true }],
    ['', null],
  ])('is %s, without TLS only on this machine', (setting, proxy) => {
    expect(proxyOf(setting)).toEqual(proxy);
  });

  test('is refused where it cannot be read, and of no interest to another driver', () => {
    expect(() => proxyOf('no proxy')).toThrow('LOCKSTEP_WS_PROXY cannot be read');
    expect(addressFrom('postgres://app@db.example.com/shop').proxy).toBeNull();
  });
});

describe('TLS', () => {
  test.each([
    ['db.example.com/shop', { rejectUnauthorized: true }],
    ['db.example.com/shop?sslmode=require', { rejectUnauthorized: true }],
    ['db.example.com/shop?sslmode=prefer', { rejectUnauthorized: true }],
    ['db.example.com/shop?application_name=x&sslmode=verify-full&options=', { rejectUnauthorized: true }],
    ['db.example.com/shop?sslmode=no-verify', { rejectUnauthorized: false }],
    ['db.example.com/shop?sslmode=disable', false],
    ['localhost/shop', false],
    ['127.0.0.1/shop', false],
    ['localhost/shop?sslmode=require', { rejectUnauthorized: true }],
    ['127.0.0.1.example.com/shop', { rejectUnauthorized: true }],
    ['db.example.com/shop?sslmode=verify-full&sslrootcert=system', { rejectUnauthorized: true }],
    ['db.example.com/shop?sslrootcert=system&sslmode=verify-ca', { rejectUnauthorized: true }],
    ['localhost/shop?sslrootcert=system', { rejectUnauthorized: true }],
  ])('is verified unless the URL or the machine says otherwise: %s', (rest, tls) => {
    expect(addressFrom(`postgres://app@${rest}`).tls).toEqual(tls);
  });

  test('takes the CA from the file that the URL names', () => {
    const { tls } = addressFrom(`postgres://app@db.example.com/shop?sslrootcert=${import.meta.filename}`);
    expect(tls).toMatchObject({ rejectUnauthorized: true, ca: expect.stringContaining('takes the CA from the file') });
  });

  const file = import.meta.filename;

  test('verify-ca leaves the host unverified where the URL names the authority, and only there', () => {
    const own = addressFrom(`postgres://app@db.example.com/shop?sslmode=verify-ca&sslrootcert=${file}`).tls as Tls;
    expect(own).toMatchObject({ rejectUnauthorized: true, ca: expect.any(String) });
    expect(own.checkServerIdentity?.()).toBeUndefined();
    expect(own).toHaveProperty('checkServerIdentity');
    expect(addressFrom('postgres://app@db.example.com/shop?sslmode=verify-ca').tls).toEqual({
      rejectUnauthorized: true,
    });
    const full = addressFrom(`postgres://app@db.example.com/shop?sslmode=verify-full&sslrootcert=${file}`).tls;
    expect(full).not.toHaveProperty('checkServerIdentity');
  });

  test('takes our own certificate and its key from the files that the URL names', () => {
    const { tls } = addressFrom(`postgres://app@db.example.com/shop?sslcert=${file}&sslkey=${file}`);
    const content = expect.stringContaining('takes our own certificate');
    expect(tls).toEqual({ rejectUnauthorized: true, cert: content, key: content });
    expect(() => addressFrom('postgres://app@db.example.com/shop?sslkey=/no/such.key')).toThrow('/no/such.key');
  });

  test('says so where that file cannot be read', () => {
    expect(() => addressFrom('postgres://app@db.example.com/shop?sslrootcert=/no/such.pem')).toThrow(
      'the database URL names a certificate file that cannot be read: /no/such.pem',
    );
  });

  test('a mode that nobody knows is refused, not taken for none', () => {
    expect(() => addressFrom('postgres://app@db.example.com/shop?sslmode=of')).toThrow('has an sslmode other than');
  });
});

test.each([
  ['postgres://app@ep-cool-123-pooler.eu-central-1.aws.neon.tech/shop', true],
  ['postgres://app@ep-cool-123.eu-central-1.aws.neon.tech/shop', false],
])('%s is behind a pooler: %s', (url, pooled) => {
  expect(addressFrom(url).pooled).toBe(pooled);
});
