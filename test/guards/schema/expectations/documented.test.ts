import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { countOfExpectations, unmetExpectations } from '../../../../shared/guards/schema/expectations/expectations.ts';
import { type ExpectSettings, expectSettingsSchema, settingsSchema } from '../../../../shared/model/settings.ts';
import { withSession } from '../../../../shared/session/session.ts';
import { database } from '../../../support/database.ts';
import { houseFor, requestFor } from '../../../support/lockstep.ts';

const [, sample = ''] =
  /## What has to be there\n[\s\S]*?```json\n([\s\S]*?)```/.exec(readFileSync('docs/schema.md', 'utf8')) ?? [];
const written = JSON.parse(sample);

/** All that the sample asks for. */
const setup = `
  CREATE EXTENSION citext; CREATE EXTENSION hstore VERSION '1.8';
  CREATE TABLE audit_log (at timestamptz);
  CREATE TABLE customers (id int PRIMARY KEY, email text UNIQUE, tenant int, number int, UNIQUE (number, tenant));
  CREATE TABLE orders (
    id int PRIMARY KEY, total decimal(10, 2) CHECK (total >= 0), note text, paid boolean, customer_id int REFERENCES customers
  );
  CREATE INDEX orders_open ON orders (customer_id) WHERE NOT paid;
  CREATE TABLE order_items (line int, order_id int, PRIMARY KEY (line, order_id));
  CREATE TABLE system_config (key text PRIMARY KEY);
  INSERT INTO system_config VALUES ('currency'), ('locale');`;

function unmet(url: string, expected: ExpectSettings) {
  return withSession(requestFor('check', url), houseFor(), (session) => unmetExpectations(session, expected));
}

it('the sample in docs/schema.md shows each part of expect, as the configuration takes it', () => {
  const { expect: expected } = settingsSchema.parse(written);
  expect(Object.keys(written.expect).toSorted()).toEqual(Object.keys(expectSettingsSchema.shape).toSorted());
  expect(expected).toEqual(written.expect);
});

it('and is met by a database that has all of it, and by an empty one in nothing', async () => {
  const expected = expectSettingsSchema.parse(written.expect);
  const [full, empty] = await Promise.all([database(setup), database()]);
  for (const { name, query } of [full, empty])
    await query(`ALTER DATABASE ${name} SET TimeZone = 'UTC'; ALTER DATABASE ${name} SET lock_timeout = '7s'`);
  expect(await unmet(full.url, expected)).toEqual([]);
  const { settings, ...others } = expected;
  const nothing = (await unmet(empty.url, expected)).map(({ object }) => object);
  expect(nothing.length).toBeGreaterThanOrEqual(Object.keys(others).length);
  expect(countOfExpectations(expected)).toBeGreaterThan(nothing.length);
});
