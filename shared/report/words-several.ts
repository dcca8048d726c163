/**
 * How several findings of a code are counted, where the code itself does not read well: "3 outliers". Apart from the other
 * words, which a Lambda never shows: they would be a twentieth of its bundle.
 */
export const several: Record<string, string> = {
  'sequences/outlier': 'outliers',
  'sequences/cycles': 'cycling',
  'sequences/narrow-column': 'narrow columns',
  'sequences/narrow-reference': 'narrow references',
  'sequences/wrong-owner': 'with a wrong owner',
  'sequences/orphan': 'orphans',
  'sequences/unused-feed': 'unused feeds',
  'sequences/unused-ignore': 'unused ignores',
  'sequences/not-examined': 'not examined',
  'sequences/rows-hidden': 'with hidden rows',
  'sequences/duplicate-handed-out': 'duplicates handed out',
  'sequences/insert-failed': 'inserts failed',
  'sequences/not-proven': 'not proven',
  'sequences/not-settled': 'not settled',
  'sequences/fix-failed': 'fixes failed',
  'sequences/not-fixed': 'not fixed',
  'target/secret-missing': 'missing secrets',
  'target/secret-no-access': 'secrets without access',
  'target/secret-wrong-shape': 'secrets of a wrong shape',
  'target/secret-unavailable': 'secrets out of reach',
  'usage/unknown-target': 'unknown targets',
  'usage/not-allowed': 'operations not allowed',
};
