import { code, paragraphs, type Words } from './entry.ts';

/** What could not be told. Never taken for healthy. */
export const sequenceUnknownWords: Words[] = [
  {
    code: 'sequences/unreadable',
    title: 'The sequence or its column could not be read.',
    why: 'It may be behind, it may be healthy: Lockstep could not look. What could not be looked at does not pass, so the verdict is unknown.',
    how: 'This role lacks the privilege; a migration in flight holds the lock (Lockstep waits `limits.lockSeconds` and no longer); the statement took longer than `limits.statementSeconds`; or the table is UNLOGGED and the target is a standby. The finding says which.',
    fix: paragraphs(
      'For want of privilege, run this as the owner, with the role that Lockstep uses:',
      code(
        'GRANT USAGE ON SCHEMA public TO lockstep;',
        'GRANT SELECT ON SEQUENCE public.orders_id_seq TO lockstep;',
        'GRANT SELECT (id) ON public.orders TO lockstep;',
      ),
      "Or for everything, today and later (PostgreSQL 14 and above; a superuser or the provider's admin role may do it):",
      code('GRANT pg_read_all_data TO lockstep;'),
      'For a lock or a time-out, run it again when the migration is through. For a standby, point Lockstep at the primary.',
    ),
  },
  {
    code: 'sequences/not-examined',
    title: 'The rows were not read, because that would cost too much.',
    why: 'Without the farthest value of the column nobody can say whether the sequence is behind. The verdict is unknown.',
    how: 'The column has no usable index and its table is larger than `sequences.scanMegabytes` (256 by default); or it is a foreign table, whose rows are elsewhere; or it has so many partitions that reading them would take too many locks in a database that others use.',
    fix: paragraphs(
      'A column that is fed by a sequence deserves an index anyway:',
      code('CREATE INDEX CONCURRENTLY ON public.orders (id);'),
      'Or allow the scan: raise `sequences.scanMegabytes`. For a foreign table check the database where the rows are. For partitions raise max_locks_per_transaction (needs a restart).',
    ),
  },
  {
    code: 'sequences/rows-hidden',
    title: 'Row level security hides rows from this role.',
    why: 'The largest value that this role sees need not be the largest there is. A comparison with it could say healthy and be wrong, so the verdict is unknown.',
    how: 'The table has row level security, and the role is neither exempt (BYPASSRLS, superuser) nor the owner, or the table says FORCE ROW LEVEL SECURITY, which includes its owner.',
    fix: paragraphs(
      "Let the role of Lockstep see all rows (run as a superuser or the provider's admin role):",
      code('ALTER ROLE lockstep BYPASSRLS;'),
      'Or connect as the owner of the table, where it is not forced. A permissive policy does not help: PostgreSQL still cannot promise that nothing is hidden.',
    ),
  },
  {
    code: 'sequences/standby',
    title: 'The target is a standby, and sequences run ahead there.',
    why: 'PostgreSQL writes sequences to its log 32 values ahead. A standby shows that later value, so a sequence that is behind on the primary can look healthy on the standby. "Behind" can be trusted here, "healthy" cannot: the verdict is unknown. `fix` cannot write here at all.',
    how: 'The URL of the target leads to a read replica.',
    fix: 'Point the target at the primary: the writer endpoint of a cluster, not the reader.',
  },
];
