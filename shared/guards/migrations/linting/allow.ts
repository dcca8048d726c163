import { tokensOf } from './parse.ts';

/**
 * A comment that says why a rule is broken on purpose: `-- lockstep: allow drop-column because nobody reads it`. It holds
 * for the statement in whose lines it stands, or else for the next one; `allow-file` holds for the whole file.
 */
export interface Allow {
  /** in the file, from 1 */
  line: number;
  /** `*` for every rule: only other tools' comments say that */
  rules: string[];
  /** null where it says none, which is refused */
  reason: string | null;
  whole: boolean;
  /** what another tool calls it: it is honoured, and nothing is said of it */
  foreign?: string;
  /** it begins as such a comment does, and says something else */
  unclear?: true | undefined;
}

const ours = /^lockstep:\s*allow(-file)?\s+([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)(?:\s+because\s+(\S.*))?$/is;
const squawk = /^squawk-ignore(-file)?(?:[\s:]+([a-z0-9-]+(?:[\s,]+[a-z0-9-]+)*))?$/i;
const atlas = /^atlas:nolint(?:\s+([\w-]+(?:[\s,]+[\w-]+)*))?$/i;
/** What is longer is not parsed either. */
const mostCharacters = 5_000_000;
const marks = /lockstep:|squawk-ignore|atlas:nolint/i;

/** The allows in a piece of SQL that begins in line `first` of its file. The parser has to be loaded. */
export function allowsInSql(sql: string, first: number): Allow[] {
  if (sql.length > mostCharacters || !marks.test(sql)) return [];
  const bytes = Buffer.from(sql);
  return tokensOf(sql)
    .filter(({ name }) => name === 'SQL_COMMENT' || name === 'C_COMMENT')
    .flatMap(({ text, start }) => {
      const line = first + bytes.subarray(0, start).filter((byte) => byte === 10).length;
      return allowIn(text.replace(/^(--|\/\*)/, '').replace(/\*\/$/, ''), line);
    });
}

const comments: Record<string, RegExp> = {
  python: /(?:^|\s)#\s*(.*)$/,
  ruby: /(?:^|\s)#\s*(.*)$/,
  elixir: /(?:^|\s)#\s*(.*)$/,
  yaml: /(?:^|\s)#\s*(.*)$/,
  javascript: /(?:^|\s)(?:\/\/|\/\*)\s*(.*?)(?:\*\/\s*)?$/,
  xml: /<!--\s*(.*?)\s*-->/,
};

/**
 * The allows in a source file of another language, for `allows` of its migration in the manifest. A line at a time: such a
 * comment fits in one.
 */
export function allowsIn(text: string, language: keyof typeof comments): Allow[] {
  const comment = comments[language];
  if (comment === undefined || !/lockstep:\s*allow/i.test(text)) return [];
  return text.split(/\r?\n/).flatMap((line, at) => {
    const said = comment.exec(line)?.[1];
    const allows = said === undefined ? [] : allowIn(said, at + 1);
    return allows.filter(({ foreign, rules }) => foreign === undefined && rules.length <= 50);
  });
}

/** What a comment allows, by its words without the marks around them. */
function allowIn(comment: string, line: number): Allow[] {
  const said = comment.trim();
  const own = ours.exec(said);
  if (own) return [{ line, rules: wordsIn(own[2]), reason: own[3]?.trim() ?? null, whole: own[1] !== undefined }];
  if (/^lockstep:/i.test(said)) return [{ line, rules: [], reason: null, whole: false, unclear: true }];
  const theirs = squawk.exec(said);
  if (theirs) return foreign('squawk-ignore', { line, words: wordsIn(theirs[2]), whole: theirs[1] !== undefined });
  const nolint = atlas.exec(said);
  return nolint ? foreign('atlas:nolint', { line, words: wordsIn(nolint[1]), whole: false }) : [];
}

function foreign(tool: string, { line, words, whole }: { line: number; words: string[]; whole: boolean }): Allow[] {
  const rules = words.length === 0 ? ['*'] : words;
  return [{ line, rules, reason: `${tool} is written there`, whole, foreign: tool }];
}

function wordsIn(list: string | undefined): string[] {
  return (list ?? '').split(/[\s,]+/).filter((word) => word !== '');
}
