import type { Guard } from '../guard.ts';
import { entriesOf } from './entries.ts';
import { migrationFacts } from './facts.ts';
import { fixMigrations } from './fix.ts';
import type { MigrationFacts } from './migration-facts.ts';
import { rules } from './rules/index.ts';
import { verifyMigrations } from './verify.ts';

/** What the repository expects of the database, what the database has, and whether what is pending is safe. */
export const migrations: Guard<MigrationFacts> = {
  name: 'migrations',
  facts: migrationFacts,
  rules,
  examined: ({ standings }) => standings.reduce((count, { entries }) => count + entries.length, 0),
  entries: entriesOf,
  fix: fixMigrations,
  script: () => [],
  verify: verifyMigrations,
};
