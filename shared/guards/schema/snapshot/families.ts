import { columnFamily } from './columns.ts';
import { commentFamily } from './comments.ts';
import { constraintFamily } from './constraints.ts';
import { domainFamily } from './domains.ts';
import { enumFamily } from './enums.ts';
import { extensionFamily } from './extensions.ts';
import type { Family } from './family.ts';
import { functionFamily } from './functions.ts';
import { grantFamily } from './grants.ts';
import { indexFamily } from './indexes.ts';
import { policyFamily } from './policies.ts';
import { schemaFamily } from './schemas.ts';
import { sequenceFamily } from './sequences.ts';
import { tableFamily } from './tables.ts';
import { triggerFamily } from './triggers.ts';
import { typeFamily } from './types.ts';
import { viewFamily } from './views.ts';

export const families: Family[] = [
  schemaFamily,
  extensionFamily,
  enumFamily,
  domainFamily,
  typeFamily,
  sequenceFamily,
  tableFamily,
  columnFamily,
  constraintFamily,
  indexFamily,
  functionFamily,
  viewFamily,
  triggerFamily,
  policyFamily,
  grantFamily,
  commentFamily,
];
