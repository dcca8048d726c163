import { byHand } from '../findings.ts';
import type { SequenceRule } from './rule.ts';

/** An entry of `sequences.ignore` that names no sequence hides nothing, but may be meant to. */
export const unusedIgnore: SequenceRule = {
  code: 'sequences/unused-ignore',
  severity: 'info',
  judge: ({ sequences }, settings) =>
    settings.sequences.ignore
      .filter(({ sequence }) => !sequences.some(({ schema, name }) => `${schema}.${name}` === sequence))
      .map(({ sequence, reason }) => ({
        code: 'sequences/unused-ignore',
        severity: 'info' as const,
        subject: { kind: 'sequence' as const, name: sequence },
        message: `sequences.ignore names ${sequence}, which does not exist here`,
        evidence: { reason },
        remedy: byHand('take the entry out of the configuration, or correct its name'),
      })),
};
