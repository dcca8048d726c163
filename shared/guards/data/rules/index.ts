import { dateFormats } from './date-formats.ts';
import { duplicateIndex } from './duplicate-index.ts';
import { duplicateRows } from './duplicate-rows.ts';
import { foreignKeyLost } from './foreign-key-lost.ts';
import { foreignKeyWithoutIndex } from './foreign-key-without-index.ts';
import { growth } from './growth.ts';
import { invalidIndex } from './invalid-index.ts';
import { keyLost } from './key-lost.ts';
import { noPrimaryKey } from './no-primary-key.ts';
import { unexamined } from './not-examined.ts';
import { notValidated } from './not-validated.ts';
import { orphanRows } from './orphan-rows.ts';
import { rowCount } from './row-count.ts';
import type { DataRule } from './rule.ts';
import { triggerDisabled } from './trigger-disabled.ts';
import { typeMismatch } from './type-mismatch.ts';
import { unusedIgnore } from './unused-ignore.ts';

/** Every rule of this guard. A new one is its file and a line here, its words, its test. */
export const rules: DataRule[] = [
  duplicateRows,
  foreignKeyLost,
  keyLost,
  orphanRows,
  notValidated,
  invalidIndex,
  triggerDisabled,
  noPrimaryKey,
  duplicateIndex,
  foreignKeyWithoutIndex,
  rowCount,
  growth,
  typeMismatch,
  dateFormats,
  unexamined,
  unusedIgnore,
];
