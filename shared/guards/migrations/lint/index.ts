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
import { alterDomainConstraint } from './alter-domain-constraint.ts';
import { alterSequenceRestart } from './alter-sequence-restart.ts';
import { alterTableInherit } from './alter-table-inherit.ts';
import { alterTypeAddValue } from './alter-type-add-value.ts';
import { alterTypeAttribute } from './alter-type-attribute.ts';
import { alterTypeRenameValue } from './alter-type-rename-value.ts';
import { attachPartition } from './attach-partition.ts';
import { banCharField } from './ban-char-field.ts';
import { cascade } from './cascade.ts';
import { changeColumnType } from './change-column-type.ts';
import { changeGeneratedExpression } from './change-generated-expression.ts';
import { changePublication } from './change-publication.ts';
import { cluster } from './cluster.ts';
import { concurrentlyInTransaction } from './concurrently-in-transaction.ts';
import { createDomainWithConstraint } from './create-domain-with-constraint.ts';
import { createIndexNotConcurrently } from './create-index-not-concurrently.ts';
import { createPolicy } from './create-policy.ts';
import { createRule } from './create-rule.ts';
import { createTablePartitionOf } from './create-table-partition-of.ts';
import { createTableWithForeignKey } from './create-table-with-foreign-key.ts';
import { createTrigger } from './create-trigger.ts';
import { createUniqueIndex } from './create-unique-index.ts';
import { detachPartitionNotConcurrently } from './detach-partition-not-concurrently.ts';
import { disableRowSecurity } from './disable-row-security.ts';
import { disableTrigger } from './disable-trigger.ts';
import { dropColumn } from './drop-column.ts';
import { dropConstraint } from './drop-constraint.ts';
import { dropDatabase } from './drop-database.ts';
import { dropDefault } from './drop-default.ts';
import { dropExtension } from './drop-extension.ts';
import { dropFunction } from './drop-function.ts';
import { dropIndexNotConcurrently } from './drop-index-not-concurrently.ts';
import { dropNotNull } from './drop-not-null.ts';
import { dropOwned } from './drop-owned.ts';
import { dropPolicy } from './drop-policy.ts';
import { dropRole } from './drop-role.ts';
import { dropSchema } from './drop-schema.ts';
import { dropSequence } from './drop-sequence.ts';
import { dropTable } from './drop-table.ts';
import { dropTrigger } from './drop-trigger.ts';
import { dropType } from './drop-type.ts';
import { dropView } from './drop-view.ts';
import { duplicateColumnAssignment } from './duplicate-column-assignment.ts';
import { enableRowSecurityWithoutPolicy } from './enable-row-security-without-policy.ts';
import { enableTrigger } from './enable-trigger.ts';
import { explicitIdInsert } from './explicit-id-insert.ts';
import { forceRowSecurity } from './force-row-security.ts';
import { identifierTooLong } from './identifier-too-long.ts';
import { indexIfNotExistsConcurrently } from './index-if-not-exists-concurrently.ts';
import { lockTable } from './lock-table.ts';
import { lockTimeoutUnset } from './lock-timeout-unset.ts';
import { opaqueStatement } from './opaque-statement.ts';
import { ownerChange } from './owner-change.ts';
import { preferBigintOverInt } from './prefer-bigint-over-int.ts';
import { preferBigintOverSmallint } from './prefer-bigint-over-smallint.ts';
import { preferIdentity } from './prefer-identity.ts';
import { preferRobustStatements } from './prefer-robust-statements.ts';
import { preferTextField } from './prefer-text-field.ts';
import { preferTimestamptz } from './prefer-timestamptz.ts';
import { refreshMaterializedView } from './refresh-materialized-view.ts';
import { reindexNotConcurrently } from './reindex-not-concurrently.ts';
import { rename } from './rename.ts';
import { renameColumn } from './rename-column.ts';
import { renameTable } from './rename-table.ts';
import { replicaIdentity } from './replica-identity.ts';
import { requireEnumValueOrdering } from './require-enum-value-ordering.ts';
import { requireTableSchema } from './require-table-schema.ts';
import { revoke } from './revoke.ts';
import { securityInvokerLost } from './security-invoker-lost.ts';
import { sequenceSmallerType } from './sequence-smaller-type.ts';
import { sessionSettingLeaks } from './session-setting-leaks.ts';
import { setAccessMethod } from './set-access-method.ts';
import { setGeneratedAlways } from './set-generated-always.ts';
import { setNotNull } from './set-not-null.ts';
import { setSchema } from './set-schema.ts';
import { setStorage } from './set-storage.ts';
import { setTablespace } from './set-tablespace.ts';
import { setUnloggedOrLogged } from './set-unlogged-or-logged.ts';
import { setval } from './setval.ts';
import { severalLocksInOneTransaction } from './several-locks-in-one-transaction.ts';
import { statementTimeoutUnset } from './statement-timeout-unset.ts';
import { transactionNesting } from './transaction-nesting.ts';
import { truncate } from './truncate.ts';
import { uncommittedTransaction } from './uncommitted-transaction.ts';
import { updateOrDeleteWithoutWhere } from './update-or-delete-without-where.ts';
import { vacuumFull } from './vacuum-full.ts';
import { validateConstraintInSameTransaction } from './validate-constraint-in-same-transaction.ts';
import { workAfterLock } from './work-after-lock.ts';

/** Every lint rule. A new one is its file and a line here. */
export const lintRules: LintRule[] = [
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
  setGeneratedAlways,
  setNotNull,
  setSchema,
  setStorage,
  setTablespace,
  setUnloggedOrLogged,
  validateConstraintInSameTransaction,
  createIndexNotConcurrently,
  createUniqueIndex,
  dropIndexNotConcurrently,
  reindexNotConcurrently,
  concurrentlyInTransaction,
  indexIfNotExistsConcurrently,
  vacuumFull,
  cluster,
  dropTable,
  dropSchema,
  dropDatabase,
  dropOwned,
  dropRole,
  dropType,
  dropView,
  dropFunction,
  dropExtension,
  dropSequence,
  dropTrigger,
  dropPolicy,
  cascade,
  truncate,
  updateOrDeleteWithoutWhere,
  workAfterLock,
  severalLocksInOneTransaction,
  lockTimeoutUnset,
  lockTable,
  createTrigger,
  createRule,
  createPolicy,
  createTableWithForeignKey,
  createTablePartitionOf,
  refreshMaterializedView,
  alterTypeAddValue,
  alterTypeRenameValue,
  alterTypeAttribute,
  alterDomainConstraint,
  rename,
  setval,
  alterSequenceRestart,
  sequenceSmallerType,
  explicitIdInsert,
  duplicateColumnAssignment,
  opaqueStatement,
  revoke,
  changePublication,
  securityInvokerLost,
  transactionNesting,
  uncommittedTransaction,
  sessionSettingLeaks,
  identifierTooLong,
  statementTimeoutUnset,
  preferBigintOverInt,
  preferBigintOverSmallint,
  preferIdentity,
  preferTextField,
  preferTimestamptz,
  banCharField,
  preferRobustStatements,
  requireTableSchema,
  requireEnumValueOrdering,
  createDomainWithConstraint,
];
