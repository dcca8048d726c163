import { code, paragraphs, type Words } from './entry.ts';

/** What is applied, what is not, and what went wrong on the way. */
export const migrationStateWords: Words[] = [
  {
    code: 'migrations/pending',
    title: 'The repository has migrations that the database does not have.',
    why: 'Before a deploy that is what the deploy will do: for information. After it (`verify`) it has not been done, and the new code runs against the old schema: it blocks. It blocks as well where the migrations were applied when the last deploy was verified: somebody restored an older database, or another one answers.',
    how: 'The commit that is checked brings new migrations. Or the step of the pipeline that applies them was left out, failed, or ran against another database.',
    fix: paragraphs(
      'Let the deploy apply them, by the command of the finding, for example:',
      code('npx prisma migrate deploy'),
      'After that `lockstep verify` passes. Where it goes on blocking, compare the database in the URL of the migration step with that of the target.',
    ),
  },
  {
    code: 'migrations/failed',
    title: 'A migration failed, and nobody has said how that was resolved.',
    why: 'The tool refuses to go on until it is told. What the migration did before it failed may be there: where it ran without a transaction, half of it is.',
    how: 'A statement failed on the rows or objects of this database, ran into a time limit, or the process died in the middle. The finding shows what the tool wrote down.',
    fix: paragraphs(
      'See what it left behind, and undo or finish that by hand. Then tell the tool, by the command of the finding. With Prisma, for example, where all of it was undone:',
      code('npx prisma migrate resolve --rolled-back 20240201000000_add_email'),
      'Or, where all of it was finished by hand:',
      code('npx prisma migrate resolve --applied 20240201000000_add_email'),
    ),
  },
  {
    code: 'migrations/partially-applied',
    title: 'Only a part of a migration is applied.',
    why: 'Neither the old nor the new code was written for what is there now. To run the migration once more fails at what it has done already, unless the tool remembers how far it came.',
    how: 'It ran without a transaction and failed in the middle. Or it is a squash, of which only some of the replaced migrations were applied here, and the files of the others are gone.',
    fix: 'See how far it came (the finding says what the tool wrote down), finish or undo the rest by hand, and tell the tool by the command of the finding. For a squash bring the replaced files back from git, apply them, and remove them in a later commit.',
  },
  {
    code: 'migrations/edited',
    title: 'A migration was changed after it was applied.',
    why: 'The database has what the file said then. A new database gets what it says now, so the two differ for ever, and nothing that is applied later will put that right. Some tools refuse to go on, others say nothing.',
    how: 'Somebody corrected a migration that had been applied somewhere already, a merge changed it, or a formatter did.',
    fix: paragraphs(
      'Put the file back as it was applied, and write a new migration for the change:',
      code('git log -p -- prisma/migrations/20240201000000_add_email/migration.sql'),
      'Where the change is only in comments or blanks and is meant to stay, name the migration under `migrations.ignore` with the reason.',
    ),
  },
  {
    code: 'migrations/rolled-back',
    title: 'A migration was begun, failed, and was marked as rolled back.',
    why: 'For information. Where the repository still has it, the next deploy runs it again, and it should not fail for the same reason.',
    how: 'After a failure somebody told the tool that it was undone.',
    fix: 'See that its cause is gone (what the tool wrote down at the time is in the history). Nothing else is to be done.',
  },
  {
    code: 'migrations/stamped',
    title: 'A migration is recorded as applied, but what it adds is not there.',
    why: 'The tool believes that it is done and will never run it. The code that needs the column, table or index fails when it gets there, perhaps only in a corner that is seldom used.',
    how: 'It was recorded without being run (`alembic stamp`, `migrate resolve --applied`, `--fake`), its objects were dropped by hand, or the history was copied from another database. Lockstep reads what each migration adds and what later ones drop or rename. Where a later one could not be read to the end, or the database has migrations that the repository does not have, one of those may have dropped it: then it only warns.',
    fix: paragraphs(
      'Add by hand what is missing, as the migration writes it. Or, if nothing of it was ever run, take it out of the history and apply it, by the commands of the finding. For Alembic, for example:',
      code('alembic stamp 4f2a91c03b7d', 'alembic upgrade head'),
      'If the object was dropped on purpose, write a migration that drops it.',
    ),
  },
  {
    code: 'migrations/no-history',
    title: 'The schema is there, and no migration is recorded.',
    why: 'The tool believes that the database is empty. It will run the first migration, and that fails at the first table that exists.',
    how: 'Somebody pushed the schema (`prisma db push`, `drizzle-kit push`, `create_all`) or restored a dump without the history. Where Lockstep knows what the migrations make, it looks for that; else any table counts.',
    fix: paragraphs(
      'If the schema is what the migrations make, record them as applied, each by the command of the finding, for example:',
      code('npx prisma migrate resolve --applied 20240101000000_init'),
      'If it is not certain, compare first: a migration that is recorded and was never run is found as `lockstep explain migrations/stamped` says.',
    ),
  },
  {
    code: 'migrations/slow',
    title: 'Applied migrations took long.',
    why: 'For information: longer than `migrations.slowSeconds` (60 by default). While a migration holds its locks, others wait, and the next one of its kind will take longer still.',
    how: 'It rewrote a large table, built an index, moved rows, or waited for a lock behind a long transaction.',
    fix: 'See what it did, and do the next one of its kind in steps: rows in batches, indexes with CONCURRENTLY, constraints as NOT VALID and validated later.',
  },
  {
    code: 'migrations/extra-missing',
    title: 'SQL that has to be applied besides the migrations is not, or not all of it.',
    why: 'A constraint, trigger or policy that the team relies on is not there. No tool keeps account of such files, so nothing else will notice. Before a deploy it warns, after it (`verify`) it blocks.',
    how: 'The file is named under `migrations.extra`, and was not run here, or was changed since, or a migration dropped what it had made. Where parts of it cannot be read as plain SQL (a DO block with conditions, EXECUTE), nobody can tell: that is unknown.',
    fix: paragraphs(
      'Apply it:',
      code('psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f add_constraints.sql'),
      'Better still, make a migration of it.',
    ),
  },
];
