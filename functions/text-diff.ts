import type { Piece, TextDiff } from '../shared/report/text-diff.ts';
import { endsDiff } from '../shared/report/text-diff.ts';

/** Two texts with nothing in common take it seconds, and what it finds then says nothing. */
const limits = { maxEditLength: 2_000, timeout: 500 };

/** How texts differ, word by word and line by line; loaded when a report has such texts. */
export async function textDiff(): Promise<TextDiff> {
  const { diffLines, diffWordsWithSpace } = await import('diff');
  return {
    words: (from, to) => piecesOf(diffWordsWithSpace(from, to, limits)) ?? endsDiff.words(from, to),
    lines: (from, to) => piecesOf(diffLines(from, to, limits)) ?? endsDiff.lines(from, to),
  };
}

function piecesOf(changes: { value: string; added: boolean; removed: boolean }[] | undefined): Piece[] | undefined {
  return changes?.map(({ value, added, removed }) => ({ in: added ? 'to' : removed ? 'from' : 'both', text: value }));
}
