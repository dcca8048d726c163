import { lineIndex } from '../../line-index.ts';

/** Finds the line of an offset, from 1, as often as somebody asks. */
export function linesOf(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const indexOf = lineIndex(starts);
  return (offset) => indexOf(offset) + 1;
}
