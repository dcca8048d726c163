import type { SequenceEntry } from '../model/report.ts';
import { plural } from './counts.ts';
import type { Outline } from './outline.ts';

/** What is said when nothing blocks and nothing is unknown: "all clear: 41 sequences healthy". */
export function clearSentence(outline: Outline): string {
  if (outline.operation === 'verify') return provenSentence(outline);
  const parts = outline.guards.map(({ guard, examined }) =>
    guard === 'sequences' ? sequencesSentence(outline.sequences, examined) : `${guard}: ${examined} examined`,
  );
  return parts.length === 0 ? 'all clear' : `all clear: ${parts.join(', ')}`;
}

/** "39 sequences healthy, 2 without a column, 1 ignored": every status with its count, but of ignored ones. */
export function sequencesSentence(sequences: SequenceEntry[], examined: number): string {
  if (examined === 0) return 'no sequences to examine';
  if (sequences.length === 0) return `${plural(examined, 'sequence')} examined`;
  const judged = sequences.filter((entry) => !entry.ignored);
  const count = (status: SequenceEntry['status']) => judged.filter((entry) => entry.status === status).length;
  const ignored = sequences.length - judged.length;
  const healthy = count('healthy');
  const others = statuses
    .filter(({ status }) => count(status) > 0)
    .map(({ status, text }) => `${count(status)} ${text}`);
  return [`${plural(healthy, 'sequence')} healthy`, ...others, ...(ignored > 0 ? [`${ignored} ignored`] : [])].join(
    ', ',
  );
}

const statuses: { status: SequenceEntry['status']; text: string }[] = [
  { status: 'exhausted', text: 'exhausted' },
  { status: 'behind', text: 'behind' },
  { status: 'exhausting', text: 'running out' },
  { status: 'unknown', text: 'unknown' },
  { status: 'orphan', text: 'without a column' },
  { status: 'not-comparable', text: 'not comparable' },
];

function provenSentence({ peek, sequences }: Outline): string {
  const comparable = ({ status, ignored }: SequenceEntry) =>
    !ignored && (status === 'healthy' || status === 'exhausting');
  const proven = sequences.filter((entry) => (peek ? comparable(entry) : entry.proof?.free)).length;
  if (proven === 0) return 'nothing to prove: no sequence feeds a column that it can be compared with';
  const hands = proven === 1 ? 'hands' : 'hand';
  return `proven${peek ? ' by reading alone' : ''}: ${plural(proven, 'sequence')} ${hands} out free values`;
}
