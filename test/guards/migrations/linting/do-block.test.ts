import { beforeAll, describe, expect, it } from 'vitest';
import { lint } from '../../../../shared/guards/migrations/linting/lint.ts';
import { loadParser } from '../../../../shared/guards/migrations/linting/parse.ts';
import { statementsOf } from '../../../../shared/guards/migrations/linting/statements.ts';
import { effectsOf } from '../../../../shared/guards/migrations/manifest/effects-of.ts';
import { settingsSchema } from '../../../../shared/model/settings.ts';

beforeAll(loadParser);

/** As drizzle-kit 0.x writes a foreign key. */
const drizzle = `CREATE TABLE "ö" (id int);
--> statement-breakpoint
DO $$ BEGIN
 ALTER TABLE "orders" ADD CONSTRAINT "orders_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
`;

function read(text: string) {
  const migration = { id: 'm', file: 'm.sql', sql: [{ line: 1, text }] };
  return statementsOf(migration, { tool: 'prisma', transaction: 'none' }).statements;
}

describe('a DO block that runs plain SQL alone', () => {
  it('is read as its statements, in their lines, within a transaction', () => {
    const [, inner] = read(drizzle);
    expect(inner).toMatchObject({ line: 4, lastLine: 4, inTransaction: true });
    expect(inner?.sql).toMatch(/^ALTER TABLE "orders" .* no action$/);
    expect(read("DO $x$BEGIN CREATE TYPE a AS ENUM ('b;c'); /* ; */ DROP TYPE d; END$x$")).toMatchObject([
      { sql: "CREATE TYPE a AS ENUM ('b;c')", transaction: 0, inTransaction: true },
      { sql: 'DROP TYPE d', transaction: 0, inTransaction: true },
    ]);
  });

  it('is judged by what it does, and says which objects it makes', async () => {
    const migration = { id: 'm', file: 'm.sql', sql: [{ line: 1, text: drizzle }] };
    const { migrations: settings } = settingsSchema.parse({});
    const [linted] = lint([{ migration, project: { tool: 'prisma', transaction: 'none' } }], settings);
    const rules = linted?.judged.map(({ entry }) => `${entry.rule}:${entry.line}`);
    expect(rules).toContain('add-foreign-key-without-not-valid:4');
    expect(rules?.join()).not.toContain('opaque-statement');
    expect(await effectsOf(migration.sql)).toEqual({
      effects: ['+table "ö"', '+column "ö".id', '+constraint orders.orders_user_id_fk'],
      opaque: false,
    });
  });

  it.each([
    'DO $$ BEGIN NULL; CREATE TABLE a (); EXCEPTION WHEN duplicate_table OR others THEN NULL; END; $$ LANGUAGE plpgsql',
    'DO LANGUAGE plpgsql $$ begin create table a (); exception when duplicate_table then null; when duplicate_object then null; end $$',
  ])('may be written as %s', (text) => {
    expect(read(text)).toMatchObject([{ sql: expect.stringMatching(/^create table a \(\)$/i) }]);
  });
});

describe('any other DO block stays closed', () => {
  it.each([
    'DO $$ DECLARE x int; BEGIN CREATE TABLE a (); END $$',
    'DO $$ <<label>> BEGIN CREATE TABLE a (); END $$',
    'DO $$ BEGIN IF true THEN CREATE TABLE a (); END IF; END $$',
    'DO $$ BEGIN CREATE TABLE a (); IF true THEN DROP TABLE a; END IF; END $$',
    'DO $$ BEGIN FOR i IN 1..2 LOOP CREATE TABLE a (); END LOOP; END $$',
    "DO $$ BEGIN EXECUTE 'DROP TABLE a'; END $$",
    'DO $$ BEGIN PERFORM f(); END $$',
    'DO $$ BEGIN BEGIN CREATE TABLE a (); END; END $$',
    'DO $$ BEGIN INSERT INTO a VALUES (1) RETURNING b INTO c; END $$',
    'DO $$ BEGIN CREATE TABLE a (); EXCEPTION WHEN others THEN DROP TABLE b; END $$',
    'DO $$ BEGIN CREATE TABLE a (); EXCEPTION WHEN undefined_table THEN NULL; END $$',
    "DO $$ BEGIN CREATE TABLE a (); EXCEPTION WHEN SQLSTATE '42710' THEN NULL; END $$",
    "DO 'BEGIN CREATE TABLE a (); END'",
    'DO LANGUAGE plv8 $$ BEGIN CREATE TABLE a (); END $$',
    'DO $$ BEGIN CREATE TABLE a ()); END $$',
    'DO $$ BEGIN CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; END $$',
    'DO $$ END $$',
    'DO $$ $$',
  ])('%s', async (text) => {
    const statements = read(text);
    expect(statements.map(({ sql }) => sql)).toEqual([text]);
    expect(await effectsOf([{ line: 1, text }])).toEqual({ effects: [], opaque: true });
  });
});
