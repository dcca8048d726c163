import type { Finding } from '../../../model/finding.ts';
import {
  byHand,
  commandsFor,
  entriesWith,
  evidenceOf,
  isOfOthers,
  listed,
  migrationSubject,
  ofOthers,
  titleOf,
  whenAndWho,
} from '../findings.ts';
import type { Entry, Standing } from '../history.ts';
import type { MigrationRule } from './rule.ts';

/** Some of a migration's statements are applied, or some of the migrations that a squash stands for. */
export const partiallyApplied: MigrationRule = {
  code: 'migrations/partially-applied',
  severity: 'block',
  judge: (facts, settings) =>
    facts.standings.flatMap((standing) =>
      entriesWith(standing, ['partially-applied'], settings).map((entry) => {
        const finding = entry.recorded === null ? ofSquash(standing, entry) : ofStatements(standing, entry);
        return isOfOthers(standing, facts)
          ? { ...finding, severity: 'warn', message: `${finding.message}${ofOthers}` }
          : finding;
      }),
    ),
};

function ofStatements(standing: Standing, entry: Entry): Finding {
  const detail = entry.recorded?.detail ?? null;
  return {
    code: 'migrations/partially-applied',
    severity: 'block',
    subject: migrationSubject(entry.id),
    message: `${entry.id} was applied only in part${whenAndWho(entry)}${detail === null ? '' : `: ${detail.slice(0, 300)}`}`,
    evidence: evidenceOf(standing, entry, detail === null ? {} : { detail: detail.slice(0, 2000) }),
    remedy: byHand(
      `see how far it came, finish or undo it by hand, then tell ${titleOf(standing)}`,
      commandsFor(standing).resolve?.(entry.id) ?? [commandsFor(standing).apply],
    ),
  };
}

function ofSquash(standing: Standing, entry: Entry): Finding {
  const replaced = entry.migration?.replaces ?? [];
  return {
    code: 'migrations/partially-applied',
    severity: 'block',
    subject: migrationSubject(entry.id),
    message: `${entry.id} replaces ${listed(replaced)}, of which only some are applied, and the others are gone from the repository`,
    evidence: evidenceOf(standing, entry, { replaces: replaced.slice(0, 100) }),
    remedy: byHand('bring the replaced migrations back, apply them, and remove them after that', [
      commandsFor(standing).apply,
    ]),
  };
}
