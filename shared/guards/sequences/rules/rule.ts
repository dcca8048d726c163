import type { Finding } from '../../../model/finding.ts';
import type { SequenceSettings } from '../../../model/settings.ts';
import type { Rule } from '../../guard.ts';
import type { Feed, Sequence, SequenceFacts } from '../sequence.ts';

/** One judgement over all sequences. */
export type SequenceRule = Rule<SequenceFacts>;

/** A rule that looks at one sequence at a time: it finds something, or null. */
export function eachSequence(
  judge: (sequence: Sequence, settings: SequenceSettings) => Finding | null,
): SequenceRule['judge'] {
  return (facts, settings) => facts.sequences.flatMap((sequence) => judge(sequence, settings.sequences) ?? []);
}

/** A rule that looks at one fed column at a time. */
export function eachFeed(judge: (sequence: Sequence, feed: Feed) => Finding | null): SequenceRule['judge'] {
  return (facts) =>
    facts.sequences.flatMap((sequence) => sequence.feeds.flatMap((feed) => judge(sequence, feed) ?? []));
}
