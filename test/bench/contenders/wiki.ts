import { connected } from '../connection.ts';
import type { Contender } from '../contender.ts';
import { sample } from './loop.ts';

/** https://wiki.postgresql.org/wiki/Fixing_Sequences, word for word. */
const generator = `
SELECT
    'SELECT SETVAL(' ||
       quote_literal(quote_ident(sequence_namespace.nspname) || '.' || quote_ident(class_sequence.relname)) ||
       ', COALESCE(MAX(' ||quote_ident(pg_attribute.attname)|| '), 1) ) FROM ' ||
       quote_ident(table_namespace.nspname)|| '.'||quote_ident(class_table.relname)|| ';'
FROM pg_depend
    INNER JOIN pg_class AS class_sequence
        ON class_sequence.oid = pg_depend.objid
            AND class_sequence.relkind = 'S'
    INNER JOIN pg_class AS class_table
        ON class_table.oid = pg_depend.refobjid
    INNER JOIN pg_attribute
        ON pg_attribute.attrelid = class_table.oid
            AND pg_depend.refobjsubid = pg_attribute.attnum
    INNER JOIN pg_namespace as table_namespace
        ON table_namespace.oid = class_table.relnamespace
    INNER JOIN pg_namespace AS sequence_namespace
        ON sequence_namespace.oid = class_sequence.relnamespace
ORDER BY sequence_namespace.nspname, class_sequence.relname;`;

/** The standard answer, statement by statement as psql would. */
export const wiki: Contender = {
  name: 'PostgreSQL wiki, “Fixing Sequences”',
  kind: 'peer',
  explanation:
    'The query of https://wiki.postgresql.org/wiki/Fixing_Sequences, and the statements that it makes, one after the other as psql runs them. It repairs (and rewinds what was ahead) instead of checking, and never says what was behind.',
  easier: 'repairs, does not check',
  runs: 1,
  changes: true,
  run: ({ url, delayed }) =>
    connected(url, async (session) => {
      const began = performance.now();
      const all = await session.rows(generator);
      const asked = delayed ? all.slice(0, sample) : all;
      const listed = performance.now();
      for (const [statement] of asked) await session.rows(String(statement));
      const looped = performance.now() - listed;
      return {
        behind: null,
        roundTrips: 1 + all.length,
        ...(asked.length < all.length ? { extrapolatedMs: listed - began + (looped * all.length) / asked.length } : {}),
      };
    }),
};
