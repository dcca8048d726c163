import { setFlagsFromString } from 'node:v8';
import type { Node } from '@pgsql/types';
import { type Fault, faultAt, parseFailure } from './fault.ts';

/** How much SQL is parsed at once: a dump of 2.5 MB takes 0.3 s, and nothing can stop the parser in the middle. */
const mostBytes = 5_000_000;
/** How many pieces of one text are given up before the rest of it is. Each costs a parse and a scan of all of it. */
const mostFaults = (bytes: number) => (bytes <= 20_000 ? 20 : 5);
/** A text as large as this is given up as a whole. */
const mostBytesWithFaults = 200_000;

/** One statement where it stands in a text, in bytes of UTF-8, as the parser counts. */
export interface Parsed {
  node: Node;
  start: number;
  end: number;
}

/** A text as the parser reads it; `faults` are the places that it does not understand. */
export interface Parsing {
  bytes: Buffer;
  statements: Parsed[];
  faults: Fault[];
}

type Parser = typeof import('libpg-query');
let parser: Parser | undefined;

/** Loads PostgreSQL's parser (1.7 MB of WebAssembly) when it is first needed. Everything else here needs it loaded. */
export async function loadParser(): Promise<void> {
  if (parser !== undefined) return;
  keepSmall();
  const loaded = await import('libpg-query');
  await loaded.loadModule();
  parser = loaded;
}

/**
 * Otherwise V8 compiles the parser's one huge function a second time as soon as it was called: in the background, with
 * 600 MB of memory (a Lambda has 256), and the process cannot end meanwhile. Measured on Node 24: 1,000 files are read
 * twice as fast without.
 */
function keepSmall(): void {
  setFlagsFromString('--no-wasm-dynamic-tiering');
  setFlagsFromString('--no-wasm-tier-up');
}

/** The tokens of a text, comments among them; none where it cannot be split into tokens. */
export function tokensOf(text: string): { name: string; text: string; start: number; end: number; keyword: string }[] {
  if (text === '' || isTangled(text)) return [];
  try {
    const { tokens } = loaded().scanSync(text);
    return tokens.map(({ tokenName, text, start, end, keywordName }) => ({
      name: tokenName,
      text,
      start,
      end,
      keyword: keywordName,
    }));
  } catch {
    return [];
  }
}

/** Parses a text. What the parser refuses becomes a fault, and the statements around it are read all the same. */
export function parse(source: string): Parsing {
  // As many bytes, so that every place stays where it is. PostgreSQL's clients drop the mark as well.
  let text = source.startsWith('\ufeff') ? `   ${source.slice(1)}` : source;
  const bytes = Buffer.from(text);
  const faults: Fault[] = [];
  if (bytes.length > mostBytes) return { bytes, statements: [], faults: [tooLarge(bytes.length)] };
  if (isTangled(text)) return { bytes, statements: [], faults: [tangled(bytes.length)] };
  if (text.includes('\0')) return { bytes, statements: [], faults: [nulByte(text)] };
  for (;;) {
    try {
      return { bytes, statements: text.trim() === '' ? [] : statementsIn(text, bytes.length), faults };
    } catch (error) {
      const failure = parseFailure(error, text);
      const fault = bytes.length > mostBytesWithFaults ? whole(bytes, failure) : faultAt(text, failure, tokensOf);
      faults.push(fault);
      if (fault.end - fault.start >= bytes.length || faults.length >= mostFaults(bytes.length)) {
        return { bytes, statements: [], faults };
      }
      text = blanked(text, fault);
    }
  }
}

function statementsIn(text: string, length: number): Parsed[] {
  return (loaded().parseSync(text).stmts ?? []).map(({ stmt, stmt_location: start = 0, stmt_len: size }) => ({
    node: stmt as Node,
    start,
    end: size === undefined ? length : start + size,
  }));
}

/** The text with blanks for a piece of it, as many bytes as it has; its line ends stay. */
function blanked(text: string, { start, end }: Fault): string {
  const bytes = Buffer.from(text);
  for (let at = start; at < end; at += 1) if (bytes[at] !== 10) bytes[at] = 32;
  return bytes.toString();
}

function whole(bytes: Buffer, { message, at }: { message: string; at: number | null }): Fault {
  const told = `${message}, and so large a text is not read in pieces`;
  return { kind: 'not-understood', message: told, start: 0, end: bytes.length, at: at ?? 0 };
}

/**
 * PostgreSQL's scanner reads a run of operator characters again for each comment that opens within it: a million times
 * would take hours. https://github.com/postgres/postgres/blob/master/src/backend/parser/scan.l (xcstart)
 */
function isTangled(text: string): boolean {
  let steps = 0;
  for (const [run] of text.matchAll(/[~!@#^&|`?+\-*/%<>=]{100,}/g)) steps += run.length ** 2;
  return steps > 50_000_000;
}

function tangled(size: number): Fault {
  const message = 'there are thousands of operator characters in a row, which take too long to parse';
  return { kind: 'not-understood', message, start: 0, end: size, at: 0 };
}

function tooLarge(size: number): Fault {
  const message = `the SQL is ${Math.round(size / 1_000_000)} MB, more than is parsed (${mostBytes / 1_000_000} MB)`;
  return { kind: 'not-understood', message, start: 0, end: size, at: 0 };
}

function nulByte(text: string): Fault {
  const at = Buffer.byteLength(text.slice(0, text.indexOf('\0')));
  const message = 'there is a zero byte in the SQL, and nothing behind it would be run';
  return { kind: 'syntax-error', message, start: at, end: Buffer.byteLength(text), at };
}

function loaded(): Parser {
  if (parser === undefined) throw new Error('loadParser() comes before parsing');
  return parser;
}
