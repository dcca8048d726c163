import type { ObjectKind } from '../../../model/snapshot.ts';
import { column } from './column.ts';
import { comment } from './comment.ts';
import { constraint } from './constraint.ts';
import { domain } from './domain.ts';
import { enumeration } from './enum.ts';
import { extension } from './extension.ts';
import { routine } from './function.ts';
import { grant } from './grant.ts';
import { index } from './index.ts';
import { materializedView } from './materialized-view.ts';
import type { Kind } from './piece.ts';
import { policy } from './policy.ts';
import { schema } from './schema.ts';
import { sequence } from './sequence.ts';
import { table } from './table.ts';
import { trigger } from './trigger.ts';
import { type } from './type.ts';
import { view } from './view.ts';

/** The only list of them. */
export const kinds: Record<ObjectKind, Kind> = {
  schema,
  extension,
  enum: enumeration,
  domain,
  type,
  sequence,
  table,
  column,
  constraint,
  index,
  function: routine,
  view,
  'materialized view': materializedView,
  trigger,
  policy,
  grant,
  comment,
};
