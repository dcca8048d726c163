import * as fc from 'fast-check';
import { escapeLiteral } from 'pg';
import { expect, test } from 'vitest';
import { doBlock, identifier, literal, regclass } from '../../shared/session/sql.ts';
import { database } from '../support/database.ts';

/** Any text that PostgreSQL can hold, rich in what SQL reads as something else. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom("'", '"', '\\', '$$', '%', '\n', ';', '--', '/*', "E'", '🐘'),
      fc.string({ unit: 'grapheme' }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join('').replaceAll('\0', ''));

test('any text arrives as it is, as a literal and within a DO block', async () => {
  const place = await database();
  await fc.assert(
    fc.asyncProperty(text, async (value) => {
      expect(literal(value)).toBe(escapeLiteral(value));
      await place.query(doBlock(`BEGIN PERFORM set_config('lockstep.said', ${literal(value)}, false); END`));
      const rows = await place.query(`SELECT ${literal(value)} AS said, current_setting('lockstep.said') AS heard`);
      expect(rows).toEqual([{ said: value, heard: value }]);
    }),
    { numRuns: 200 },
  );
});

test('any name finds its table, as an identifier and as a regclass', async () => {
  const place = await database();
  const name = text.filter((value) => value !== '' && Buffer.byteLength(value) < 64);
  await fc.assert(
    fc.asyncProperty(name, async (value) => {
      await place.query(`CREATE TABLE ${identifier('public', value)} (${identifier(value)} int)`);
      const rows = await place.query(`SELECT relname FROM pg_class WHERE oid = ${regclass('public', value)}`);
      await place.query(`DROP TABLE ${identifier('public', value)}`);
      expect(rows).toEqual([{ relname: value }]);
    }),
    { numRuns: 100 },
  );
});
