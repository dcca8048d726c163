import { changeInProgress } from './change-in-progress.ts';
import { changed } from './changed.ts';
import { drift } from './drift.ts';
import { expectedColumn } from './expected-column.ts';
import { expectedConstraint } from './expected-constraint.ts';
import { expectedExtension } from './expected-extension.ts';
import { expectedIndex } from './expected-index.ts';
import { expectedPrimaryKey } from './expected-primary-key.ts';
import { expectedRow } from './expected-row.ts';
import { expectedSetting } from './expected-setting.ts';
import { expectedTable } from './expected-table.ts';
import { expectedUnique } from './expected-unique.ts';
import { expectedUnread } from './expected-unread.ts';
import { extra } from './extra.ts';
import { missing } from './missing.ts';
import { newerServer } from './newer-server.ts';
import { notCompared } from './not-compared.ts';
import { pending } from './pending.ts';
import type { SchemaRule } from './rule.ts';
import { unseen } from './unseen.ts';
import { unusedIgnore } from './unused-ignore.ts';

/** Every rule of this guard. A new one is its file and a line here, its words, its test. */
export const rules: SchemaRule[] = [
  missing,
  extra,
  changed,
  pending,
  drift,
  changeInProgress,
  notCompared,
  unseen,
  newerServer,
  unusedIgnore,

  expectedTable,
  expectedColumn,
  expectedPrimaryKey,
  expectedUnique,
  expectedConstraint,
  expectedIndex,
  expectedExtension,
  expectedRow,
  expectedSetting,
  expectedUnread,
];
