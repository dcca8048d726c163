import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { addedColumns } from '../../../../shared/guards/migrations/linting/alterations.ts';
import { nodeOf } from '../../../../shared/guards/migrations/linting/names.ts';
import { loadParser, parse } from '../../../../shared/guards/migrations/linting/parse.ts';
import { columnPieces, piecesOf } from '../../../../shared/guards/migrations/linting/pieces.ts';
import type { Statement } from '../../../../shared/guards/migrations/linting/statement.ts';
import { statementsOf } from '../../../../shared/guards/migrations/linting/statements.ts';

beforeAll(loadParser);

const gap = fc.constantFrom(' ', '\n', ' /* é, ( */ ', ' -- ü, )\n', '\t');
const name = fc.constantFrom('a', '"Ö, (x"', '"a""b"', 'name', 'b1');
const type = fc.constantFrom(
  'integer',
  'numeric(10, 2)',
  'text[]',
  'timestamp(3) with time zone',
  'billing."T"',
  'serial',
);
const clause = fc.constantFrom(
  'NOT NULL',
  "DEFAULT 'it''s, ('",
  'DEFAULT (1 + 2) * 3',
  'CONSTRAINT "c, d" CHECK (a > 0 AND b IN (1, 2))',
  'REFERENCES u (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED',
  'UNIQUE',
  'COLLATE "C"',
  "DEFAULT $$x, ')$$",
);
const clauses = fc.uniqueArray(clause, { maxLength: 4, selector: (text) => text.split(' ')[0] });
const column = fc
  .tuple(name, type, clauses, gap)
  .map(([named, typed, behind, between]) => `ADD COLUMN${between}${[named, typed, ...behind].join(between)}`);
const other = fc.constantFrom(
  'ADD CONSTRAINT c CHECK (a IN (1, 2))',
  'DROP COLUMN a CASCADE',
  "ALTER a TYPE text USING concat(a, ', ')",
  'ALTER "é" SET DEFAULT ARRAY[1, 2]',
  'ADD FOREIGN KEY (a, b) REFERENCES u (c, d)',
);
const head = fc.constantFrom(
  'ALTER TABLE t',
  'alter table if exists only "S, é"."t(" ',
  'ALTER TABLE ONLY s . t',
  'ALTER TABLE a.b.c',
);
const commands = fc.array(fc.oneof(column, other), { minLength: 1, maxLength: 4 });

it('cuts an ALTER TABLE into commands that mean by themselves what they mean in it', () => {
  fc.assert(
    fc.property(head, commands, gap, (begun, list, between) => {
      const statement = last(`SELECT 'é';${between}${begun}${between}${list.join(`${between},${between}`)}`);
      const pieces = piecesOf({ statement, table: { schema: null, name: '' }, command: {}, position: 0 });
      const alone = pieces.commands.map((command) => meaning(`${pieces.head} ${command}`)[0]);
      expect(alone).toEqual(meaning(statement.sql));
    }),
    { numRuns: 150 },
  );
});

it('cuts an added column into pieces that make the same column again', () => {
  fc.assert(
    fc.property(commands, gap, (list, between) => {
      const statement = last(`SELECT 'é';${between}ALTER TABLE t ${list.join(`${between},`)}${between};`);
      for (const added of addedColumns(statement, { isNew: () => false } as never)) {
        const { name: named, type: typed, clauses: behind } = columnPieces(added);
        const again = `ALTER TABLE t ADD COLUMN ${[named, typed, ...behind.map(({ text }) => text)].join(' ')}`;
        expect(meaning(again)[0]).toEqual(meaning(statement.sql)[added.position]);
      }
    }),
    { numRuns: 150 },
  );
});

/** The last statement of a file, whose places count from the file's beginning. */
function last(text: string): Statement {
  const migration = { id: 'm', sql: [{ line: 1, text }] };
  const { statements, faults } = statementsOf(migration, { tool: 'prisma', transaction: 'each' });
  expect(faults).toEqual([]);
  return statements.at(-1) as Statement;
}

/** The commands of an ALTER TABLE as the parser reads them, without their places. */
function meaning(sql: string): unknown[] {
  const [only] = parse(sql).statements;
  const node = only && nodeOf(only, 'AlterTableStmt');
  return JSON.parse(
    JSON.stringify(node?.cmds ?? [], (key, value) => (/location|list_(start|end)$/.test(key) ? undefined : value)),
  );
}
