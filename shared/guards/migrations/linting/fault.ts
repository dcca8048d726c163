/**
 * A place that the parser does not understand. `syntax-error`: PostgreSQL would refuse it as well. `not-understood`: it
 * is no SQL (a command of psql, data of COPY, a placeholder that the tool fills in), or too much of it. Offsets are bytes.
 */
export interface Fault {
  kind: 'syntax-error' | 'not-understood';
  message: string;
  /** the statement that is given up */
  start: number;
  end: number;
  /** where the parser stopped */
  at: number;
  /** rows of data: they change no object */
  harmless?: true;
}

interface Failure {
  message: string;
  /** in bytes; null where the parser does not say */
  at: number | null;
}

interface Token {
  name: string;
  text: string;
  start: number;
  end: number;
}

/** What the parser said, with its place. It counts characters (`cursorPosition`), everything else here bytes. */
export function parseFailure(error: unknown, text: string): Failure {
  if (error instanceof RangeError) return { message: 'the SQL is nested too deeply', at: null };
  const { message, sqlDetails } = error as Error & { sqlDetails?: { cursorPosition: number } };
  if (sqlDetails === undefined) return { message, at: null };
  return { message, at: bytesOf(text, sqlDetails.cursorPosition) };
}

function bytesOf(text: string, characters: number): number {
  let units = 0;
  for (let count = 0; count < characters && units < text.length; count += 1) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  }
  return Buffer.byteLength(text.slice(0, units));
}

/** The fault for a failure: which statement it is, and whether something explains it that PostgreSQL never sees. */
export function faultAt(text: string, { message, at }: Failure, tokensOf: (text: string) => Token[]): Fault {
  const bytes = Buffer.from(text);
  if (at === null) return { kind: 'not-understood', message, start: 0, end: bytes.length, at: 0 };
  const before = tokensOf(bytes.toString('utf8', 0, at)).filter(({ name }) => !name.endsWith('COMMENT'));
  const last = before.findLastIndex(({ text }) => text === ';');
  const start = before[last]?.end ?? 0;
  const copied = endOfCopy(bytes, before, last);
  if (copied !== null) {
    return {
      kind: 'not-understood',
      message: 'rows of COPY stand in the SQL',
      start,
      end: copied,
      at: start,
      harmless: true,
    };
  }
  const end = endOfStatement(bytes, at, tokensOf);
  const reason = notSql(bytes, { start, at, end });
  return reason === null
    ? { kind: 'syntax-error', message, start, end, at }
    : { kind: 'not-understood', message: reason.message, start, end: reason.line ? lineEnd(bytes, at) : end, at };
}

/** Where the rows of `COPY ... FROM stdin;` end; null where the statement before is no such one. */
function endOfCopy(bytes: Buffer, before: Token[], last: number): number | null {
  const from = before.findLastIndex(({ text }, at) => at < last && text === ';') + 1;
  const words = before.slice(from, last).map(({ text }) => text.toUpperCase());
  if (last < 0 || words[0] !== 'COPY' || !words.includes('STDIN')) return null;
  const start = before[last]?.end ?? 0;
  const end = /^\\\.\r?$/m.exec(bytes.toString('latin1', start));
  return end === null ? bytes.length : start + end.index + end[0].length;
}

function endOfStatement(bytes: Buffer, at: number, tokensOf: (text: string) => Token[]): number {
  const next = tokensOf(bytes.toString('utf8', at)).find(({ text }) => text === ';');
  return next === undefined ? bytes.length : at + next.end;
}

function lineEnd(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(10, at);
  return end < 0 ? bytes.length : end;
}

/** What explains it that the parser stopped there: a placeholder has to stand where it did, or just before. */
function notSql(
  bytes: Buffer,
  { start, at, end }: Omit<Fault, 'kind' | 'message'>,
): { message: string; line: boolean } | null {
  const rest = bytes.toString('utf8', at, at + 200);
  const command = /^\\[a-z!?]\S*/i.exec(rest)?.[0];
  if (command !== undefined) return { message: `${command} is a command of psql, not SQL`, line: true };
  const before = bytes.toString('utf8', Math.max(start, at - 40), at);
  const found = placeholder.exec(before + bytes.toString('utf8', at, Math.min(end, at + 200)));
  return found === null || found.index > before.length
    ? null
    : { message: `${found[0]} stands for something that is not known here`, line: false };
}

/** Of Flyway and shells, Jinja and Mustache, ERB, Python, psql. */
const placeholder = /\$\{[^}]*\}|\{\{[^}]*\}\}|\{%[^%]*%\}|<%[^%]*%>|%\(\w+\)s|(?<![:\w]):['"]?[a-z_]\w*['"]?/i;
