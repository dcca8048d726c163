import { code, paragraphs, type Words } from './entry.ts';

/** What the repository and the database do not agree on, and in which order. */
export const migrationOrderWords: Words[] = [
  {
    code: 'migrations/missing-from-repository',
    title: 'The database has migrations that the repository does not have.',
    why: 'The two have diverged. Nobody can say from this commit what the schema is, and the next migration was written for another one. Several tools refuse to go on, others go on without a word.',
    how: 'They came from another branch that was deployed and is not merged, a migration was renamed or deleted after it was applied, or the URL leads to the database of another application.',
    fix: paragraphs(
      'Find the commit that has them, and deploy a commit that contains it:',
      code("git log --all --oneline -- '*20240201000000_add_email*'"),
      'Only if what they did was undone in the database by hand, take them out of its history by the command of the finding. Where other migrations of the repository are still to be applied, the finding says how many, and up to which migration both agree.',
    ),
  },
  {
    code: 'migrations/database-ahead',
    title: 'The database is ahead of this commit.',
    why: 'Everything that this commit has is applied, and newer migrations besides. That is what a rollback of the code looks like, so it only warns: a rollback must never be stopped. But the older code has to work with the newer schema.',
    how: 'An older commit is deployed again, or a branch that lacks the newest migrations.',
    fix: 'See that the newer migrations only added things, or that the older code does not need what they took away. If no rollback is meant, deploy the commit that has them.',
  },
  {
    code: 'migrations/out-of-order',
    title: 'A migration is not applied, but later ones are.',
    why: 'Some tools run it all the same, after migrations that were written later: then this database was changed in another order than the others, and what works in one may fail in the other. Other tools refuse: it blocks.',
    how: 'Two branches were merged, and the one that came second has the older migration.',
    fix: paragraphs(
      'Give it a version after the newest applied one: make it anew, or rename it where it was applied nowhere. Where the tool refuses and the order is certain not to matter, most have a flag for it:',
      code('supabase db push --include-all', 'goose -allow-missing up', 'flyway -outOfOrder=true migrate'),
      'With Django the dependencies decide and not the names: a migration was applied before one that it depends on. Take it back and apply both, or let it depend on what had been applied before it.',
    ),
  },
  {
    code: 'migrations/will-be-skipped',
    title: 'A migration will never be run, and the tool will report success.',
    why: 'The tool runs only what is newer than the newest applied migration, and compares nothing else. The code that needs this one is deployed, the pipeline is green, and the table is not there.',
    how: 'Two branches were merged. The one that came second made its migration first, so that it has the older time or number: an older `when` in the journal of Drizzle before 1.0. golang-migrate skips as well, but its table holds the newest number alone, and everything below counts as applied: what it skipped is found by the objects that are not there (`migrations/stamped`).',
    fix: paragraphs(
      'Make it anew, so that it gets the newest time or number, and delete the old one. With Drizzle:',
      code('npx drizzle-kit drop', 'npx drizzle-kit generate'),
      'Where it was applied in other places already, apply its SQL here by hand as well.',
    ),
  },
  {
    code: 'migrations/multiple-heads',
    title: 'Two migrations come after the same one, and nothing joins them.',
    why: 'The tool does not know which comes first and refuses to upgrade ("Multiple head revisions", "Conflicting migrations detected").',
    how: 'Two branches were merged, and each had brought a migration.',
    fix: paragraphs(
      'Join them, and commit the migration that comes of it, by the command of the finding:',
      code('alembic merge heads -m "merge"'),
      'With Django:',
      code('python manage.py makemigrations --merge'),
    ),
  },
  {
    code: 'migrations/no-manifest',
    title: 'The database has a history that nobody said anything about.',
    why: 'Without the repository nobody can say what is pending, edited or missing. Only what the history says of itself is judged: failures, locks, what was applied in part. For information where no manifest was given; where one was and has no such migrations, it warns, and what failed there only warns as well.',
    how: 'The call brought no manifest, the command did not run inside of the repository, and the archive has none of an earlier deploy. Or another application, or the provider, keeps its tables in the same database. Or the manifest is not whole: it was made in a folder of the repository that has only some of its projects.',
    fix: paragraphs(
      'Run lockstep inside of the repository, or make the manifest in CI and send it along:',
      code('lockstep manifest > manifest.json', 'lockstep check --target production --manifest manifest.json'),
    ),
  },
  {
    code: 'migrations/dirty-manifest',
    title: 'The manifest holds changes that no commit has.',
    why: 'For information. What was checked is not what anybody else will deploy from this commit.',
    how: '`lockstep manifest` ran where files were changed and not committed: on a machine of a developer, or after a step of the pipeline that writes files.',
    fix: 'Commit the changes, or make the manifest before the step that writes files.',
  },
  {
    code: 'migrations/environment-mismatch',
    title: 'The history says that this database belongs to another environment.',
    why: 'The tool wrote down its environment when it migrated. If the target is called production and the database says development, the next step may run against the wrong one. Where the database says production and the target is another, it only warns: servers for staging often run with the settings of production.',
    how: 'A dump of another environment was restored here, or the URL of the target leads to the wrong database. Rails keeps it in ar_internal_metadata.',
    fix: paragraphs(
      'Check the URL of the target. If the dump was restored on purpose, write down where it lives now:',
      code('bin/rails db:environment:set RAILS_ENV=staging'),
    ),
  },
];
