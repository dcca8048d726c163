import type { Guard } from '../guard.ts';
import { entriesOf } from './entries.ts';
import { sequenceFacts } from './facts.ts';
import { fixSequences, sequenceNamesQuery } from './fix.ts';
import { rules } from './rules/index.ts';
import { sequenceScript } from './script.ts';
import type { SequenceFacts } from './sequence.ts';
import { verifySequences } from './verify.ts';

/** Sequences that fell behind their rows, run out, or could not be judged. */
export const sequences: Guard<SequenceFacts> = {
  name: 'sequences',
  facts: sequenceFacts,
  rules,
  examined: (facts) => facts.sequences.length,
  entries: entriesOf,
  named: sequenceNamesQuery,
  fix: fixSequences,
  script: sequenceScript,
  verify: verifySequences,
};
