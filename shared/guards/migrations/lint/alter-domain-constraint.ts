import { inWords, nodeOf } from '../linting/names.ts';
import { nameFromList } from '../linting/names-list.ts';
import type { Hit, LintRule } from '../linting/rule.ts';
import { written, writtenName } from '../linting/written.ts';

export const alterDomainConstraint: LintRule = {
  name: 'alter-domain-constraint',
  kinds: ['AlterDomainStmt'],
  class: 'dangerous',
  hazard: 'scan',
  lock: 'ShareLock',
  title: 'A new constraint of a domain reads every table that uses the domain, and keeps writers out meanwhile.',
  why: 'PostgreSQL checks every column of the domain, in whatever table, under a SHARE lock on each until the transaction ends. NOT VALID leaves the rows that are there unchecked; VALIDATE CONSTRAINT takes the same lock later, at a time of your choice. A CHECK on the table itself can be validated without keeping writers out.',
  versions: '',
  recipe: [
    'Add the constraint as NOT VALID.',
    'Find and repair the values that violate it.',
    'VALIDATE CONSTRAINT while few write; or use a CHECK on each table instead of the domain.',
  ],
  example: {
    setup: 'CREATE DOMAIN amount AS numeric; CREATE TABLE orders (id bigint PRIMARY KEY, total amount);',
    unsafe: 'ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE > 0);',
    safe: 'ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;',
  },
  judge(statement, context): Hit[] {
    const node = nodeOf(statement, 'AlterDomainStmt');
    const domain = nameFromList(node?.typeName);
    if (!node || context.isNew(domain)) return [];
    const message = `writes to every table with a column of ${inWords(domain)} wait while all of it is read`;
    // By PostgreSQL's letters: C adds a constraint, O is SET NOT NULL, V validates.
    if (node.subtype === 'O') {
      return [
        {
          message,
          sql: [
            `ALTER DOMAIN ${writtenName(domain)} ADD CONSTRAINT ${written(`${domain.name}_not_null`)} CHECK (VALUE IS NOT NULL) NOT VALID;`,
          ],
        },
      ];
    }
    if (node.subtype === 'V') return [{ class: 'careful', message }];
    const constraint = node.def && 'Constraint' in node.def ? node.def.Constraint : undefined;
    if (node.subtype !== 'C' || constraint?.skip_validation) return [];
    return [{ message, sql: [`${statement.sql} NOT VALID;`] }];
  },
};
