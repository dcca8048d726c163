import type { Migration } from '../../model/manifest.ts';
import type { Difference } from './difference.ts';

interface Piece {
  migration: string;
  words: Set<string>;
}

const defining = ['alter', 'create', 'drop', 'grant', 'revoke'];

/**
 * Finds the migration whose SQL has a statement that defines something and names all that a difference is about. Where a
 * statement ends counts for little here: a body between dollar quotes is several.
 */
export function statementsOf(migrations: Migration[]): (difference: Difference) => string | null {
  const byWord = new Map<string, Piece[]>();
  for (const { id, sql = [] } of migrations) {
    for (const text of sql.flatMap((part) => part.text.split(';'))) {
      const words = wordsIn(text);
      const piece = { migration: id, words: new Set(words) };
      if (words[0] !== 'comment' && !defining.some((word) => piece.words.has(word))) continue;
      for (const word of piece.words) {
        const others = byWord.get(word);
        if (others === undefined) byWord.set(word, [piece]);
        else others.push(piece);
      }
    }
  }
  const pieceWith = (words: string[]) => {
    const lists = words.map((word) => byWord.get(word) ?? []);
    const fewest = lists.reduce((least, list) => (list.length < least.length ? list : least), lists[0] ?? []);
    return fewest.find((piece) => words.every((word) => piece.words.has(word)));
  };
  return (difference) => {
    const found = wordsOf(difference)
      .map(pieceWith)
      .find((piece) => piece !== undefined);
    return found?.migration ?? null;
  };
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? [];
}

/** The words by which a statement names all that a difference is about, in each way that it may. */
function wordsOf({ kind, path, from, to }: Difference): string[][] {
  const own = ownNames(kind, path).flatMap(wordsIn);
  if (kind === 'comment') return [['comment', ...own]];
  if (kind === 'grant')
    return [
      ['to', ...own],
      ['revoke', ...own],
    ];
  if (kind !== 'constraint') return [own];
  // The server gives it a name where the migration does not.
  const definition = String((from ?? to)?.is.definition ?? '');
  const [what = '', columns = ''] = /^([A-Z]+)[^(]*\(([^)]*)/.exec(definition)?.slice(1) ?? [];
  const verb = what === 'FOREIGN' ? 'references' : what.toLowerCase();
  return verb === '' ? [own] : [own, [verb, ...wordsIn(path[1] ?? ''), ...wordsIn(columns)]];
}

/** Without schemas and arguments: migrations say neither as a rule. */
function ownNames(kind: string, path: string[]): string[] {
  if (kind === 'schema' || kind === 'extension') return path;
  if (kind === 'function') return [plainName(path)];
  if (kind !== 'grant' && kind !== 'comment') return path.slice(1);
  const [on = '', ...rest] = path;
  const names = kind === 'grant' ? rest.slice(0, -1) : rest;
  const role = kind === 'grant' ? [path.at(-1) ?? ''] : [];
  return [...ownNames(on, names), ...role];
}

/** A function's name without its arguments. */
export function plainName(path: string[]): string {
  return (path[1] ?? '').replace(/\(.*$/s, '');
}
