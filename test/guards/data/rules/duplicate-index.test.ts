import { expect, it } from 'vitest';
import { checkedData } from '../data.ts';

it('tells an index that another one makes superfluous, and keeps the one that is needed', async () => {
  const { shop, findings, again } = await checkedData(`
    CREATE TABLE users (id int CONSTRAINT a_key PRIMARY KEY, email text NOT NULL, name text, born date);
    CREATE UNIQUE INDEX z_id ON users (id);
    CREATE INDEX by_email ON users (email); CREATE UNIQUE INDEX email_key ON users (email);
    CREATE INDEX by_lower ON users (lower(name)) WHERE born IS NOT NULL;
    CREATE INDEX by_lower_too ON users (lower( name )) WHERE (born IS NOT NULL);
    ALTER TABLE users ADD CONSTRAINT z_name UNIQUE (name), ADD CONSTRAINT name_too UNIQUE (name);
    CREATE TABLE pets (id int PRIMARY KEY, owner text REFERENCES users (name)); CREATE INDEX ON pets (owner)`);
  expect(findings.map(({ code, message, remedy }) => [code, message, remedy.sql])).toEqual([
    [
      'data/duplicate-index',
      'by_email on users does nothing that email_key does not do: every write keeps both',
      ['DROP INDEX CONCURRENTLY "public"."by_email"'],
    ],
    ['data/duplicate-index', expect.stringContaining('by_lower_too on users'), expect.anything()],
    ['data/duplicate-index', expect.any(String), [expect.stringContaining('DROP CONSTRAINT')]],
    ['data/duplicate-index', expect.stringContaining('z_id on users'), expect.anything()],
  ]);
  for (const { remedy } of findings) await shop.query(remedy.sql?.[0] ?? '');
  expect(await again()).toEqual([]);
});

it('is quiet about indexes that differ in anything', async () => {
  const { findings } = await checkedData(`
    CREATE TABLE users (id int PRIMARY KEY, email text, name text);
    CREATE INDEX ON users (email); CREATE INDEX ON users (email, name); CREATE INDEX ON users (email DESC);
    CREATE INDEX ON users (email text_pattern_ops); CREATE INDEX ON users (email COLLATE "C");
    CREATE INDEX ON users (email) WHERE name = 'a'; CREATE INDEX ON users (email) WHERE name = 'b';
    CREATE INDEX ON users (lower(email)); CREATE INDEX ON users (upper(email)); CREATE INDEX ON users USING hash (email);
    CREATE INDEX ON users (email) INCLUDE (name);
    ALTER TABLE users ADD CONSTRAINT later UNIQUE (name) DEFERRABLE; CREATE UNIQUE INDEX at_once ON users (name)`);
  expect(findings.filter(({ subject }) => subject.name !== 'later')).toEqual([]);
});
