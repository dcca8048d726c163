import { behind } from './behind.ts';
import { cycles } from './cycles.ts';
import { exhausted } from './exhausted.ts';
import { exhausting } from './exhausting.ts';
import { narrowColumn } from './narrow-column.ts';
import { narrowReference } from './narrow-reference.ts';
import { notComparable } from './not-comparable.ts';
import { notExamined } from './not-examined.ts';
import { orphan } from './orphan.ts';
import { outlier } from './outlier.ts';
import { rowsHidden } from './rows-hidden.ts';
import type { SequenceRule } from './rule.ts';
import { standby } from './standby.ts';
import { unowned } from './unowned.ts';
import { unreadable } from './unreadable.ts';
import { unusedFeed } from './unused-feed.ts';
import { unusedIgnore } from './unused-ignore.ts';
import { wrongOwner } from './wrong-owner.ts';

/** Every judgement of the guard. This array is the only registry. */
export const rules: SequenceRule[] = [
  behind,
  exhausted,
  exhausting,
  outlier,
  unreadable,
  rowsHidden,
  notExamined,
  standby,
  narrowReference,
  narrowColumn,
  wrongOwner,
  unowned,
  orphan,
  cycles,
  notComparable,
  unusedFeed,
  unusedIgnore,
];
