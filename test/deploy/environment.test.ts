import { expect, test } from 'vitest';
import { commandEnvironment, isSamePlace, overruled } from '../../shared/deploy/environment.ts';

const url = 'postgres://ada:p%40ss@db.example.com:6432/shop?sslmode=verify-full';
const of = (given: string, environment = {}) =>
  commandEnvironment(given, { environment, variables: ['DATABASE_URL'], sessionName: 'lockstep deploy x' });

test('the variables of libpq say the same as the URL', () => {
  expect(of(url)).toMatchObject({
    DATABASE_URL: url,
    PGHOST: 'db.example.com',
    PGPORT: '6432',
    PGUSER: 'ada',
    PGPASSWORD: 'p@ss',
    PGDATABASE: 'shop',
    PGSSLMODE: 'verify-full',
  });
  expect(of('postgres://db.example.com/shop').PGSSLMODE).toBe('require');
  expect(of('postgres://db.example.com/shop?sslmode=no-verify').PGSSLMODE).toBe('require');
  expect(of('postgres://localhost/shop').PGSSLMODE).toBe('disable');
});

test('what the URL leaves open stays as it is, and what leads elsewhere is gone', () => {
  const environment = {
    PGUSER: 'own',
    PGPASSWORD: 'theirs',
    PGHOST: 'other',
    PGSERVICE: 'other',
    PGHOSTADDR: '10.0.0.1',
    HOME: '/root',
  };
  const given = of('postgres://db.example.com/shop', environment);
  expect(given).toMatchObject({ PGUSER: 'own', PGPASSWORD: 'theirs', PGHOST: 'db.example.com', HOME: '/root' });
  expect(given.PGSERVICE).toBeUndefined();
  expect(given.PGHOSTADDR).toBeUndefined();
});

test('two URLs are the same place by host, port and database; another role, a pooler or parameters make no difference', () => {
  expect(isSamePlace(url, 'postgresql://bob@DB.example.com:6432/shop')).toBe(true);
  expect(
    isSamePlace(
      'postgres://a@ep-x-1-pooler.eu.aws.neon.tech/d',
      'postgres://b@ep-x-1.eu.aws.neon.tech/d?sslmode=require',
    ),
  ).toBe(true);
  expect(isSamePlace('postgres://a@localhost/d', 'postgres://a@127.0.0.1:5432/d')).toBe(true);
  for (const other of [
    'postgres://a@db.example.com:6432/other',
    'postgres://a@db.example.com/shop',
    'postgres://a@elsewhere:6432/shop',
    'no URL',
  ]) {
    expect(isSamePlace(url, other)).toBe(false);
  }
  expect(
    overruled(
      { DATABASE_URL: url, OTHER: 'postgres://x@h/d', EMPTY: '' },
      { variables: ['DATABASE_URL', 'OTHER', 'EMPTY', 'NONE'], url },
    ),
  ).toEqual(['OTHER']);
});
