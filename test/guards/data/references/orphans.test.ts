import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orphansQuestion } from '../../../../shared/guards/data/references/proofs.ts';
import type { ForeignKey } from '../../../../shared/guards/data/references/references.ts';
import { literal } from '../../../../shared/session/sql.ts';
import { database } from '../../../support/database.ts';

type Key = (string | null)[];

const plain = { operator: '=', castReferenced: '', castColumn: '', collation: '' };
const foreignKey = (full: boolean): ForeignKey => ({
  schema: 'public',
  table: 'child',
  name: 'child_parent',
  referenced: { schema: 'public', table: 'parent' },
  pairs: [
    { column: 'a', referenced: 'x', ...plain },
    { column: 'b', referenced: 'y', ...plain },
  ],
  full,
  period: false,
  validated: false,
  enforced: true,
  suspicion: 'NOT VALID',
  partitioned: false,
  referencedPartitioned: false,
  locks: 2,
});

/** What the standard says of MATCH SIMPLE and MATCH FULL, row by row. */
function orphansAmong(children: Key[], parents: Key[], full: boolean): Key[] {
  return children.filter((child) => {
    const nulls = child.filter((value) => value === null).length;
    if (nulls > 0) return full && nulls < child.length;
    return !parents.some((parent) => parent.every((value, at) => value === child[at]));
  });
}

const letters = fc.constantFrom('a', 'b', '', '"', "'", '\\', 'é');
const parents = fc.uniqueArray(fc.tuple(letters, letters), { selector: (key) => JSON.stringify(key), maxLength: 12 });
const children = fc.array(fc.tuple(fc.option(letters), fc.option(letters)), { maxLength: 30 });

it('finds exactly the rows that an oracle finds, and the first five of their keys', async () => {
  const { query } = await database(`
    CREATE TABLE parent (x text COLLATE "C", y text COLLATE "C", PRIMARY KEY (x, y));
    CREATE TABLE child (a text COLLATE "C", b text COLLATE "C");`);
  const inserted = (table: string, rows: Key[]) =>
    `INSERT INTO ${table} SELECT r->>0, r->>1 FROM json_array_elements(${literal(JSON.stringify(rows))}::json) r`;
  await fc.assert(
    fc.asyncProperty(parents, children, fc.boolean(), async (parents, children, full) => {
      const rows = [
        'DELETE FROM parent',
        'DELETE FROM child',
        inserted('parent', parents),
        inserted('child', children),
      ];
      const [told] = await query([...rows, orphansQuestion(foreignKey(full))].join(';'));
      const orphans = orphansAmong(children, parents, full);
      const keys = [...new Set(orphans.map((key) => JSON.stringify(key)))];
      expect(told).toMatchObject({ rows: `${orphans.length}`, keys: `${keys.length}` });
      expect(JSON.parse(told?.first).map((key: Key) => JSON.stringify(key))).toEqual(keys.sort(byBytes).slice(0, 5));
    }),
    { numRuns: 40 },
  );
});

/** As the server sorts in the collation "C", nulls last. */
function byBytes(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => JSON.parse(text) as Key) as [Key, Key];
  for (const [at, value] of a.entries()) {
    const their = b[at] ?? null;
    if (value === their) continue;
    if (value === null || their === null) return value === null ? 1 : -1;
    return Buffer.compare(Buffer.from(value), Buffer.from(their));
  }
  return 0;
}
