import { code, paragraphs, type Words } from './entry.ts';

const widen = code(
  'ALTER TABLE public.orders ALTER COLUMN id TYPE bigint;',
  'ALTER SEQUENCE public.orders_id_seq AS bigint;',
);

const rewrite =
  'The first statement rewrites the table and keeps everybody out while it does. On a large table add a bigint column instead, fill it in batches with a trigger for new rows, and swap the two in one short transaction. An identity column takes its sequence along, so there the second statement is not needed.';

/** Values that run out: the range that counts is the narrowest of sequence, column and referencing columns. */
export const sequenceRangeWords: Words[] = [
  {
    code: 'sequences/exhausted',
    title: 'No value is left.',
    why: 'Every insert that needs a value fails: "nextval: reached maximum value of sequence" (SQLSTATE 2200H), or "integer out of range" (22003) where the column is narrower than the sequence. It blocks.',
    how: 'The range is used up. The range that counts is the narrowest of three: the bounds of the sequence, the type of the columns that it feeds, and the type of the columns that reference those. Failed inserts, rollbacks and ON CONFLICT DO NOTHING use up values too.',
    fix: paragraphs(
      'Widen what is narrowest. For an integer column:',
      widen,
      rewrite,
      'For a sequence with a MAXVALUE of its own:',
      code('ALTER SEQUENCE public.orders_id_seq NO MAXVALUE;'),
      'To win time within seconds, if your programs bear negative ids: use the other half of the range.',
      code('ALTER SEQUENCE public.orders_id_seq MINVALUE -2147483648 RESTART WITH -2147483648;'),
    ),
  },
  {
    code: 'sequences/exhausting',
    title: 'The values are running out.',
    why: 'At 80 % of the range it warns, at 95 % it blocks (`sequences.warnAt`, `sequences.blockAt`). At 100 % every insert fails. Widening a large table takes days of preparation, so begin while it only warns.',
    how: 'Growth, mostly in an integer column with its 2147483647 values. Or a jump: a sequence moved past a hand-made id, an upsert in a loop that uses up one value a call.',
    fix: paragraphs(
      'The finding names what is narrowest: sequence, column, or a column that references it. Widen that:',
      widen,
      rewrite,
    ),
  },
  {
    code: 'sequences/narrow-column',
    title: 'The sequence counts further than its column can hold.',
    why: 'The sequence is bigint, the column is integer or smallint. Whoever watches the sequence sees 0 % used while the column is nearly full. Past 2147483647 (smallint: 32767) inserts fail with "integer out of range" (SQLSTATE 22003). Lockstep counts the column, not the sequence.',
    how: 'CREATE SEQUENCE makes a bigint sequence unless told otherwise, and so did serial columns before PostgreSQL 10. Or a migration widened the sequence and forgot the column.',
    fix: paragraphs(
      'Widen the column, before it fills up:',
      code('ALTER TABLE public.orders ALTER COLUMN id TYPE bigint;'),
      'That rewrites the table and keeps everybody out while it does. If the column is to stay narrow, let the sequence say so:',
      code('ALTER SEQUENCE public.orders_id_seq AS integer;'),
    ),
  },
  {
    code: 'sequences/narrow-reference',
    title: 'A column that references the key is narrower than the key.',
    why: 'The key is bigint and has room, the foreign key column is not. The first child row of a parent past 2147483647 fails with "integer out of range" (SQLSTATE 22003), while the parent itself was saved.',
    how: 'The key was widened, its references were not.',
    fix: paragraphs(
      'Widen every referencing column that the finding names:',
      code('ALTER TABLE public.order_lines ALTER COLUMN order_id TYPE bigint;'),
      'That rewrites the table and keeps everybody out while it does.',
    ),
  },
];
