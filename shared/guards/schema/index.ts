import type { Guard } from '../guard.ts';
import { entriesOf, examinedIn } from './entries.ts';
import { schemaFacts } from './facts.ts';
import { fixSchema } from './fix.ts';
import { keptOf } from './kept.ts';
import { rules } from './rules/index.ts';
import type { SchemaFacts } from './schema-facts.ts';
import { verifySchema } from './verify.ts';

/** What the database's schema is, beside what it should be: another environment's, the migrations', the configuration's. */
export const schema: Guard<SchemaFacts> = {
  name: 'schema',
  facts: schemaFacts,
  rules,
  examined: examinedIn,
  entries: entriesOf,
  keeps: keptOf,
  fix: fixSchema,
  script: () => [],
  verify: verifySchema,
};
