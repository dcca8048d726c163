import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { database } from '../support/database.ts';
import { lockstep } from '../support/lockstep.ts';

test('names of a LATIN1 database are read, repaired and proven', async () => {
  const url = await encoded(
    'LATIN1',
    `CREATE SCHEMA "été"; CREATE TABLE "été"."Größe" ("ñ" serial PRIMARY KEY);
    INSERT INTO "été"."Größe" VALUES (7)`,
  );
  const fixed = await lockstep('fix', url);
  expect(fixed.changes).toMatchObject([{ subject: { schema: 'été', table: 'Größe', column: 'ñ' }, to: '8' }]);
  expect(await lockstep('verify', url)).toMatchObject({ verdict: 'pass', sequences: [{ proof: { value: '8' } }] });
});

test('names of a SQL_ASCII database are read where they are UTF-8; else the run is unknown, and says why', async () => {
  const url = await encoded(
    'SQL_ASCII',
    `CREATE TABLE "été" (id serial PRIMARY KEY); INSERT INTO "été" VALUES (7);
    CREATE FUNCTION spoil() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
      EXECUTE format('CREATE TABLE %I (id serial PRIMARY KEY)', 'caf' || chr(233)); END $$`,
  );
  expect(await lockstep('check', url)).toMatchObject({ verdict: 'block', sequences: [{ name: 'été_id_seq' }] });
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('SELECT spoil()');
  await client.end();
  const report = await lockstep('check', url);
  expect(report).toMatchObject({ verdict: 'unknown', ok: false });
  expect(report.summary).toContain('invalid byte sequence for encoding "UTF8": 0xe9');
});

/** The URL of a database of that encoding, gone with the test. */
async function encoded(encoding: string, setup: string): Promise<string> {
  const home = await database();
  const name = `${home.name}_${encoding.toLowerCase()}`;
  await home.query(`CREATE DATABASE ${name} ENCODING '${encoding}' LOCALE 'C' TEMPLATE template0`);
  onTestFinished(async () => void (await home.query(`DROP DATABASE ${name} WITH (FORCE)`)));
  const url = home.url.replace(home.name, name);
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(setup);
  await client.end();
  return url;
}
