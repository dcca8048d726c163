import type { ForeignKeyEntry, GuardEntry, GuardName, Report, SequenceEntry } from '../model/report.ts';
import { plural } from './counts.ts';
import { comparedSentence } from './difference-cells.ts';
import { migrationsSentence } from './migration-cells.ts';
import type { Outline } from './outline.ts';

/** What is said when nothing blocks and nothing is unknown: "all clear: 41 sequences healthy". */
export function clearSentence(outline: Outline): string {
  if (outline.operation === 'verify') return provenSentence(outline);
  const parts = outline.guards.flatMap((guard) => clearPart(guard, outline));
  return parts.length === 0 ? 'all clear' : `all clear: ${parts.join(', ')}`;
}

function clearPart({ guard, examined }: GuardEntry, outline: Outline): string[] {
  if (guard === 'sequences') return [sequencesSentence(outline.sequences, examined)];
  const isEmpty = examined === 0 && !(guard === 'schema' && outline.compared.length > 0);
  if (!isEmpty) return said[guard](examined, outline);
  // Where nobody migrates by a tool, that is no news beside what was asked besides; nor is a schema like no other.
  return outline.guards.length === 1 ? [nothing[guard]] : [];
}

/** What one guard says of what it examined, where nothing of that is wrong; of nothing it says so. */
export function guardClear(entry: GuardEntry, report: Report): string {
  const { operation, sequences = [], tables = [], foreignKeys = [], migrations = [], compared = [] } = report;
  const lists = { sequences, tables, foreignKeys, migrations, compared, differences: report.differences ?? [] };
  const peek = !sequences.some(({ proof }) => proof);
  const outline = { ...report, ...lists, guards: [entry], unfinished: [], dryRun: report.dryRun ?? false, peek };
  const isProven = operation === 'verify' && entry.guard === 'sequences';
  return isProven ? sequencesProven(outline) : clearPart(entry, outline).join(', ');
}

type Other = Exclude<GuardName, 'sequences'>;

const nothing: Record<Other, string> = {
  migrations: 'no migrations to examine',
  schema: 'nothing to compare the schema with',
  data: 'no tables to examine',
};

/** What each guard says of what it examined. */
const said: Record<Other, (examined: number, outline: Outline) => string[]> = {
  migrations: (_, { migrations }) => [migrationsSentence(migrations)],
  schema: schemaSentences,
  data: (examined, { foreignKeys }) => dataSentences(examined, foreignKeys),
};

/** "41 tables examined, 12 foreign keys proven" */
export function dataSentences(examined: number, foreignKeys: ForeignKeyEntry[]): string[] {
  const proven = foreignKeys.filter(({ status }) => status === 'proven').length;
  return [`${plural(examined, 'table')} examined`, ...(proven > 0 ? [`${plural(proven, 'foreign key')} proven`] : [])];
}

/** What the schema was compared with, and how many expectations of the configuration it meets. */
function schemaSentences(examined: number, { compared, differences }: Outline): string[] {
  const met = examined - Math.max(0, ...compared.map(({ objects }) => objects));
  return [
    ...(compared.length > 0 ? [comparedSentence(compared, differences)] : []),
    ...(met > 0 ? [`${plural(met, 'expectation')} met`] : []),
  ];
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

function provenSentence(outline: Outline): string {
  const others = outline.guards.filter(({ guard }) => guard !== 'sequences');
  const sequences = others.length < outline.guards.length ? [sequencesProven(outline)] : [];
  const parts = [...sequences, ...others.flatMap((guard) => clearPart(guard, outline))];
  return (parts.length > 0 ? parts : others.map(({ guard }) => nothing[guard as Other])).join('; ');
}

function sequencesProven({ peek, sequences }: Outline): string {
  const comparable = ({ status, ignored }: SequenceEntry) =>
    !ignored && (status === 'healthy' || status === 'exhausting');
  const proven = sequences.filter((entry) => (peek ? comparable(entry) : entry.proof?.free)).length;
  if (proven === 0) return 'nothing to prove: no sequence feeds a column that it can be compared with';
  const hands = proven === 1 ? 'hands' : 'hand';
  return `proven${peek ? ' by reading alone' : ''}: ${plural(proven, 'sequence')} ${hands} out free values`;
}
