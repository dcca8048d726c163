import { code, paragraphs, type Words } from './entry.ts';

/** The caller asked for something that makes no sense. Exit code 2; no database was touched. */
export const usageWords: Words[] = [
  {
    code: 'usage/arguments',
    title: 'The command line makes no sense.',
    why: 'An option or argument is unknown, missing, or contradicts another one. No database was touched.',
    how: 'A typing error, or an option of another command.',
    fix: paragraphs('See what there is:', code('lockstep --help', 'lockstep check --help')),
  },
  {
    code: 'usage/configuration',
    title: 'The configuration cannot be used.',
    why: 'A key is unknown, or a value is of the wrong kind. An unknown key is refused, because a misspelt one would otherwise protect nothing. No database was touched.',
    how: 'A typing error in lockstep.config.json or lockstep.config.ts, or an option of a newer version. The message names the key.',
    fix: 'Correct the key that the message names.',
  },
  {
    code: 'usage/unknown-target',
    title: 'There is no target of that name.',
    why: 'No database was touched.',
    how: 'A typing error, or the configuration that was read is another one than you think.',
    fix: paragraphs(
      'Use a name from `targets` in the configuration, or add it there:',
      code(`"targets": { "production": { "url": "\${PRODUCTION_DATABASE_URL}" } }`),
    ),
  },
  {
    code: 'usage/not-allowed',
    title: 'The configuration does not allow this.',
    why: 'No database was touched.',
    how: 'The target does not list the operation under `allow`, or it has no credentials for it: `secret` is for check and verify, and is never used to change anything. Or the body names another operation than the address, or a signed call of fix names none: a signature does not cover the address, so a check that somebody recorded could be sent to fix.',
    fix: paragraphs(
      'A signed fix says so in its body: {"operation": "fix"}. If the operation is meant, allow it, and name the secret of a role that may change sequences:',
      code(`"production": { "secret": "shop/check", "fixSecret": "shop/fix", "allow": ["check", "fix", "verify"] }`),
    ),
  },
  {
    code: 'usage/unauthorized',
    title: 'The caller did not prove who it is.',
    why: 'Nothing was run. A call over HTTP needs a valid bearer token (also as the password of basic authentication), a valid signature of Standard Webhooks, or AWS_IAM; a delivery of GitHub needs the signature of the webhook secret of the GitHub App.',
    how: 'No token or signature was sent, it is not among those set up, the body was changed on its way, the timestamp is more than five minutes off, or nothing is set up at all: then everything is refused. The answer never says which; the log does.',
    fix: paragraphs(
      'Put tokens and webhook secrets into the secret that `auth.secret` names (several at once, to rotate them):',
      code(`{ "bearer": ["<token>"], "webhook": ["whsec_..."] }`),
      'Sign the bytes that you send, and keep the clock of the sender right.',
    ),
  },
  {
    code: 'usage/too-large',
    title: 'The body of the call is too large.',
    why: 'Nothing was run; no database was touched.',
    how: 'A call takes a few hundred bytes; something else was sent.',
    fix: 'Send one JSON object, as README.md shows under "Call it from your pipeline".',
  },
  {
    code: 'lockstep/failed',
    title: 'Lockstep itself failed.',
    why: 'Nothing can be said of the database: unknown.',
    how: 'A mistake in Lockstep.',
    fix: 'Run it again with `DEBUG=lockstep`, which shows where it failed, and report that together with the version and what you ran.',
  },
];
