import type { Finding } from '../../../model/finding.ts';
import { evidenceOf, migrationSubject, objectName } from '../findings.ts';
import type { MissingObject } from '../migration-facts.ts';
import type { MigrationRule } from './rule.ts';
import { remedyOf } from './stamped-remedy.ts';

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
  return {
    code: 'migrations/stamped',
    severity: isSure ? 'block' : 'warn',
    subject: migrationSubject(migration),
    message: `${names[0]}${more} ${names.length === 1 ? 'is' : 'are'} missing; ${migration} adds ${it} and is recorded as applied${
      isSure ? '' : ` (${reason})`
    }`,
    evidence: evidenceOf(standing, entry, { objects: names.slice(0, 100), count: names.length, doubt, elsewhere }),
    remedy: remedyOf(missing),
  };
}
