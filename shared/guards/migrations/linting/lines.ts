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
  const indexAt = (offset: number) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    lineAt: (offset) => first + indexAt(offset),
    placeAt(offset) {
      const index = indexAt(offset);
      return { line: first + index, column: bytes.toString('utf8', starts[index], offset).length + 1 };
    },
  };
}
