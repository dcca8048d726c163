import { code, paragraphs, type Words } from './entry.ts';

/** Values that come twice: a sequence and the rows of its column disagree. */
export const sequenceValueWords: Words[] = [
  {
    code: 'sequences/behind',
    title: 'The sequence will hand out values that its column already holds.',
    why: paragraphs(
      'The next inserts that take their id from this sequence fail with "duplicate key value violates unique constraint" (SQLSTATE 23505), one after the other, until the sequence has counted past the rows. A deploy looks healthy until the first write.',
      'Where the column has no unique index nothing fails, which is worse: two rows share one id. It blocks.',
    ),
    how: 'Rows came in with ids of their own, and that never moves a sequence: a CSV import, a seed script with fixed ids, a restore of single tables, a cutover from logical replication or AWS DMS (they copy rows as they change, and leave sequences where they were). Or somebody ran setval with a value that was too low.',
    fix: paragraphs(
      'Run `lockstep fix`, then `lockstep verify`. It moves the sequence forward past the rows while the application goes on, and never moves one backward. By hand, with "stepsBehind" of the report as the count:',
      code("SELECT max(nextval('public.orders_id_seq')) FROM generate_series(1, 4194);"),
      'Do not run the popular `setval(..., max(id))` on a live database. Inserts that run at the same moment get the same value twice.',
    ),
  },
  {
    code: 'sequences/outlier',
    title: 'A lone value lies far ahead of the sequence.',
    why: paragraphs(
      'The column holds a value that the sequence has yet to hand out, but it is so far away (more than a million calls, see `sequences.reach`) that no insert fails today. When the sequence arrives there, that insert fails.',
      'It warns and does not block. `fix` leaves it alone: moving the sequence past 2147483647 would use up an integer column for ever.',
    ),
    how: 'A hand-made id such as 999999999 or 2147483647, a test row, a row from another system, a number that stands for "unknown".',
    fix: paragraphs(
      'Look at the row. If it is not needed, or can have another id, change it and all is well:',
      code('SELECT * FROM public.orders ORDER BY id DESC LIMIT 10;'),
      'If ids should go on beyond it, and the range has room for that:',
      code('lockstep fix --only public.orders_id_seq --past-outliers'),
      'If it is right as it is, say so in the configuration, with the reason:',
      code(
        '"sequences": {',
        '  "ignore": [{ "sequence": "public.orders_id_seq", "reason": "2147483647 is the guest account" }]',
        '}',
      ),
    ),
  },
  {
    code: 'sequences/cycles',
    title: 'The sequence starts again when it reaches its end (CYCLE).',
    why: 'After its last value it hands out its first one again. In a unique column every insert from then on can fail with 23505; without a unique index rows share an id. Whether it is behind cannot be said: on a sequence that goes round, every row is ahead of it sooner or later. `fix` does not touch it.',
    how: 'It was created with CYCLE. That suits numbers that are thrown away soon, such as ticket numbers of a day; it rarely suits a key.',
    fix: paragraphs(
      'If the column is a key, let the sequence stop instead, and give it more room in time:',
      code('ALTER SEQUENCE public.tickets_number_seq NO CYCLE;'),
      'If the numbers are meant to come again, put the sequence into `sequences.ignore` with that reason.',
    ),
  },
];
