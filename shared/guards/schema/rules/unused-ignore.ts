import { isIgnoredBy } from '../ignore.ts';
import type { SchemaFacts } from '../schema-facts.ts';
import type { SchemaRule } from './rule.ts';

/** An entry of `schema.ignore` that is like no difference hides nothing, but may be meant to. */
export const unusedIgnore: SchemaRule = {
  code: 'schema/unused-ignore',
  severity: 'info',
  judge: (facts, { schema }) => {
    if (!isCompared(facts)) return [];
    const differences = facts.comparisons.flatMap(({ steps }) => steps.map(({ difference }) => difference));
    return schema.ignore
      .filter((entry) => !differences.some((difference) => isIgnoredBy(entry, difference)))
      .map(({ object, kind, reason }) => ({
        code: 'schema/unused-ignore',
        severity: 'info' as const,
        subject: { kind: 'object' as const, name: object },
        message: `schema.ignore names ${kind ?? ''}${kind ? ' ' : ''}${object}, which does not differ here`,
        evidence: { reason },
        remedy: { summary: 'take the entry out of the configuration, or correct its name', automatic: false },
      }));
  },
};

/** With all that it may be about: what did not change since the last run may well differ from staging. */
function isCompared({ comparisons }: SchemaFacts): boolean {
  const others = comparisons.filter(({ source }) => source !== 'archive');
  return others.length > 0 && others.every(({ failure }) => failure === null);
}
