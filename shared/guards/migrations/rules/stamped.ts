import type { Finding } from '../../../model/finding.ts';
import { byHand, commandsFor, evidenceOf, migrationSubject, objectName } from '../findings.ts';
import type { MissingObject } from '../migration-facts.ts';
import type { MigrationRule } from './rule.ts';

/** Recorded as applied, and what it adds is not there. */
export const stamped: MigrationRule = {
  code: 'migrations/stamped',
  severity: 'block',
  judge: ({ missing }) => {
    const groups = Map.groupBy(missing, ({ standing }) => standing);
    return [...groups.values()].flatMap((group) =>
      [...Map.groupBy(group, ({ migration }) => migration).values()].map(finding),
    );
  },
};

function finding(missing: MissingObject[]): Finding {
  const [first] = missing as [MissingObject];
  const { standing, migration, doubt } = first;
  const entry = standing.entries.find(({ id }) => id === migration) ?? null;
  const names = missing.map(({ effect }) => objectName(effect));
  const more = names.length === 1 ? '' : ` and ${names.length - 1} more`;
  const isSure = missing.some((each) => each.doubt === null);
  const { forget, apply } = commandsFor(standing);
  return {
    code: 'migrations/stamped',
    severity: isSure ? 'block' : 'warn',
    subject: migrationSubject(migration),
    message: `${names[0]}${more} ${names.length === 1 ? 'is' : 'are'} missing; ${migration} adds ${
      names.length === 1 ? 'it' : 'them'
    } and is recorded as applied${isSure ? '' : ` (${doubt} may have taken ${names.length === 1 ? 'it' : 'them'} away)`}`,
    evidence: evidenceOf(standing, entry, { objects: names.slice(0, 100), count: names.length, doubt }),
    remedy: byHand(
      'add what is missing by hand as the migration writes it; or, if none of it was ever run, take it out of the history and apply it',
      forget === undefined ? [] : [...forget(migration), apply],
    ),
  };
}
