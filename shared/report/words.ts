import { dataReferenceWords } from './words/data-references.ts';
import { dataStateWords } from './words/data-state.ts';
import { dataValueWords } from './words/data-values.ts';
import { deployWords } from './words/deploy.ts';
import type { Words } from './words/entry.ts';
import { migrationDoubtWords } from './words/migration-doubts.ts';
import { migrationOrderWords } from './words/migration-order.ts';
import { migrationStateWords } from './words/migration-state.ts';
import { schemaDifferenceWords } from './words/schema-differences.ts';
import { schemaExpectationWords } from './words/schema-expectations.ts';
import { sequenceProofWords } from './words/sequence-proof.ts';
import { sequenceRangeWords } from './words/sequence-range.ts';
import { sequenceRepairWords } from './words/sequence-repair.ts';
import { sequenceUnknownWords } from './words/sequence-unknown.ts';
import { sequenceValueWords } from './words/sequence-values.ts';
import { sequenceWiringWords } from './words/sequence-wiring.ts';
import { serviceWords } from './words/service.ts';
import { targetAccessWords } from './words/target-access.ts';
import { targetRunWords } from './words/target-run.ts';
import { targetSecretWords } from './words/target-secret.ts';
import { usageWords } from './words/usage.ts';

export type { Words } from './words/entry.ts';

/** Every code that Lockstep can report, with its words. The only registry: docs, `explain` and formats read it. */
export const words: Words[] = [
  ...sequenceValueWords,
  ...sequenceRangeWords,
  ...sequenceWiringWords,
  ...sequenceUnknownWords,
  ...sequenceProofWords,
  ...sequenceRepairWords,
  ...migrationStateWords,
  ...migrationOrderWords,
  ...migrationDoubtWords,
  ...schemaDifferenceWords,
  ...schemaExpectationWords,
  ...dataReferenceWords,
  ...dataStateWords,
  ...dataValueWords,
  ...targetAccessWords,
  ...targetSecretWords,
  ...targetRunWords,
  ...deployWords,
  ...usageWords,
  ...serviceWords,
];

const byCode = new Map(words.map((entry) => [entry.code, entry]));

/** The words of one code; undefined where there is no such code. */
export function wordsFor(code: string): Words | undefined {
  return byCode.get(code);
}
