/** A piece of two texts: in both, in the one that should be alone (`from`), or in the one that is alone (`to`). */
export interface Piece {
  in: 'both' | 'from' | 'to';
  text: string;
}

/** How two long texts differ, by words or by lines. All pieces but those of `to` make up `from`, and the other way round. */
export interface TextDiff {
  words(from: string, to: string): Piece[];
  lines(from: string, to: string): Piece[];
}

/**
 * What two texts have in common at both ends, and all between. The command lends a better one to the formats; a Lambda has
 * no room for it.
 */
export const endsDiff: TextDiff = {
  words: (from, to) => between(from.split(/(?<=\s)/), to.split(/(?<=\s)/)),
  lines: (from, to) => between(from.split(/(?<=\n)/), to.split(/(?<=\n)/)),
};

function between(from: string[], to: string[]): Piece[] {
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from[start] === to[start]) start++;
  let end = 0;
  while (end < most - start && from.at(-1 - end) === to.at(-1 - end)) end++;
  const pieces: Piece[] = [
    { in: 'both', text: from.slice(0, start).join('') },
    { in: 'from', text: from.slice(start, from.length - end).join('') },
    { in: 'to', text: to.slice(start, to.length - end).join('') },
    { in: 'both', text: from.slice(from.length - end).join('') },
  ];
  return pieces.filter(({ text }) => text !== '');
}
