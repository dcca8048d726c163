import type { SchemaSettings } from '../../model/settings.ts';
import { shownPath } from '../../model/snapshot.ts';
import type { Difference } from './difference.ts';
import { isLike } from './scope.ts';

export type IgnoreEntry = SchemaSettings['ignore'][number];

/** Whether an entry of `schema.ignore` names a difference: by the object's path as reports write it, and its kind. */
export function isIgnoredBy({ object, kind }: IgnoreEntry, difference: Difference): boolean {
  return (kind === undefined || kind === difference.kind) && isLike(object, shownPath(difference));
}
