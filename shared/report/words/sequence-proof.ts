import { code, paragraphs, type Words } from './entry.ts';

/** What `verify` found. */
export const sequenceProofWords: Words[] = [
  {
    code: 'sequences/duplicate-handed-out',
    title: 'The sequence handed out a value that its column already holds.',
    why: 'This is proof, not inference: `verify` called nextval, and the value is taken. The next insert very likely meets the same fate and fails with 23505. It blocks.',
    how: 'The sequence is behind its rows, or rows with ids of their own came in after the last fix.',
    fix: paragraphs(
      'Move it past the rows and prove it again:',
      code('lockstep fix', 'lockstep verify'),
      'If it comes back, something still writes ids of its own: a replication that was not stopped, a seed or sync job.',
    ),
  },
  {
    code: 'sequences/insert-failed',
    title: 'A real insert failed with a duplicate key.',
    why: '`verify --insert` put a row into the table, as the application would, and PostgreSQL refused it with 23505. The row was rolled back either way. It blocks. Where no unique index would refuse the value, or the sequence feeds several columns, a row proves too little, and `verify` calls nextval instead.',
    how: 'The sequence is behind its rows; or another unique constraint of the table has a default that is not unique. The finding names the constraint.',
    fix: paragraphs(
      'If the constraint is on the column that the sequence feeds:',
      code('lockstep fix', 'lockstep verify'),
      'Else look at the constraint and at the default of its columns.',
    ),
  },
  {
    code: 'sequences/not-proven',
    title: 'It could not be proven that the sequence hands out free values.',
    why: 'Nothing wrong was seen, but `verify` promises proof and has none here. The verdict is unknown.',
    how: 'This role may not call nextval (it needs USAGE or UPDATE on the sequence), may not read the column, no value is left, a lock was not free in time, or the target is read only. The finding says which.',
    fix: paragraphs(
      'For want of privilege:',
      code(
        'GRANT USAGE, SELECT ON SEQUENCE public.orders_id_seq TO lockstep;',
        'GRANT SELECT (id) ON public.orders TO lockstep;',
      ),
      'Where a role may only read, `lockstep verify --peek` proves by reading alone.',
    ),
  },
];
