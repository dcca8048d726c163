import * as z from 'zod';
import type { Problem } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { fileText, lineAt, within } from '../files.ts';

/** What Drizzle runs, in the order of the journal. `when`: milliseconds since 1970, what it compares by. */
export interface JournalEntry {
  tag: string;
  when: string;
  /** of the journal, from 1 */
  line: number;
}

/** `entries`: null where the journal cannot be understood: then nothing is known of what is run. */
export interface Journal {
  entries: JournalEntry[] | null;
  problems: Problem[];
}

/** A tag is the name of a file beside the journal; `when` is whatever Date.now() said, or a person wrote. */
const journalSchema = () =>
  z.object({ entries: z.array(z.object({ tag: z.string().regex(/^[^/\\]+$/), when: z.number().int() })) });

/** Reads `meta/_journal.json`. */
export function journalOf(repository: Repository, directory: string): Journal {
  const file = within(directory, 'meta/_journal.json');
  const { text, problem } = fileText(repository, file);
  if (text === null) return { entries: null, problems: problem ? [problem] : [] };
  const { json, problem: unread } = parsed(file, text);
  if (unread) return { entries: null, problems: [unread] };
  const { data, error } = journalSchema().safeParse(json);
  if (!data)
    return { entries: null, problems: [{ file, message: `it is not a journal of Drizzle: ${whatIsWrong(error)}` }] };
  const entries = withLines(data.entries, text);
  return { entries, problems: disorder(file, entries) };
}

function parsed(file: string, text: string): { json: unknown; problem?: Problem } {
  try {
    return { json: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(reason)?.[1];
    const line = lineAt(text, position === undefined ? text.length : Number(position));
    return { json: null, problem: { file, line, message: 'it is half-written, or no JSON' } };
  }
}

function whatIsWrong(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || 'the whole of it'}: ${issue.message}` : 'of another shape';
}

/** Each entry with the line of its tag: they stand in the order of the text. */
function withLines(entries: { tag: string; when: number }[], text: string): JournalEntry[] {
  let from = 0;
  let line = 1;
  return entries.map(({ tag, when }) => {
    const found = text.indexOf(JSON.stringify(tag), from);
    if (found >= 0) {
      line += lineAt(text.slice(from, found), found) - 1;
      from = found + 1;
    }
    return { tag, when: String(when), line };
  });
}

/** Two entries of one name or time cannot be told apart in the database. */
function disorder(file: string, entries: JournalEntry[]): Problem[] {
  const tags = new Set<string>();
  const times = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { tag, when, line } of entries) {
    const twin = times.get(when);
    if (tags.has(tag)) problems.push({ file, line, message: `${tag} is in it twice` });
    else if (twin)
      problems.push({ file, line, message: `${tag} has the same "when" as ${twin}: Drizzle leaves it out` });
    tags.add(tag);
    times.set(when, tag);
  }
  return [...problems, ...tooOld(file, entries)];
}

/**
 * The newest entries that are older than one before them. Of those that were followed by newer ones since, the database
 * has to tell whether they were left out.
 */
function tooOld(file: string, entries: JournalEntry[]): Problem[] {
  const newest = entries.reduce(
    (last, { when }, index) => (Number(when) > Number(entries[last]?.when) ? index : last),
    0,
  );
  return entries.slice(newest + 1).flatMap(({ tag, when, line }) => {
    const other = entries[newest];
    if (!other || when === other.when) return [];
    const message = `${tag} is older by its "when" than ${other.tag}: Drizzle leaves it out wherever that one is applied`;
    return { file, line, message, certain: true };
  });
}
