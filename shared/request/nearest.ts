import { closest, distance } from 'fastest-levenshtein';

/** The known word that was probably meant, or undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const candidate = closest(word.toLowerCase(), known);
  const near = distance(word.toLowerCase(), candidate.toLowerCase());
  return near <= Math.floor((Math.max(word.length, candidate.length) + 1) / 3) ? candidate : undefined;
}

/** "; did you mean url?", or else what there is. */
export function suggestion(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  if (meant !== undefined) return `; did you mean ${meant}?`;
  return known.length === 0 ? '' : `; known are ${known.join(', ')}`;
}
