import type { Kept } from '../../model/request.ts';
import type { SchemaFacts } from './schema-facts.ts';

/** The schema for the next run to be compared with: nothing of one that was seen in part, or not at all. */
export function keptOf({ snapshot, histories }: SchemaFacts): Partial<Kept> {
  if (snapshot === null || snapshot.unseen.length > 0) return {};
  return { snapshot, applied: histories?.applied ?? null };
}
