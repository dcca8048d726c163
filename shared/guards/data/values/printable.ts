/** How much of a value a report shows, in letters. */
export const longest = 40;

/** A value as a report may show it: cut, and without what steers a terminal. */
export function printable(value: string): string {
  const clean = value.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
  const letters = [...clean];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : clean;
}
