import { byHand, commandsFor, evidenceOf, listed, plural, titleOf } from '../findings.ts';
import type { Standing } from '../history.ts';
import type { MigrationFacts } from '../migration-facts.ts';
import type { MigrationRule } from './rule.ts';

/** The objects are there, and nothing says that a migration made them: somebody pushed the schema. */
export const noHistory: MigrationRule = {
  code: 'migrations/no-history',
  severity: 'block',
  judge: (facts) =>
    facts.standings
      .filter((standing) => isPushed(facts, standing))
      .map((standing) => {
        const there = facts.unrecorded.find((each) => each.standing === standing)?.there ?? [];
        const what =
          there.length > 0
            ? `the database has ${listed(there)}, which its migrations make`
            : `the database has ${plural(facts.tables, 'table')}`;
        return {
          code: 'migrations/no-history',
          severity: 'block' as const,
          subject: { kind: 'database' as const, name: standing.project?.directory || titleOf(standing) },
          message: `${titleOf(standing)} has applied nothing here, but ${what}`,
          evidence: evidenceOf(standing, null, { tables: facts.tables, objects: there.slice(0, 100) }),
          remedy: byHand(
            'if the schema is what the migrations make, record them as applied; else compare first, or begin with an empty database',
            baselineLines(standing),
          ),
        };
      }),
};

/**
 * Whether the schema came about without the migrations: what they make is there, or, where nobody can tell what they make,
 * any table is, and no other tool's history accounts for it.
 */
export function isPushed({ unrecorded, standings, tables }: MigrationFacts, standing: Standing): boolean {
  const found = unrecorded.find((each) => each.standing === standing);
  if (found === undefined) return false;
  if (found.asked > 0) return found.there.length > 0;
  return tables > 0 && !standings.some(({ history }) => (history?.recorded.length ?? 0) > 0);
}

function baselineLines(standing: Standing): string[] {
  const { markApplied } = commandsFor(standing);
  if (markApplied === undefined) return [];
  // Tools that record one by one need a line each; a position is recorded once.
  const lines = standing.entries.map(({ id }) => markApplied(id));
  return [...new Set(lines.flat())].slice(0, 20);
}
