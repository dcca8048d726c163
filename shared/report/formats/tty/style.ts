import colors from 'picocolors';
import type { Verdict } from '../../../model/finding.ts';
import { endsDiff, type TextDiff } from '../../text-diff.ts';
import type { FormatOptions } from '../format.ts';

export type Colors = ReturnType<typeof colors.createColors>;

/** How the parts of the terminal's report are written: its colours, and how much of it. */
export interface Style {
  paint: Colors;
  all: boolean;
  width: number;
  texts: TextDiff;
  whole: string;
}

export function styleFor({ color, all, width, texts = endsDiff, whole = '--all' }: FormatOptions): Style {
  return { paint: colors.createColors(color), all, width: Math.max(width, 40), texts, whole };
}

/** What is said in place of those that are left out: "and 250 more: --all". */
export function moreOf(count: number, { whole }: Style): string {
  return `and ${count} more${whole === '' ? '' : `: ${whole}`}`;
}

const symbols: Record<Verdict, string> = { block: '✖', unknown: '?', warn: '!', pass: '✔' };

/** The sign of a verdict, in its colour. A finding that only informs has a dot. */
export function signOf(verdict: Verdict | 'info', { paint }: Style): string {
  return verdict === 'info' ? paint.dim('·') : tinted(symbols[verdict], verdict, paint);
}

/** Text in the colour of a verdict. */
export function tinted(text: string, verdict: Verdict, paint: Colors): string {
  const tints = { block: paint.red, unknown: paint.magenta, warn: paint.yellow, pass: paint.green };
  return paint.bold(tints[verdict](text));
}
