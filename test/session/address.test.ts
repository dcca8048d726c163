import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
