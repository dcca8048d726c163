import { about } from './dangerous-statement.ts';
import type { MigrationRule } from './rule.ts';

/** A statement of a migration to come that a person should look at. */
export const carefulStatement: MigrationRule = {
  code: 'migrations/careful-statement',
  severity: 'warn',
  judge: ({ lint }) =>
    lint
      .filter((entry) => entry.class === 'careful' && entry.allowed === undefined)
      .map((entry) => ({ code: 'migrations/careful-statement', severity: 'warn', ...about(entry) })),
};
