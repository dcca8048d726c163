import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { effectFrom, type ObjectKind } from '../../../shared/guards/migrations/effects.ts';
import { emptySchema } from '../../../shared/guards/migrations/objects.ts';
import { presenceFrom, presenceQuery } from '../../../shared/guards/migrations/presence.ts';
import { database, type TestDatabase } from '../../support/database.ts';

let shop: TestDatabase;
beforeAll(async () => {
  shop = await database(`
    CREATE SCHEMA billing;
    CREATE TABLE billing."Invoices" (id int CONSTRAINT invoices_pk PRIMARY KEY, total numeric);
    CREATE INDEX by_total ON billing."Invoices" (total);
    CREATE VIEW billing.totals AS SELECT total FROM billing."Invoices";
    CREATE MATERIALIZED VIEW sums AS SELECT sum(total) FROM billing."Invoices";
    CREATE SEQUENCE numbers;
    CREATE TYPE mood AS ENUM ('good');
    CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER watch BEFORE INSERT ON billing."Invoices" FOR EACH ROW EXECUTE FUNCTION nothing();
    CREATE POLICY own ON billing."Invoices";
    CREATE TABLE ${'é'.repeat(40)} (id int);`);
});

/** The effects (as a manifest has them) whose objects are missing. */
async function missing(effects: string[], query = shop.query): Promise<string[]> {
  const wanted = effects.map((text) => effectFrom(text) ?? { kind: 'table' as const, path: [] });
  await query("SELECT set_config('search_path', 'pg_catalog, pg_temp', false)");
  const [row] = await query<Record<string, string>>(presenceQuery(wanted));
  const isThere = presenceFrom(wanted, Object.values(row ?? {})[0]);
  return effects.filter((_, at) => isThere(wanted[at] as (typeof wanted)[number]) === false);
}

it.each([
  ['+schema billing', '+schema shipping'],
  ['+table billing."Invoices"', '+table billing.invoices'],
  ['+column "Invoices".total', '+column public."Invoices".total'],
  ['+column billing.totals.total', '+column billing.totals.id'],
  ['+constraint "Invoices".invoices_pk', '+constraint totals.invoices_pk'],
  ['+index by_total', '+index public.by_total'],
  ['+view totals', '+view "Totals"'],
  ['+materialized-view public.sums', '+materialized-view sum'],
  ['+sequence numbers', '+sequence billing.numbers'],
  ['+type mood', '+type public.moods'],
  ['+function nothing', '+function billing.nothing'],
  ['+trigger "Invoices".watch', '+trigger "Invoices".watch2'],
  ['+policy billing."Invoices".own', '+policy "Invoices".others'],
  ['+extension plpgsql', '+extension postgis'],
])('sees that %s is there, and %s is not', async (there, not) => {
  expect(await missing([there, not])).toEqual([not]);
});

it('looks for a name as PostgreSQL cuts it, and takes none of the system for the own', async () => {
  expect(await missing([`+table "${'é'.repeat(40)}"`, '+table pg_class', '+table "it\'s \\ a"'])).toEqual([
    '+table pg_class',
    '+table "it\'s \\ a"',
  ]);
});

it('looks for 5,000 objects in less than four seconds on a busy machine', async () => {
  const wanted = Array.from({ length: 5000 }, (_, at) => `+column "Invoices".c${at}`);
  const began = performance.now();
  expect(await missing(wanted)).toHaveLength(5000);
  expect(performance.now() - began).toBeLessThan(4000);
});

const beginning = ['a', 'b'].map((t) => [`CREATE TABLE ${t} (x int UNIQUE)`, `+table ${t}`, `+column ${t}.x`]);

/** Statements on two tables, with the effects that a manifest has of them. */
const name = fc.constantFrom('a', 'b');
const column = fc.constantFrom('x', 'y');
const steps = fc.oneof(
  name.map((t) => [`CREATE TABLE ${t} (x int)`, `+table ${t}`, `+column ${t}.x`]),
  name.map((t) => [`DROP TABLE ${t} CASCADE`, `-table ${t}`]),
  fc.constantFrom(['a', 'b'], ['b', 'a']).map(([t, u]) => [`ALTER TABLE ${t} RENAME TO ${u}`, `>table ${t} ${u}`]),
  fc.tuple(name, column).map(([t, c]) => [`ALTER TABLE ${t} ADD COLUMN ${c} int`, `+column ${t}.${c}`]),
  fc.tuple(name, column).map(([t, c]) => [`ALTER TABLE ${t} DROP COLUMN ${c} CASCADE`, `-column ${t}.${c}`]),
  name.map((t) => [`ALTER TABLE ${t} RENAME COLUMN x TO y`, `>column ${t}.x y`]),
  fc.tuple(name, column).map(([t, c]) => [`CREATE INDEX i ON ${t} (${c})`, '+index i']),
  fc.constant(['DROP INDEX i', '-index i']),
  fc.constant(['ALTER INDEX i RENAME TO j', '>index i j']),
  fc.tuple(name, column).map(([t, c]) => [`ALTER TABLE ${t} ADD CONSTRAINT u UNIQUE (${c})`, `+constraint ${t}.u`]),
  name.map((t) => [`ALTER TABLE ${t} DROP CONSTRAINT u CASCADE`, `-constraint ${t}.u`]),
  fc.constantFrom(['a', 'b'], ['b', 'a']).map(([t, u]) => {
    return [`ALTER TABLE ${t} ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES ${u} (x)`, `+constraint ${t}.f`];
  }),
  name.map((t) => [`CREATE VIEW v AS SELECT * FROM ${t}`, '+view v']),
  fc.constant(['DROP VIEW v', '-view v']),
  fc.constant(["CREATE TYPE m AS ENUM ('x')", '+type m']),
  name.map((t) => [`ALTER TABLE ${t} ADD COLUMN z m`, `+column ${t}.z`]),
  fc.constant(['DROP TYPE m CASCADE', '-type m']),
);

describe('what migrations leave behind', () => {
  it('is there in a database that ran them, whatever they did: nothing is ever missed by mistake', async () => {
    const client = await shop.connect();
    const run = async (sql: string) => (await client.query(sql)).rows;
    let claims = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 25 }), async (script) => {
        await client.query('BEGIN; SET LOCAL search_path TO public');
        const schema = emptySchema();
        try {
          for (const [sql = '', ...effects] of [...beginning, ...script]) {
            const ran = await client.query(savepoint(sql)).then(
              () => true,
              () => client.query('ROLLBACK TO SAVEPOINT step').then(() => false),
            );
            if (!ran) continue;
            for (const text of effects)
              schema.apply(effectFrom(text) as NonNullable<ReturnType<typeof effectFrom>>, 'm');
          }
          const wanted = schema.left().map(({ kind, path }) => ({ kind: kind as ObjectKind, path }));
          claims += wanted.length;
          await client.query('SET LOCAL search_path TO pg_catalog, pg_temp');
          const [row] = await run(presenceQuery(wanted));
          const isThere = presenceFrom(wanted, Object.values(row ?? {})[0] as string);
          expect(wanted.filter((object) => isThere(object) !== true)).toEqual([]);
        } finally {
          await client.query('ROLLBACK');
        }
      }),
      { numRuns: 60 },
    );
    // Nothing would be missed by mistake either if nothing were expected.
    expect(claims).toBeGreaterThan(20);
  });
});

function savepoint(sql: string): string {
  return `SAVEPOINT step; ${sql}`;
}
