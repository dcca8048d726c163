import { code, paragraphs, type Words } from './entry.ts';

/** What `lockstep deploy` refuses, and what goes wrong on the way. */
export const deployWords: Words[] = [
  {
    code: 'deploy/no-restore-point',
    title: 'No restore point can be made.',
    why: 'A deploy without a way back is not begun: nothing was run and nothing was changed. A migration that fails half-way, or one that drops the wrong column, would leave nothing but the last nightly backup.',
    how: 'Nothing says how to make one (a database at Neon needs its project), a key or a right is missing, pg_dump is not there or older than the server, the disk is full, the branch limit of the Neon project is reached, or the service does not answer. The message says which.',
    fix: paragraphs(
      'Configure how it is made; docs/restore-points.md tells what each method needs:',
      code(
        `"production": { "url": "\${DATABASE_URL}", "restore": { "method": "neon-branch", "project": "shiny-wind-028834" } }`,
        `"production": { "url": "\${DATABASE_URL}", "restore": { "method": "rds-snapshot" } }`,
        `"production": { "url": "\${DATABASE_URL}", "restore": { "method": "pg-dump", "directory": "/backups" } }`,
      ),
      'Try it by itself, before the deploy needs it:',
      code('lockstep backup --target production'),
      'A deploy that can do without one:',
      code('lockstep deploy --target production --no-restore-point -- npx prisma migrate deploy'),
    ),
  },
  {
    code: 'deploy/target',
    title: 'This is not the database that may be deployed to.',
    why: 'Nothing was run. A migration that reaches another database than the one that is meant does harm there, and leaves production as it was while everybody believes that it is done.',
    how: 'The target is production, and its URL leads to this machine, to a container, or to a database that is called dev, test, staging or the like; or it leads to a replica; or the credentials for check and those for the command lead to two databases. Names are judged by whole words: `latest` is no test.',
    fix: paragraphs(
      'Correct the URL. If it is production all the same, pin it, which is stronger than any name:',
      code(`"production": { "url": "\${DATABASE_URL}", "fingerprint": "7301234567890123456:16384" }`),
    ),
  },
  {
    code: 'deploy/not-confirmed',
    title: 'Production is deployed to from a machine that is no CI, and nobody agreed to it.',
    why: 'Nothing was run. A deploy from a laptop is done by whatever happens to be checked out there.',
    how: 'No variable of a CI is set (CI, GITHUB_ACTIONS, GITLAB_CI and the like). A target without an environment counts as production, unless its URL is that of a database for development.',
    fix: paragraphs(
      'If that is meant:',
      code('lockstep deploy --target production --yes -- npx prisma migrate deploy'),
      'If it is not production, say so: "environment": "staging".',
    ),
  },
  {
    code: 'deploy/repository',
    title: 'What is checked out may not be deployed to production.',
    why: 'Nothing was run. What is deployed has to be a commit of a branch that is deployed, or nobody can tell later what ran.',
    how: 'Files differ from the commit (`deploy.clean`), untracked ones included, or another branch is checked out than `deploy.branches` name.',
    fix: 'Commit, stash or ignore the files that the message names; deploy from the branch that is deployed. What a build leaves behind belongs into .gitignore.',
  },
  {
    code: 'deploy/command',
    title: 'The command is not one that brings a production database forward.',
    why: 'It was not run. It would empty the database, change it without a migration, undo migrations, or record what never ran. For production there is no way round this; elsewhere it warns.',
    how: 'A command of development was put into the pipeline, directly or by way of a script of package.json or of a shell. Or the command names a database by itself, another one than the target: a shell puts in the value of $DATABASE_URL before Lockstep can set it.',
    fix: paragraphs(
      'Run the command that the message names. Where a tool wants the URL on its command line, let a shell put it in late:',
      code(`lockstep deploy --target production -- sh -c 'migrate -path db/migrations -database "$DATABASE_URL" up'`),
    ),
  },
  {
    code: 'deploy/busy',
    title: 'Another deploy of this database is running, or what an earlier one began.',
    why: 'Nothing was run. Two deploys at once would each check a database that the other one changes.',
    how: 'Two pipelines at the same moment, or somebody at a terminal: the message names who, since when, and the command. Or a deploy was killed (SIGKILL, a machine that went away): its command ends with it, but the server goes on with the statement that it was at, and commits it. The message names its pid, since when, and the statement.',
    fix: paragraphs(
      'Deploy again when the other one is through. One that was killed lets go of its lock as soon as its connection is gone, half a minute at most. A statement that is still at work may be waited for, or ended, which rolls it back:',
      code('SELECT pg_terminate_backend(4711);'),
    ),
  },
  {
    code: 'deploy/lock-lost',
    title: 'The lock of the deploy was lost while it ran.',
    why: 'Another deploy may have begun meanwhile, and change what this one has just checked. A command that runs is not stopped for that, which would do more harm; but no other step begins, and what is applied was looked at by reading. Lost while verify looked, what it saw proves nothing.',
    how: 'The connection that held the lock ended: the server restarted or failed over, or something on the way cut it.',
    fix: 'See in the history of the pipelines whether another deploy ran at that time, and wait for its end; then deploy again: migrations that are applied are not applied twice.',
  },
  {
    code: 'deploy/command-failed',
    title: 'The command failed.',
    why: 'What it applied before that stays applied; nothing is rolled back by itself. The report says what is applied and what is not, as the database had it afterwards.',
    how: 'A migration was refused by the database, a lock did not come free, the tool could not connect or was not installed, or it took longer than `deploy.seconds`. The last lines of its output are in the report.',
    fix: 'See the output, correct what it names, and run the commands under "To go on", or those under "To go back".',
  },
  {
    code: 'deploy/left-running',
    title: 'What the command left on the server could not be ended.',
    why: 'A server goes on with a statement whose client is gone, and commits it. What the report says is applied may change by that.',
    how: 'The command failed or was stopped in the middle of a statement, and its session did not end within five seconds; or it may as well be that of a service, which looks the same: the same role, machine and application name; or the server did not answer.',
    fix: paragraphs(
      'See what it is at, and end it if it is the command. What it had not committed is rolled back:',
      code(
        'SELECT pid, usename, application_name, state, xact_start, query FROM pg_stat_activity WHERE pid = 4711;',
        'SELECT pg_terminate_backend(4711);',
      ),
      'Then look anew: lockstep verify --peek.',
    ),
  },
  {
    code: 'deploy/interrupted',
    title: 'The deploy was stopped in the middle.',
    why: 'What was applied by then stays applied; the migration in flight was rolled back where its tool runs it in a transaction, and may be half done where not. The report says what the database had afterwards.',
    how: 'Ctrl-C, or the pipeline ended the job.',
    fix: 'Run the commands under "To go on", or those under "To go back".',
  },
  {
    code: 'deploy/files-failed',
    title: 'A file of `deploy.after` was not applied.',
    why: 'Nothing of that file was kept: each is applied in one transaction. The migrations before it, and the files before it, stay applied. What can be told by reading the file stops the deploy before anything is run.',
    how: 'A statement was refused by the database (the message has its line), a lock did not come free within `limits.lockSeconds`, or the file is not there, is no plain SQL, begins transactions of its own, or holds a statement that cannot run in one (CREATE INDEX CONCURRENTLY, VACUUM).',
    fix: paragraphs(
      'Correct it, and deploy again. The files are applied at every deploy, so each has to be one that can be applied twice:',
      code(
        'ALTER TABLE orders DROP CONSTRAINT IF EXISTS total_positive;',
        'ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0);',
      ),
    ),
  },
];
