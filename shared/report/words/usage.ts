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
    several: 'unknown targets',
    why: 'No database was touched.',
    how: 'A typing error, or the configuration that was read is another one than you think.',
    fix: paragraphs(
      'Use a name from `targets` in the configuration, or add it there:',
      code(`"targets": { "production": { "url": "\${PRODUCTION_DATABASE_URL}" } }`),
    ),
  },
  {
    code: 'lockstep/failed',
    title: 'Lockstep itself failed.',
    why: 'Nothing can be said of the database: unknown.',
    how: 'A mistake in Lockstep.',
    fix: 'Run it again with `DEBUG=lockstep`, which shows where it failed, and report that together with the version and what you ran.',
  },
];
