import type { Difference, Step } from '../../../shared/guards/schema/difference.ts';
import { rules } from '../../../shared/guards/schema/rules/index.ts';
import type { Comparison, SchemaFacts } from '../../../shared/guards/schema/schema-facts.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import { type SettingsInput, settingsSchema } from '../../../shared/model/settings.ts';
import type { ObjectKind, Property } from '../../../shared/model/snapshot.ts';

type Is = Record<string, Property>;

export function missing(kind: ObjectKind, path: string[], is: Is = {}): Difference {
  return { kind, path, change: 'removed', from: { kind, path, is }, to: null, properties: [] };
}

export function extra(kind: ObjectKind, path: string[], is: Is = {}): Difference {
  return { kind, path, change: 'added', from: null, to: { kind, path, is }, properties: [] };
}

/** `changed('column', ['public', 't', 'c'], { type: ['bigint', 'integer'] })`: the other side's value first. */
export function changed(
  kind: ObjectKind,
  path: string[],
  values: Record<string, [from: Property | null, to: Property | null]>,
): Difference {
  const side = (at: 0 | 1) =>
    Object.fromEntries(Object.entries(values).flatMap(([name, both]) => (both[at] === null ? [] : [[name, both[at]]])));
  const properties = Object.entries(values).map(([name, [from, to]]) => ({ name, from, to }));
  return {
    ...{ kind, path, properties },
    ...{ change: 'changed', from: { kind, path, is: side(0) }, to: { kind, path, is: side(1) } },
  };
}

export function stepOf(difference: Difference): Step {
  return { difference, sql: ['SELECT 1;'], certain: true };
}

export function comparisonOf(differences: Difference[], more: Partial<Comparison> = {}): Comparison {
  return {
    ...{ source: 'target', name: 'staging', steps: differences.map(stepOf), examined: 9 },
    ...{ server: 18, unseen: [], failure: null },
    ...more,
  };
}

export function factsOf(differences: Difference[], more: Partial<SchemaFacts> = {}): SchemaFacts {
  return {
    ...{ operation: 'check', target: 'production', server: 18, comparisons: [comparisonOf(differences)] },
    ...{ changing: null, expected: [], expectations: 0, snapshot: null, histories: null, migrations: [], noRoles: [] },
    ...more,
  };
}

/** What all rules of the guard find. */
export function judgedBy(facts: SchemaFacts, settings: SettingsInput = {}): Finding[] {
  return rules.flatMap((rule) => rule.judge(facts, settingsSchema.parse(settings)));
}
