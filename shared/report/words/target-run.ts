import { code, paragraphs, type Words } from './entry.ts';

/** Once connected: the wrong database, or a run that did not come to its end. */
export const targetRunWords: Words[] = [
  {
    code: 'target/wrong-database',
    title: 'Another database answers under this name.',
    why: 'The configuration pins this target to the fingerprint of one database, and another one answered. Nothing else was run. It blocks: a check of the wrong database says nothing, a fix of it does harm.',
    how: 'The URL leads to staging or to an old server, a variable is mixed up, or the database was restored or moved to a new cluster, which gives it a new fingerprint.',
    fix: paragraphs(
      'Check the URL first. If the database was moved on purpose, put the fingerprint from the message into the configuration:',
      code(`"production": { "url": "\${PRODUCTION_DATABASE_URL}", "fingerprint": "7301234567890123456:16384" }`),
    ),
  },
  {
    code: 'target/fingerprint-unknown',
    title: 'The fingerprint of the database cannot be read, so the pin cannot be checked.',
    why: 'A pin that cannot be checked protects nothing, so Lockstep stops before it runs anything else.',
    how: 'This role may not call pg_control_system(). Some providers withdraw that right.',
    fix: paragraphs(
      'As a superuser, in that database:',
      code('GRANT EXECUTE ON FUNCTION pg_control_system() TO lockstep;'),
      'Where that is not possible, take `fingerprint` out of the target.',
    ),
  },
  {
    code: 'target/terminated',
    title: 'The connection was lost in the middle.',
    why: 'Part of the answer is missing: unknown. Nothing is left half done; each change of a fix is complete or did not happen, and the report lists those that did.',
    how: 'The server restarted or failed over, an administrator ended the session, a pooler or load balancer closed it, or the network broke.',
    fix: 'Run it again. If it recurs, look into the log of the server at that time.',
  },
  {
    code: 'target/busy',
    title: 'Another fix runs on this database.',
    why: 'Nothing was run: two repairs at once would do no harm, but neither could say what it changed.',
    how: 'Two pipelines at the same moment, a webhook that was sent twice, or somebody at a terminal.',
    fix: 'Run it again when the other one is through; it takes seconds as a rule. A fix that was killed lets go as soon as its connection is gone.',
  },
  {
    code: 'target/interrupted',
    title: 'The run was stopped.',
    why: 'What was not reached is unknown. The statement in flight was cancelled, and nothing is left half done.',
    how: 'Ctrl-C, or the pipeline ended the job.',
    fix: 'Run it again when it may take its time. A fix does only what is still needed.',
  },
  {
    code: 'target/out-of-time',
    title: 'The run came to its time limit.',
    why: 'What was not reached is unknown. What was reached is in the report.',
    how: '`limits.totalSeconds` (600 by default) or the limit of the Lambda function were over: a very large or very busy database, or locks that were long in coming.',
    fix: 'Raise `limits.totalSeconds`, or run it when the database has less to do.',
  },
  {
    code: 'target/failed',
    title: 'The database answered with an error that Lockstep does not know.',
    why: 'What it was about to read is unknown.',
    how: 'The message holds what the database said. If it has an SQLSTATE of five characters, the list "PostgreSQL Error Codes" in the manual of PostgreSQL explains it.',
    fix: 'Run it again. If it stays, report it together with the message and the version of PostgreSQL.',
  },
];
