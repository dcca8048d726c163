import type { SqlPart } from '../../../model/manifest.ts';

/** What the SQL of a migration does to objects, and whether parts of it could not be read. */
export async function effectsOf(parts: SqlPart[]): Promise<{ effects: string[]; opaque: boolean }> {
  void parts;
  return { effects: [], opaque: false };
}
