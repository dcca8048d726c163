import { listed } from '../../migrations/findings.ts';
import type { SchemaRule } from './rule.ts';

/** Parts of a schema that this role may not see: they may differ. */
export const unseen: SchemaRule = {
  code: 'schema/unseen',
  severity: 'warn',
  judge: ({ comparisons, target }) => {
    const parts = [...new Set(comparisons.flatMap((comparison) => comparison.unseen))];
    if (parts.length === 0) return [];
    return [
      {
        code: 'schema/unseen',
        severity: 'warn',
        unknown: true,
        subject: { kind: 'target', name: target },
        message: `${parts.length === 1 ? 'a part' : `${parts.length} parts`} of the schema could not be read: ${listed(parts)}`,
        evidence: { unseen: parts.slice(0, 100), count: parts.length },
        remedy: {
          summary: 'let this role see it, or leave it out of the comparison (schema.schemas)',
          automatic: false,
        },
      },
    ];
  },
};
