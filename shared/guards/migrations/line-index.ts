/** Finds the line of an offset, from 0, among lines that start at these offsets; the first starts at 0. */
export function lineIndex(starts: number[]): (offset: number) => number {
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low;
  };
}
