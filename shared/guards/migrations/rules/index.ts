import { carefulStatement } from './careful-statement.ts';
import { dangerousStatement } from './dangerous-statement.ts';
import { databaseAhead } from './database-ahead.ts';
import { dirtyManifest } from './dirty-manifest.ts';
import { edited } from './edited.ts';
import { environmentMismatch } from './environment-mismatch.ts';
import { extraMissing } from './extra-missing.ts';
import { failed } from './failed.ts';
import { locked } from './locked.ts';
import { manifestUnread } from './manifest-unread.ts';
import { missingFromRepository } from './missing-from-repository.ts';
import { multipleHeads } from './multiple-heads.ts';
import { noHistory } from './no-history.ts';
import { noManifest } from './no-manifest.ts';
import { notUnderstood } from './not-understood.ts';
import { outOfOrder } from './out-of-order.ts';
import { partiallyApplied } from './partially-applied.ts';
import { pending } from './pending.ts';
import { rolledBack } from './rolled-back.ts';
import type { MigrationRule } from './rule.ts';
import { running } from './running.ts';
import { slow } from './slow.ts';
import { stamped } from './stamped.ts';
import { unlinted } from './unlinted.ts';
import { unreadable } from './unreadable.ts';
import { unusedIgnore } from './unused-ignore.ts';
import { willBeSkipped } from './will-be-skipped.ts';

/** Every rule of this guard. A new one is its file and a line here, its words, its test. */
export const rules: MigrationRule[] = [
  failed,
  partiallyApplied,
  edited,
  missingFromRepository,
  willBeSkipped,
  multipleHeads,
  locked,
  stamped,
  noHistory,
  environmentMismatch,
  outOfOrder,
  pending,
  running,
  databaseAhead,
  extraMissing,
  dangerousStatement,
  carefulStatement,
  unreadable,
  notUnderstood,
  manifestUnread,
  unlinted,
  rolledBack,
  slow,
  noManifest,
  dirtyManifest,
  unusedIgnore,
];
