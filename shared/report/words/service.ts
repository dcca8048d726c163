import type { Words } from './entry.ts';

/** A deployed Lockstep that is called over HTTP, as the GitHub Action does. */
export const serviceWords: Words[] = [
  {
    code: 'lockstep/unreachable',
    title: 'The deployed Lockstep could not be reached.',
    why: 'Nothing can be said of the database: unknown, which does not pass.',
    how: 'The address is wrong, the service is down, or something between cuts the connection. It was tried several times.',
    fix: 'Correct the address (`lambda-url` of the GitHub Action), and see the log of the service.',
  },
  {
    code: 'lockstep/no-report',
    title: 'What answered sent no report.',
    why: 'Only a whole report of the operation that was asked for counts. Nothing can be said of the database: unknown, which does not pass.',
    how: 'The address is that of something else, a proxy answers in its place (with a page for people), AWS refuses the call before Lockstep sees it, or the answer was cut off.',
    fix: 'Correct the address and what proves the caller; the message holds the beginning of the answer, the log of the service the rest.',
  },
];
