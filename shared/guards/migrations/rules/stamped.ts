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
  const { standing, migration, doubt, elsewhere = null } = first;
  const entry = standing.entries.find(({ id }) => id === migration) ?? null;
  const names = missing.map(({ effect }) => objectName(effect));
  const more = names.length === 1 ? '' : ` and ${names.length - 1} more`;
  const isSure = missing.some((each) => each.doubt === null && !each.elsewhere);
  const it = names.length === 1 ? 'it' : 'them';
  const reason = doubt === null ? `the schema ${elsewhere} has such a one` : `${doubt} may have taken ${it} away`;
  const { forget, apply } = commandsFor(standing);
  return {
    code: 'migrations/stamped',
    severity: isSure ? 'block' : 'warn',
    subject: migrationSubject(migration),
    message: `${names[0]}${more} ${names.length === 1 ? 'is' : 'are'} missing; ${migration} adds ${it} and is recorded as applied${
      isSure ? '' : ` (${reason})`
    }`,
    evidence: evidenceOf(standing, entry, { objects: names.slice(0, 100), count: names.length, doubt, elsewhere }),
    remedy: byHand(
      'add what is missing by hand as the migration writes it; or, if none of it was ever run, take it out of the history and apply it',
      forget === undefined ? [] : [...forget(migration), apply],
    ),
  };
}
