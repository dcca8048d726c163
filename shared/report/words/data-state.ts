import { code, paragraphs, type Words } from './entry.ts';

/** States of indexes, constraints and triggers. */
export const dataStateWords: Words[] = [
  {
    code: 'data/invalid-index',
    title: 'An index is INVALID.',
    why: 'Queries do not use it, and every write pays for it. A unique one does not keep its promise: rows with the same key may be there, `ON CONFLICT` does not find it, no foreign key can refer to it. Then it blocks. `CREATE INDEX IF NOT EXISTS` takes it for the index that it should be, and goes on without a word.',
    how: 'CREATE INDEX CONCURRENTLY that failed or was interrupted: a duplicate key, a time limit, a deploy that was killed. An index whose name ends in `_ccnew` or `_ccold` is what REINDEX CONCURRENTLY left. The index of a partitioned table is INVALID until each partition has its own attached. One that somebody builds at the moment is told as such, and is no fault.',
    fix: paragraphs(
      '`lockstep fix` rebuilds it while others read and write:',
      code('REINDEX INDEX CONCURRENTLY public.orders_customer_idx;'),
      'It fails on duplicate keys, and leaves another INVALID index then. So `fix` rebuilds a unique one only where it has read that no rows share a key; where they do, decide on them first (data/duplicate-rows shows them). One over expressions or of some rows alone it leaves to you: group the rows by its expressions, within its WHERE, HAVING count(*) > 1. What a rebuild or a failed DROP left, and what a valid index makes superfluous, is dropped by hand:',
      code('DROP INDEX CONCURRENTLY public.orders_customer_idx_ccnew;'),
      'For a partitioned table build what is missing, and attach it:',
      code(
        'CREATE INDEX CONCURRENTLY orders_2026_customer_idx ON public.orders_2026 (customer);',
        'ALTER INDEX public.orders_customer_idx ATTACH PARTITION public.orders_2026_customer_idx;',
      ),
    ),
  },
  {
    code: 'data/trigger-disabled',
    title: 'A trigger does not fire.',
    why: 'Triggers of a foreign key are how PostgreSQL keeps it. Disabled, they let in rows that refer to nothing, and let go of rows that others refer to, while the constraint is still said to be valid. That blocks. Any other trigger that is disabled warns: an audit, a search column, a check is not done.',
    how: '`ALTER TABLE ... DISABLE TRIGGER ALL` before an import (`pg_dump --disable-triggers` writes it), and an import that ended before it enabled them again. Triggers set to ENABLE REPLICA or ENABLE ALWAYS are taken for meant.',
    fix: paragraphs(
      'The finding names each trigger. Those of a foreign key need a superuser:',
      code('ALTER TABLE public.orders ENABLE TRIGGER "RI_ConstraintTrigger_c_16404";'),
      'Then look for rows that came in meanwhile; enabling checks none:',
      code('lockstep check --guard data --all'),
      'A trigger that is meant to stay disabled is named under `data.ignore`, with the reason.',
    ),
  },
  {
    code: 'data/no-primary-key',
    title: 'A table has no primary key.',
    why: 'Nothing keeps a row from being there twice, and no statement can name one of two equal rows. Where logical replication publishes the table, every UPDATE and DELETE fails ("cannot update table because it does not have a replica identity"): then it warns. A unique index on columns that are NOT NULL does as well as a key, and is no finding by itself.',
    how: 'An import that copied rows and not keys, CREATE TABLE AS, or a join table that nobody gave a key.',
    fix: paragraphs(
      'Build the index while others write, then make it the key:',
      code(
        'CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON public.orders (id);',
        'ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey;',
      ),
      'Only for replication, without a key:',
      code('ALTER TABLE public.orders REPLICA IDENTITY FULL;'),
    ),
  },
  {
    code: 'data/duplicate-index',
    title: 'Two indexes do the same.',
    why: 'Every write keeps both, both take space and cache, and queries need one. Nothing fails.',
    how: 'A migration that made an index which the primary key or a unique constraint has already, or two that made the same under two names. Only indexes that are alike in columns, order, operators, expressions and predicate are told; one that is a prefix of another is smaller, and may be meant.',
    fix: paragraphs(
      'Drop the one that the finding names:',
      code('DROP INDEX CONCURRENTLY public.orders_customer_idx2;'),
      'What replication, a foreign key or CLUSTER needs is what the finding keeps.',
    ),
  },
  {
    code: 'data/foreign-key-without-index',
    title: 'No index serves a foreign key.',
    why: 'Each DELETE of a referenced row, and each change of its key, looks for rows that refer to it: without an index it reads the whole referencing table, once a row, and holds its locks as long. It warns where the table is large and rows are deleted there, by the statistics of the server.',
    how: 'PostgreSQL makes an index for the referenced key, none for the referencing columns.',
    fix: paragraphs(
      'Build it while others write:',
      code('CREATE INDEX CONCURRENTLY ON public.order_lines (order_id);'),
      'Where nobody ever deletes there, leave it, and name the constraint under `data.ignore`.',
    ),
  },
  {
    code: 'data/fix-failed',
    title: 'The database refused the repair.',
    why: 'The constraint is still NOT VALID, or the index INVALID. Nothing else changed, and the other repairs were done regardless.',
    how: 'VALIDATE CONSTRAINT found a row that breaks the constraint (SQLSTATE 23503, 23514), REINDEX found two rows with the same key (23505), a lock did not come free, or the time was up. A rebuild that fails leaves an INVALID index whose name ends in `_ccnew`.',
    fix: paragraphs(
      'See the rows, and decide on them; Lockstep never changes one:',
      code('lockstep check --guard data --all'),
      'Drop what a rebuild left, as the finding names it, then run `lockstep fix` again:',
      code('DROP INDEX CONCURRENTLY public.orders_email_key_ccnew;'),
    ),
  },
  {
    code: 'data/not-fixed',
    title: 'The fix left it as it is.',
    why: 'The constraint is still NOT VALID, or the index INVALID. The finding says why: another role owns the table, the constraint calls code of another role, rows stand in the way, an earlier rebuild left an index that has to be dropped first, or this is a standby.',
    how: "VALIDATE CONSTRAINT and REINDEX need the owner of the table (from PostgreSQL 17 on MAINTAIN is enough for REINDEX). VALIDATE CONSTRAINT calls the functions of a constraint with the rights of whoever runs it: of a superuser, whoever wrote them could take all rights. What belongs to the server, to a superuser or to the role itself is run, and of a check on another role's table what computes alone (IMMUTABLE). What would fail, or needs a decision, is not tried.",
    fix: 'Run the SQL of the finding as the owner (`SET ROLE` is not enough: a function can undo it), or do first what it says. Both statements let others read and write meanwhile.',
  },
];
