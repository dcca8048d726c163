import { type Finding, verdictOf, verdictSchema } from '../model/finding.ts';
import { guardNameSchema } from '../model/report.ts';

/**
 * Findings worst first, then by guard, schema and name, so that two runs over one database read the same. Those that are
 * each other's cause say themselves which comes first: `order` of their evidence, from 1.
 */
export function inOrder(findings: Finding[]): Finding[] {
  return findings.toSorted(
    (one, other) =>
      verdictSchema.options.indexOf(verdictOf(one)) - verdictSchema.options.indexOf(verdictOf(other)) ||
      guardRank(one) - guardRank(other) ||
      placeOf(one) - placeOf(other) ||
      compare(one.subject.schema ?? '', other.subject.schema ?? '') ||
      compare(one.subject.name, other.subject.name) ||
      compare(one.code, other.code),
  );
}

/** The guard that a code belongs to, which is the part before the slash; also `target` and `usage`. */
export function guardOf(code: string): string {
  return code.slice(0, code.indexOf('/'));
}

function placeOf({ evidence: { order } }: Finding): number {
  return typeof order === 'number' ? order : 0;
}

// What is wrong with the target comes before what is wrong in it.
function guardRank(finding: Finding): number {
  const guards: string[] = guardNameSchema.options;
  return guards.indexOf(guardOf(finding.code));
}

// By code point, not by locale: the order must not depend on the machine.
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
