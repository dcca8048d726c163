import type { Guard } from '../guard.ts';
import type { DataFacts } from './data-facts.ts';
import { entriesOf } from './entries.ts';
import { dataFacts } from './facts.ts';
import { fixData } from './fix.ts';
import { repairableNamesQuery } from './repairs/names-query.ts';
import { rules } from './rules/index.ts';
import { scriptOf } from './script.ts';
import { verifyData } from './verify.ts';

/** Whether the rows keep what the schema promises: references, keys, indexes, and as many of them as elsewhere. */
export const data: Guard<DataFacts> = {
  name: 'data',
  facts: dataFacts,
  rules,
  examined: ({ tables }) => tables,
  entries: entriesOf,
  named: repairableNamesQuery,
  fix: fixData,
  script: scriptOf,
  verify: verifyData,
};
