import { nodeOf } from './names.ts';
import { type Parsed, parse, tokensOf } from './parse.ts';

type Token = ReturnType<typeof tokensOf>[number];

/** What may begin a statement that PL/pgSQL hands to PostgreSQL as it stands: all others are, or may be, its own. */
const plain = new Set('ALTER CREATE DROP COMMENT GRANT REVOKE INSERT UPDATE DELETE TRUNCATE'.split(' '));

/** What such blocks pass over: what was to be made is there. */
const harmless = new Set(
  'DUPLICATE_OBJECT DUPLICATE_TABLE DUPLICATE_COLUMN DUPLICATE_SCHEMA DUPLICATE_FUNCTION OTHERS'.split(' '),
);

/**
 * The statements within a DO block that does nothing but run plain SQL, and at most passes over what exists already, as
 * Drizzle wrote them: `DO $$ BEGIN CREATE TYPE ...; EXCEPTION WHEN duplicate_object THEN null; END $$`. Null for all others:
 * variables, conditions, loops, EXECUTE. The place is that in `bytes`.
 * https://www.postgresql.org/docs/current/plpgsql-structure.html
 */
export function statementsInBlock(bytes: Buffer, block: Parsed): Parsed[] | null {
  if (nodeOf(block, 'DoStmt') === null) return null;
  const body = bodyOf(bytes, block);
  if (body === null) return null;
  const tokens = wordsOf(body.text);
  const middle = insideOf(tokens);
  if (middle === null) return null;
  const found: Parsed[] = [];
  for (const piece of piecesOf(middle)) {
    const statement = statementIn(body, piece);
    if (statement === null) return null;
    found.push(...statement);
  }
  return found.length === 0 ? null : found;
}

interface Body {
  text: Buffer;
  /** where it begins, in bytes */
  start: number;
}

/** What stands between the dollars. In plain quotes the text is not what runs. */
function bodyOf(bytes: Buffer, { start, end }: Parsed): Body | null {
  const words = wordsOf(bytes.subarray(start, end));
  const rest = words.slice(1).map(({ name, text }) => (name === 'SCONST' ? '?' : text.toLowerCase()));
  const isPlain = ['?', '? language plpgsql', 'language plpgsql ?'].includes(
    rest.filter((word) => word !== ';').join(' '),
  );
  const quoted = words.find(({ name }) => name === 'SCONST');
  const opening = /^\$[^$]*\$/.exec(quoted?.text ?? '')?.[0];
  if (!isPlain || quoted === undefined || opening === undefined) return null;
  const length = Buffer.byteLength(opening);
  const from = start + quoted.start + length;
  return { text: bytes.subarray(from, start + quoted.end - length), start: from };
}

function wordsOf(bytes: Buffer): Token[] {
  return tokensOf(bytes.toString()).filter(({ name }) => !name.endsWith('COMMENT'));
}

/** What stands between BEGIN and END, without a handler of exceptions; null where the block is of another form. */
function insideOf(tokens: Token[]): Token[] | null {
  const words = tokens.at(-1)?.text === ';' ? tokens.slice(0, -1) : tokens;
  if (!is(words[0], 'BEGIN') || !is(words.at(-1), 'END')) return null;
  const inside = words.slice(1, -1);
  const handler = inside.findIndex((word, at) => is(word, 'EXCEPTION') && (at === 0 || inside[at - 1]?.text === ';'));
  if (handler < 0) return inside;
  return passesOver(inside.slice(handler + 1)) ? inside.slice(0, handler) : null;
}

/** WHEN duplicate_object OR duplicate_table THEN NULL; once or more */
function passesOver(handler: Token[]): boolean {
  const said = handler.map(({ text }) => text.toUpperCase()).join(' ');
  const each = /^WHEN ((?:\w+ OR )*\w+) THEN NULL ; ?/;
  let rest = said;
  for (let match = each.exec(rest); match !== null; match = each.exec(rest)) {
    if (!match[1]?.split(' OR ').every((condition) => harmless.has(condition))) return false;
    rest = rest.slice(match[0].length);
  }
  return said !== '' && rest === '';
}

/** Cut at semicolons; the last piece has to end with one. */
function piecesOf(tokens: Token[]): Token[][] {
  const pieces: Token[][] = [[]];
  for (const token of tokens) {
    if (token.text === ';') pieces.push([]);
    else pieces.at(-1)?.push(token);
  }
  return pieces.filter((piece) => piece.length > 0);
}

function statementIn({ text, start }: Body, piece: Token[]): Parsed[] | null {
  const [first] = piece;
  const last = piece.at(-1);
  if (first === undefined || last === undefined) return [];
  if (piece.length === 1 && is(first, 'NULL')) return [];
  if (!plain.has(first.text.toUpperCase())) return null;
  const { statements, faults } = parse(text.toString('utf8', first.start, last.end));
  const [statement] = statements;
  if (statement === undefined || statements.length > 1 || faults.length > 0) return null;
  return [{ node: statement.node, start: start + first.start, end: start + last.end }];
}

function is(token: Token | undefined, word: string): boolean {
  return token?.name !== 'SCONST' && token?.text.toUpperCase() === word;
}
