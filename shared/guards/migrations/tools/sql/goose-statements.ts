import type { SqlPart } from '../../../../model/manifest.ts';

/** The statements of a goose file that run forward. `fault`: why goose refuses it. */
export interface GooseStatements {
  statements: SqlPart[];
  outsideTransaction: boolean;
  /** environment variables are put into some of them, which nobody here knows */
  opaque: boolean;
  fault: { line?: number; message: string } | null;
}

interface State {
  direction: 'none' | 'up' | 'down';
  /** between StatementBegin and StatementEnd: semicolons mean nothing */
  inside: boolean;
  substituting: boolean;
  buffer: SqlPart | null;
  /** comments that are meant for Lockstep, before the next statement */
  remarks: SqlPart[];
  result: GooseStatements;
}

/**
 * Takes a file apart as goose does: by annotations, and by lines that end in a semicolon.
 * pressly/goose: internal/sqlparser/parser.go
 */
export function gooseStatements(text: string): GooseStatements {
  const result: GooseStatements = { statements: [], outsideTransaction: false, opaque: false, fault: null };
  const state: State = { direction: 'none', inside: false, substituting: false, buffer: null, remarks: [], result };
  text.split('\n').forEach((whole, at) => {
    if (!result.fault) result.fault = lineRead(whole.replace(/\r$/, ''), at + 1, state);
  });
  if (!result.fault) result.fault = endRead(state);
  return result;
}

function endRead({ direction, inside, buffer }: State): GooseStatements['fault'] {
  if (direction === 'none') return { message: "goose needs '-- +goose Up' before the first statement" };
  if (inside) return { message: "goose finds no '-- +goose StatementEnd'" };
  return buffer ? unfinished(buffer) : null;
}

function unfinished({ line }: SqlPart): { line: number; message: string } {
  return { line, message: 'goose finds no semicolon at the end of this statement' };
}

function lineRead(text: string, line: number, state: State): GooseStatements['fault'] {
  const annotation = /^\s*--.*\+goose\s*(.*?)\s*$/.exec(text)?.[1];
  if (annotation !== undefined) {
    const fault = annotated(annotation, line, state);
    // In the middle of a statement it leaves an empty line, so that what follows keeps its own.
    if (state.buffer) state.buffer = { ...state.buffer, text: `${state.buffer.text}\n` };
    return fault;
  }
  const { buffer, direction, inside, substituting, result } = state;
  if (buffer === null && (text.trim() === '' || text.trim().startsWith('--'))) {
    if (/^\s*--\s*lockstep:/.test(text)) state.remarks.push({ line, text });
    return null;
  }
  if (direction === 'none') return { line, message: "goose needs '-- +goose Up' before the first statement" };
  if (direction === 'down') return null;
  state.buffer = buffer ? { ...buffer, text: `${buffer.text}${text}\n` } : begun(text, line, state);
  if (substituting && /\$\{?\w/.test(text)) result.opaque = true;
  if (!inside && endsWithSemicolon(text)) finish(state);
  return null;
}

/** goose drops comments before a statement; those that are meant for Lockstep stay, as far above it as they were. */
function begun(text: string, line: number, state: State): SqlPart {
  const remarks = state.remarks.splice(0);
  const first = remarks[0]?.line ?? line;
  const lines = Array.from(
    { length: line - first },
    (_, at) => remarks.find((each) => each.line === first + at)?.text ?? '',
  );
  return { line: first, text: `${[...lines, text].join('\n')}\n` };
}

function annotated(annotation: string, line: number, state: State): GooseStatements['fault'] {
  const { direction, inside, buffer, result } = state;
  switch (annotation) {
    case 'Up':
      if (direction !== 'none') return { line, message: "goose refuses a second '-- +goose Up'" };
      state.direction = 'up';
      return null;
    case 'Down':
      if (direction !== 'up' || inside) return { line, message: "goose needs '-- +goose Up' before '-- +goose Down'" };
      state.direction = 'down';
      state.buffer = null;
      return buffer ? unfinished(buffer) : null;
    case 'StatementBegin':
      if (direction === 'none' || inside) return { line, message: "goose refuses '-- +goose StatementBegin' here" };
      state.inside = true;
      return null;
    case 'StatementEnd':
      if (!inside) return { line, message: "goose finds no '-- +goose StatementBegin' for this end" };
      state.inside = false;
      finish(state);
      return null;
    case 'NO TRANSACTION':
      result.outsideTransaction = true;
      return null;
    case 'ENVSUB ON':
    case 'ENVSUB OFF':
      state.substituting = annotation === 'ENVSUB ON';
      return null;
    default:
      return { line, message: `goose knows no '+goose ${annotation.slice(0, 50)}'` };
  }
}

function finish(state: State): void {
  if (state.buffer !== null && state.direction === 'up') state.result.statements.push(state.buffer);
  state.buffer = null;
}

function endsWithSemicolon(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const comment = words.findIndex((word) => word.startsWith('--'));
  return (comment < 0 ? words : words.slice(0, comment)).at(-1)?.endsWith(';') ?? false;
}
