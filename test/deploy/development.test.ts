import fc from 'fast-check';
import { expect, test } from 'vitest';
import { developmentSign } from '../../shared/deploy/development.ts';
import { isProduction } from '../../shared/deploy/names.ts';
import { targetAt } from '../support/lockstep.ts';

test.each([
  ['localhost', 'shop'],
  ['LOCALHOST', 'shop'],
  ['127.0.0.1', 'shop'],
  ['127.8.9.1', 'shop'],
  ['::1', 'shop'],
  ['::ffff:127.0.0.1', 'shop'],
  ['0.0.0.0', 'shop'],
  ['/var/run/postgresql', 'shop'],
  ['host.docker.internal', 'shop'],
  ['mac.local', 'shop'],
  ['db.localhost', 'shop'],
  ['shop.test', 'shop'],
  ['db', 'shop'],
  ['postgres', 'shop'],
  ['shop-dev.c9x.eu-west-1.rds.amazonaws.com', 'shop'],
  ['staging.db.example.com', 'shop'],
  ['db.stage2.example.com', 'shop'],
  ['pg.qa.internal', 'shop'],
  ['db.example.com', 'shop_test'],
  ['db.example.com', 'dev'],
  ['db.example.com', 'Shop-Staging'],
  ['ep-cool-darkness-123456.eu-central-1.aws.neon.tech', 'shop_dev'],
])('%s with database %s is one for development', (host, database) => {
  expect(developmentSign({ host, database })).not.toBeNull();
});

test.each([
  ['ep-old-test-123456.eu-central-1.aws.neon.tech', 'neondb'],
  ['ep-local-dev-123456-pooler.us-east-2.aws.neon.tech', 'shop'],
  ['shop.c9x.eu-west-1.rds.amazonaws.com', 'shop'],
  ['latest.example.com', 'contest'],
  ['devon.example.com', 'attestations'],
  ['db.example.dev', 'shop'],
  ['db.testing.com', 'shop'],
  ['test-prod.example.com', 'shop'],
  ['db.example.com', 'live_demo'],
  ['10.0.0.5', 'shop'],
  ['192.168.1.20', 'shop'],
  ['fd00::5', 'shop'],
  ['aws-0-eu-central-1.pooler.supabase.com', 'postgres'],
  ['postgres.railway.internal', 'railway'],
  ['shop-db', 'shop'],
  ['db.example.com', undefined],
])('%s with database %s may be production', (host, database) => {
  expect(developmentSign({ host, database })).toBeNull();
});

test('a word inside of a longer one is no sign, whatever surrounds it', () => {
  const letters = fc.stringMatching(/^[a-z]{1,8}$/);
  const inside = fc.tuple(letters, fc.constantFrom('dev', 'test', 'stage', 'local', 'qa'), letters);
  fc.assert(
    fc.property(inside, ([before, word, after]) => {
      const name = `${before}${word}${after}`;
      fc.pre(!/^(development|testing|tests?|staging|localhost|devel|develop)$/.test(name));
      expect(developmentSign({ host: `${name}.example.com`, database: name })).toBeNull();
    }),
  );
});

test('as a word of its own it is one, wherever it stands and whatever its case', () => {
  const part = fc.constantFrom('shop', 'db', 'eu', 'a1');
  const word = fc.constantFrom('dev', 'TEST', 'staging', 'Local', 'preview', 'qa2');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 3 }), word, fc.constantFrom('-', '_'), (parts, sign, joint) => {
      const name = [...parts, sign].join(joint);
      expect(developmentSign({ host: `${name.replaceAll('_', '-')}.example.com`, database: 'shop' })).not.toBeNull();
      expect(developmentSign({ host: 'db.example.com', database: name })).not.toBeNull();
    }),
  );
});

test('what counts as production: said by the environment, else by the name, else whatever is no database for development', () => {
  const far = { host: 'db.example.com', database: 'shop' };
  const near = { host: 'localhost', database: 'shop' };
  const of = (name: string, environment: string | null) => ({ ...targetAt('', name), environment });
  expect(isProduction(of('main', 'Production'), near)).toBe(true);
  expect(isProduction(of('production', 'staging'), far)).toBe(false);
  expect(isProduction(of('production', null), near)).toBe(true);
  expect(isProduction(of('default', null), far)).toBe(true);
  expect(isProduction(of('default', null), near)).toBe(false);
});
