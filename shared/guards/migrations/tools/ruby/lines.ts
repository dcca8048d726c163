import { lineIndex } from '../../line-index.ts';

/** Tells the line, from 1, of a byte offset in a UTF-8 text. */
export function linesOf(bytes: Uint8Array): (offset: number) => number {
  const starts = [0];
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  const indexOf = lineIndex(starts);
  return (offset) => indexOf(offset) + 1;
}
