import type { Finding, Severity } from '../../../model/finding.ts';
import {
  byHand,
  commandsFor,
  entriesWith,
  evidenceOf,
  isDue,
  listEvidence,
  listed,
  migrationSubject,
  plural,
} from '../findings.ts';
import type { Entry, Standing } from '../history.ts';
import type { MigrationFacts } from '../migration-facts.ts';
import { isPushed } from './no-history.ts';
import type { MigrationRule } from './rule.ts';

/** Migrations that the repository has and the database has not: what a deploy will do, or has not done. */
export const pending: MigrationRule = {
  code: 'migrations/pending',
  severity: 'info',
  judge: (facts, settings) =>
    facts.standings.flatMap((standing) => {
      const entries = entriesWith(standing, ['pending'], settings);
      return entries.length === 0 || isPushed(facts, standing) ? [] : [finding(standing, entries, facts)];
    }),
};

function finding(standing: Standing, entries: Entry[], facts: MigrationFacts): Finding {
  const ids = entries.map(({ id }) => id);
  const [first] = entries;
  return {
    code: 'migrations/pending',
    severity: severityOf(facts),
    subject: migrationSubject(ids[0] ?? ''),
    message: messageFor(ids, facts),
    evidence: evidenceOf(standing, entries.length === 1 ? (first ?? null) : null, listEvidence(ids)),
    remedy: byHand(severityOf(facts) === 'info' ? 'the deploy applies it' : 'apply what is pending', [
      commandsFor(standing).apply,
    ]),
  };
}

/** What was applied when the last deploy was verified cannot be pending again. */
function severityOf(facts: MigrationFacts): Severity {
  return isDue(facts) ? 'block' : 'info';
}

function messageFor(ids: string[], { operation, expectation }: MigrationFacts): string {
  const are = `${plural(ids.length, 'migration')} ${ids.length === 1 ? 'is' : 'are'}`;
  if (expectation?.source === 'archive') {
    const when = expectation.at === undefined ? 'the last deploy' : expectation.at;
    return `${are} not applied that the database had when ${when} was verified: ${listed(ids)}`;
  }
  return `${are} ${operation === 'verify' ? 'still not applied' : 'to be applied'}: ${listed(ids)}`;
}
