import type { Finding } from '../../../model/finding.ts';
import { evidenceOf, migrationSubject, objectName } from '../findings.ts';
import type { Entry } from '../history.ts';
import type { MissingObject } from '../migration-facts.ts';
import type { MigrationRule } from './rule.ts';
import { followedIn, remedyOf } from './stamped-remedy.ts';

/** Recorded as applied, and what it adds is not there. */
export const stamped: MigrationRule = {
  code: 'migrations/stamped',
  severity: 'block',
  judge: ({ missing }) => {
    const groups = Map.groupBy(missing, ({ standing }) => standing);
    return [...groups].flatMap(([standing, group]) => {
      const byId = new Map(standing.entries.map((entry) => [entry.id, entry]));
      const migrations = Map.groupBy(group, ({ migration }) => migration);
      const followed = followedIn(standing, migrations);
      return [...migrations].map(([id, missing]) => {
        const entry = byId.get(id) ?? null;
        return { ...finding(missing, entry), remedy: remedyOf(missing, entry, followed) };
      });
    });
  },
};

function finding(missing: MissingObject[], entry: Entry | null): Omit<Finding, 'remedy'> {
  const [first] = missing as [MissingObject];
  const { standing, migration, doubt, elsewhere = null } = first;
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
  };
}
