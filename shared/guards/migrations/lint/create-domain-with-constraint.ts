import { inWords, nodeOf } from '../linting/names.ts';
import { nameFromList } from '../linting/names-list.ts';
import type { LintRule } from '../linting/rule.ts';

export const createDomainWithConstraint: LintRule = {
  name: 'create-domain-with-constraint',
  kinds: ['CreateDomainStmt'],
  off: true,
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'A domain with a constraint makes every later ADD COLUMN of it a rewrite.',
  why: 'Making the domain costs nothing. But a column of it cannot be added without writing the whole table anew, and another constraint reads every table that uses it. The rules for those statements say so when it comes to that, so this one is off by default.',
  versions: '',
  example: {
    setup: '',
    unsafe: 'CREATE DOMAIN amount AS numeric CHECK (VALUE > 0);',
    safe: 'CREATE DOMAIN amount AS numeric;',
  },
  judge(statement) {
    const node = nodeOf(statement, 'CreateDomainStmt');
    const constraints = (node?.constraints ?? []).flatMap((each) =>
      'Constraint' in each ? [each.Constraint.contype] : [],
    );
    if (!constraints.some((type) => type === 'CONSTR_CHECK' || type === 'CONSTR_NOTNULL')) return [];
    return [
      {
        message: `columns of ${inWords(nameFromList(node?.domainname))} cannot be added without a rewrite of their table`,
      },
    ];
  },
};
