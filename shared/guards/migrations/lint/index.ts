import type { LintRule } from '../linting/rule.ts';
import { addCheckWithoutNotValid } from './add-check-without-not-valid.ts';
import { addColumnCheck } from './add-column-check.ts';
import { addColumnDomainWithCheck } from './add-column-domain-with-check.ts';
import { addColumnJson } from './add-column-json.ts';
import { addColumnNotNullWithoutDefault } from './add-column-not-null-without-default.ts';
import { addColumnReferences } from './add-column-references.ts';
import { addColumnUnique } from './add-column-unique.ts';
import { addColumnVirtualGenerated } from './add-column-virtual-generated.ts';
import { addColumnVolatileDefault } from './add-column-volatile-default.ts';
import { addExclusionConstraint } from './add-exclusion-constraint.ts';
import { addForeignKeyWithoutNotValid } from './add-foreign-key-without-not-valid.ts';
import { addGenerated } from './add-generated.ts';
import { addPrimaryKey } from './add-primary-key.ts';
import { addUniqueConstraint } from './add-unique-constraint.ts';
import { alterConstraint } from './alter-constraint.ts';
import { alterTableInherit } from './alter-table-inherit.ts';
import { attachPartition } from './attach-partition.ts';
import { changeColumnType } from './change-column-type.ts';
import { changeGeneratedExpression } from './change-generated-expression.ts';
import { createIndexNotConcurrently } from './create-index-not-concurrently.ts';
import { detachPartitionNotConcurrently } from './detach-partition-not-concurrently.ts';
import { disableRowSecurity } from './disable-row-security.ts';
import { disableTrigger } from './disable-trigger.ts';
import { dropColumn } from './drop-column.ts';
import { dropConstraint } from './drop-constraint.ts';
import { dropDefault } from './drop-default.ts';
import { dropNotNull } from './drop-not-null.ts';
import { enableRowSecurityWithoutPolicy } from './enable-row-security-without-policy.ts';
import { enableTrigger } from './enable-trigger.ts';
import { forceRowSecurity } from './force-row-security.ts';
import { ownerChange } from './owner-change.ts';
import { renameColumn } from './rename-column.ts';
import { renameTable } from './rename-table.ts';
import { replicaIdentity } from './replica-identity.ts';
import { setAccessMethod } from './set-access-method.ts';
import { setNotNull } from './set-not-null.ts';
import { setSchema } from './set-schema.ts';
import { setStorage } from './set-storage.ts';
import { setTablespace } from './set-tablespace.ts';
import { setUnloggedOrLogged } from './set-unlogged-or-logged.ts';
import { validateConstraintInSameTransaction } from './validate-constraint-in-same-transaction.ts';

/** Every lint rule. A new one is its file and a line here. */
export const lintRules: LintRule[] = [
  createIndexNotConcurrently,
  addCheckWithoutNotValid,
  addColumnCheck,
  addColumnDomainWithCheck,
  addColumnJson,
  addColumnNotNullWithoutDefault,
  addColumnReferences,
  addColumnUnique,
  addColumnVirtualGenerated,
  addColumnVolatileDefault,
  addExclusionConstraint,
  addForeignKeyWithoutNotValid,
  addGenerated,
  addPrimaryKey,
  addUniqueConstraint,
  alterConstraint,
  alterTableInherit,
  attachPartition,
  changeColumnType,
  changeGeneratedExpression,
  detachPartitionNotConcurrently,
  disableRowSecurity,
  disableTrigger,
  dropColumn,
  dropConstraint,
  dropDefault,
  dropNotNull,
  enableRowSecurityWithoutPolicy,
  enableTrigger,
  forceRowSecurity,
  ownerChange,
  renameColumn,
  renameTable,
  replicaIdentity,
  setAccessMethod,
  setNotNull,
  setSchema,
  setStorage,
  setTablespace,
  setUnloggedOrLogged,
  validateConstraintInSameTransaction,
];
