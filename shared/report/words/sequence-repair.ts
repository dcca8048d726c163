import { code, paragraphs, type Words } from './entry.ts';

/** What `fix` could not finish. */
export const sequenceRepairWords: Words[] = [
  {
    code: 'sequences/not-settled',
    title: 'A transaction that was writing when the fix began is still open.',
    why: 'Its rows cannot be seen before it commits. If it brings ids of its own beyond what was seen, the sequence is behind again the moment it commits. So the fix cannot be called done.',
    how: 'A long import, a batch job, or a session left idle in a transaction. Lockstep waited `limits.settleSeconds` for it, and blocked nobody meanwhile.',
    fix: paragraphs(
      'See who it is:',
      code(
        'SELECT pid, usename, application_name, state, xact_start, query',
        'FROM pg_stat_activity',
        'WHERE xact_start IS NOT NULL',
        'ORDER BY xact_start;',
      ),
      'When it is done, run `lockstep check` again, and `lockstep fix` if need be. To wait longer raise `limits.settleSeconds`. Or leave room in advance: `lockstep fix --margin 100000`.',
    ),
  },
  {
    code: 'sequences/fix-failed',
    title: 'The database refused the fix.',
    why: 'The sequence is as it was, and inserts go on failing. The other sequences were fixed regardless.',
    how: 'Most often privilege: moving a sequence needs USAGE, restarting a cached or far one needs ownership. Or a lock that was not free in time: a migration in flight. The finding holds what the database said.',
    fix: paragraphs(
      'Run the SQL of the finding as the owner of the sequence, or give the role what it needs:',
      code('GRANT USAGE ON SEQUENCE public.orders_id_seq TO lockstep;'),
      'For a lock, run `lockstep fix` again when the migration is through; it does only what is still needed.',
    ),
  },
  {
    code: 'sequences/not-fixed',
    title: 'The fix left the sequence alone, or moved it less far than asked.',
    why: 'Something is wrong with it that an automatic move would make worse. The finding says what: it goes round (CYCLE), feeds no known column, is kept off its stride by another node, has a lone far value, has no room beyond the rows for the margin that was asked (then it is moved past the rows without it), or belongs to a standby.',
    how: '`fix` moves sequences forward within their range and does nothing else. What needs a decision is left to a person.',
    fix: paragraphs(
      'Do what the finding says, then run `lockstep check`. Every case has its own entry:',
      code(
        'lockstep explain sequences/cycles',
        'lockstep explain sequences/orphan',
        'lockstep explain sequences/outlier',
        'lockstep explain sequences/exhausted',
        'lockstep explain sequences/standby',
      ),
    ),
  },
];
