import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const revoke: LintRule = {
  name: 'revoke',
  kinds: ['AlterDefaultPrivilegesStmt', 'GrantRoleStmt', 'GrantStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'REVOKE takes rights away from the code that runs.',
  why: 'The next statement of a role that needs the right fails with "permission denied". Which roles the application, its jobs and its reports use is rarely written in one place. REVOKE ... FROM PUBLIC touches all of them that were never granted the right themselves.',
  versions: '',
  recipe: [
    'Find out who has the right: \\dp in psql, or information_schema.role_table_grants.',
    'Grant it to those who need it by name, in an earlier migration.',
    'Then revoke it from the others.',
  ],
  example: {
    setup: '',
    unsafe: 'REVOKE CREATE ON SCHEMA public FROM PUBLIC;',
    safe: 'GRANT USAGE ON SCHEMA public TO PUBLIC;',
  },
  judge(statement, context) {
    const role = nodeOf(statement, 'GrantRoleStmt');
    if (role && role.is_grant !== true)
      return [{ message: 'a role loses its membership, and the rights that came with it' }];
    const defaults = nodeOf(statement, 'AlterDefaultPrivilegesStmt')?.action;
    if (defaults && defaults.is_grant !== true)
      return [{ message: 'roles have fewer rights on what is made from now on: what needs them there fails' }];
    const node = defaults ? null : nodeOf(statement, 'GrantStmt');
    if (!node || node.is_grant === true) return [];
    const objects = (node.objects ?? []).flatMap((each) => ('RangeVar' in each ? [nameFrom(each.RangeVar)] : []));
    const there = objects.filter((name) => !context.isNew(name));
    if (objects.length > 0 && there.length === 0) return [];
    const [table] = there;
    const where = table === undefined ? '' : ` on ${inWords(table)}`;
    return [{ message: `roles lose rights${where}: what needs them fails`, ...(table === undefined ? {} : { table }) }];
  },
};
