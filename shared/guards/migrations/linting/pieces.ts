import type { AlterTableStmt, Constraint } from '@pgsql/types';
import type { AddedColumn, Alteration } from './alterations.ts';
import { nodeOf } from './names.ts';
import { tokensOf } from './parse.ts';
import type { Statement } from './statement.ts';

/** An ALTER TABLE as it is written, in pieces. */
export interface Pieces {
  /** "ALTER TABLE IF EXISTS ONLY billing.orders" */
  head: string;
  /** "billing.orders" */
  table: string;
  /** each of its commands: "ADD COLUMN note text" */
  commands: string[];
}

/** The definition of a column as it is written, in pieces. */
export interface ColumnPieces {
  name: string;
  type: string;
  /** what stands behind the type: "NOT NULL", "CONSTRAINT x CHECK (a > 0)"; DEFERRABLE and the like stay with their constraint */
  clauses: { node: Constraint | null; text: string }[];
}

type Token = ReturnType<typeof tokensOf>[number];

/** Cuts an ALTER TABLE into pieces by its tokens; comments between its commands are dropped. */
export function piecesOf({ statement }: Alteration): Pieces {
  const { bytes, tokens, name, end } = headOf(statement);
  const head = tokens[end - 1]?.end ?? 0;
  return {
    head: bytes.toString('utf8', 0, head),
    table: bytes.toString('utf8', name, head),
    commands: commandsIn(tokens.slice(end)).map(({ from, to }) => bytes.toString('utf8', from, to)),
  };
}

/** The command itself as it is written: `ADD COLUMN note text`. */
export function commandText(alteration: Alteration): string {
  return piecesOf(alteration).commands[alteration.position] ?? '';
}

/** Cuts the definition of an added column into pieces, by the locations in the parse tree. */
export function columnPieces({ statement, position, column }: AddedColumn): ColumnPieces {
  const { bytes, tokens, name, end } = headOf(statement);
  // Locations count from where the parsed text began, which held more than this statement: the table's name stands in both.
  const offset = (relationOf(statement)?.location ?? 0) - name;
  const last = commandsIn(tokens.slice(end))[position]?.to ?? bytes.length;
  const clauses = [
    ...(column.collClause ? [{ node: null, at: column.collClause.location ?? 0 }] : []),
    ...(column.constraints ?? []).flatMap((each) =>
      'Constraint' in each && !each.Constraint.contype?.startsWith('CONSTR_ATTR')
        ? [{ node: each.Constraint, at: each.Constraint.location ?? 0 }]
        : [],
    ),
  ]
    .map(({ node, at }) => ({ node, at: at - offset }))
    .sort((one, other) => one.at - other.at);
  const type = (column.typeName?.location ?? 0) - offset;
  const between = (from: number, to = last) => withoutComments(bytes.toString('utf8', from, to));
  return {
    name: between((column.location ?? 0) - offset, type),
    type: between(type, clauses[0]?.at),
    clauses: clauses.map(({ node, at }, index) => ({ node, text: between(at, clauses[index + 1]?.at) })),
  };
}

/** A text from where a word of it stands: `from('CONSTRAINT c CHECK (a > 0)', 'CHECK')` is `CHECK (a > 0)`. */
export function from(text: string, word: string): string {
  const token = tokensOf(text).find((each) => each.text.toUpperCase() === word);
  return token ? Buffer.from(text).toString('utf8', token.start) : text;
}

/** A text behind a word of it. */
export function behind(text: string, word: string): string {
  return from(text, word).slice(word.length).trim();
}

function relationOf(statement: Statement): AlterTableStmt['relation'] {
  return nodeOf(statement, 'AlterTableStmt')?.relation;
}

/** The tokens of a statement; `name`: where the table's name begins; `end`: the first token behind it. */
function headOf({ sql }: Statement): { bytes: Buffer; tokens: Token[]; name: number; end: number } {
  const tokens = tokensOf(sql).filter(({ name, text }) => !name.endsWith('COMMENT') && text !== ';');
  const isAt = (index: number, word: string) => tokens[index]?.text.toUpperCase() === word;
  let end = 2;
  if (isAt(end, 'IF')) end += 2;
  if (isAt(end, 'ONLY')) end += 1;
  const name = tokens[end]?.start ?? 0;
  end += 1;
  while (isAt(end, '.')) end += 2;
  return { bytes: Buffer.from(sql), tokens, name, end: isAt(end, '*') ? end + 1 : end };
}

/** Where the commands between the commas begin and end. */
function commandsIn(tokens: Token[]): { from: number; to: number }[] {
  const commands: { from: number; to: number }[] = [];
  let depth = 0;
  let first = true;
  for (const { text, start, end } of tokens) {
    if (text === '(' || text === '[') depth += 1;
    if (text === ')' || text === ']') depth -= 1;
    if (depth === 0 && text === ',') first = true;
    else if (first) {
      commands.push({ from: start, to: end });
      first = false;
    } else (commands.at(-1) ?? { to: 0 }).to = end;
  }
  return commands;
}

/** What a comment stands in would otherwise end the line for whatever is written behind it. */
function withoutComments(text: string): string {
  const bytes = Buffer.from(text);
  let kept = '';
  let at = 0;
  for (const { name, start, end } of tokensOf(text)) {
    if (!name.endsWith('COMMENT')) continue;
    kept += bytes.toString('utf8', at, start);
    at = end;
  }
  return (kept + bytes.toString('utf8', at)).trim();
}
