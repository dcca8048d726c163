import { code, paragraphs, type Words } from './entry.ts';

/** Who stands in the way, and what could not be told. */
export const migrationDoubtWords: Words[] = [
  {
    code: 'migrations/locked',
    title: 'A lock row says that somebody migrates.',
    why: 'The tool waits for it or refuses, so the deploy will not get past it. Nothing removes the row of a process that died.',
    how: 'Somebody migrates at this moment, or a process was killed in the middle: a pod that took too long, a pipeline that was cancelled. The finding says since when, and who, where the tool writes that down.',
    fix: paragraphs(
      'See that nobody migrates. Then free the lock by the command of the finding, for example:',
      code('npx knex migrate:unlock', 'liquibase releaseLocks'),
    ),
  },
  {
    code: 'migrations/running',
    title: 'Somebody is migrating at this moment.',
    why: 'A session holds the advisory lock of the tool. What is pending now may be applied in a minute, and what looks half done is being done. Another deploy that begins now waits for that lock.',
    how: 'A deploy is under way. Or a session that migrated through a pooler was left open with its lock: then it stays until that session ends.',
    fix: paragraphs(
      'Wait until it is through, and run lockstep again. To see what it does:',
      code('SELECT pid, state, wait_event_type, query FROM pg_stat_activity WHERE pid = 4711;'),
    ),
  },
  {
    code: 'migrations/unreadable',
    title: 'A history is there, and could not be read.',
    why: 'Nobody can tell what is applied. What could not be looked at does not pass, so the verdict is unknown.',
    how: 'This role lacks the privilege, a migration in flight holds the lock, no answer came in time, or the table has other columns than its tool makes: a version of the tool that Lockstep does not know, or a table of another kind under that name. Views, tables with types that somebody made, and tables with an index that computes something are never read: whoever made them would have code of theirs run by this role. The finding says which.',
    fix: paragraphs(
      "For want of privilege, run the finding's SQL as the owner, with the role that Lockstep uses:",
      code('GRANT USAGE ON SCHEMA drizzle TO lockstep;', 'GRANT SELECT ON drizzle.__drizzle_migrations TO lockstep;'),
      'For a lock or a time-out run it again. If the tool keeps its history in another table, name that one:',
      code('"migrations": {', '  "projects": [{ "tool": "alembic", "table": "billing.alembic_version" }]', '}'),
    ),
  },
  {
    code: 'migrations/not-understood',
    title: 'A file of the repository could not be understood, or is a mistake.',
    why: 'Lockstep reads migrations and never runs them. What such a file says is unknown and not guessed, so nobody can tell whether the database has it: the verdict is unknown. A file that was understood, and that the tool will never run or will stumble over, only warns.',
    how: 'A merge left its markers, a journal is cut off, the file is too large, or the program computes what Lockstep looks for (an id, a dependency) where it expects to find it written down.',
    fix: 'Put the file right. Where it is right, and only computes what could be written down, write that down: `revision = "4f2a91c03b7d"`.',
  },
  {
    code: 'migrations/dangerous-statement',
    title: 'A migration to come holds a statement that is dangerous on this database.',
    why: 'It keeps readers or writers out for as long as it works, breaks the code that still runs while the deploy is under way, loses data, or fails on the rows that are there. The size and the traffic of its table were looked at: on a small and quiet one much of this is harmless.',
    how: 'The statement was written for an empty database. The finding names the rule; `lockstep explain` with its name tells the reason, the lock, and the versions of PostgreSQL.',
    fix: paragraphs(
      'Write it the safe way: the finding has the SQL for this very statement, or the steps where it takes several deploys. Where it is right as it is, say why in the migration, in the line before it:',
      code('-- lockstep: allow create-index-not-concurrently because the table is new'),
    ),
  },
  {
    code: 'migrations/careful-statement',
    title: 'A migration to come holds a statement that a person should look at.',
    why: 'It may hurt: that depends on rows, traffic or code that could not be seen, or it is brief but everybody waits behind it. Statements whose text is made at run time (DO, EXECUTE) are among them, as nobody can tell what they do.',
    how: 'The finding names the rule; `lockstep explain` with its name tells the reason.',
    fix: paragraphs(
      'Look at it, and write it the safe way where the finding has one. Where it is right as it is, say why in the migration:',
      code('-- lockstep: allow set-not-null because the column was filled last week'),
    ),
  },
  {
    code: 'migrations/unlinted',
    title: 'The migrations to come could not be judged, or not all of them.',
    why: 'Nobody can tell whether they are safe, so the verdict is unknown.',
    how: 'The manifest that was sent along does not carry all of their SQL: without `--since` it has that of the newest alone, so that it stays small. Or a file was too large for the time that judging may take, the parser could not be loaded, or what the rules ask of the database could not be read. The finding says which.',
    fix: 'Where the SQL did not come along, make the manifest by the command of the finding: it names the newest migration that is applied. For a large file move what fills tables with rows out of the migrations. For a lock or a time-out run it again.',
  },
  {
    code: 'migrations/unused-ignore',
    title: 'An entry of `migrations.ignore` matches nothing.',
    why: 'Neither the repository nor the database has the migration that it names. An old entry hides the next finding under the same name.',
    how: 'The migration was deleted or renamed, or the entry has a typing error. It is the id as reports write it.',
    fix: 'Correct the entry in the configuration, or take it out.',
  },
  {
    code: 'migrations/manifest-unread',
    title: 'The archive could not say what this target was last verified against.',
    why: 'The call brought no manifest, and the one of the last verified deploy could not be read. Whether a migration is missing, edited or too many cannot be told, which never counts as healthy.',
    how: 'S3 did not answer within five seconds or refused (the role lost `s3:GetObject` on `manifests/*`, or the bucket is gone), or somebody put something else there.',
    fix: paragraphs(
      'The finding says what the archive answered. Until that is mended, send the manifest along with the call:',
      code('lockstep manifest > manifest.json', 'lockstep check --target production --manifest manifest.json'),
      'A `verify` that passes writes it anew.',
    ),
  },
];
