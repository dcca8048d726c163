import { lineIndex } from '../line-index.ts';

/** Where bytes stand in lines. */
export interface Lines {
  /** the line of a byte */
  lineAt(offset: number): number;
  /** the line of a byte, and its column in characters, from 1 */
  placeAt(offset: number): { line: number; column: number };
}

/** Counts the lines of a text, the first of which is line `first` of its file. */
export function linesOf(bytes: Buffer, first: number): Lines {
  const starts = [0];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  const indexAt = lineIndex(starts);
  return {
    lineAt: (offset) => first + indexAt(offset),
    placeAt(offset) {
      const index = indexAt(offset);
      return { line: first + index, column: bytes.toString('utf8', starts[index], offset).length + 1 };
    },
  };
}
