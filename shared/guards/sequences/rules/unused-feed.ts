import { byHand } from '../findings.ts';
import type { SequenceRule } from './rule.ts';

/** An entry of `sequences.feeds` that feeds nothing: the column that it is meant for is compared with no sequence. */
export const unusedFeed: SequenceRule = {
  code: 'sequences/unused-feed',
  severity: 'warn',
  judge: ({ unusedFeeds }) =>
    unusedFeeds.map(({ sequence, column, missing }) => ({
      code: 'sequences/unused-feed',
      severity: 'warn' as const,
      unknown: true,
      subject: { kind: 'sequence' as const, name: sequence },
      message: `sequences.feeds says that ${sequence} feeds ${column}, but there is no ${missing === 'sequence' ? `sequence ${sequence}` : `column ${column}`} here`,
      evidence: { sequence, column },
      remedy: byHand('correct the entry in the configuration (names are written without quotes), or take it out'),
    })),
};
