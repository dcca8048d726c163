import { nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const dropRole: LintRule = {
  name: 'drop-role',
  kinds: ['DropRoleStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'DROP ROLE locks out whoever still logs in as it, or through it.',
  why: 'Roles belong to the whole server, not to one database: what another application does as that role fails as well, from its next connection on, and members lose the rights that they had by it. It fails where the role owns anything or was granted anything, in any database.',
  versions: '',
  recipe: [
    'Take its login away first, and wait: ALTER ROLE ... NOLOGIN. That is taken back in a moment.',
    'Give what it owns to another role: REASSIGN OWNED BY ... TO ..., in every database.',
    'Then drop it.',
  ],
  example: {
    setup: '',
    unsafe: 'DROP ROLE reporting;',
    safe: "COMMENT ON ROLE CURRENT_USER IS 'unused since release 41';",
  },
  judge(statement) {
    const roles = nodeOf(statement, 'DropRoleStmt')?.roles ?? [];
    return roles.flatMap((each) => {
      const name = 'RoleSpec' in each ? each.RoleSpec.rolename : undefined;
      return name === undefined
        ? []
        : [{ message: `whoever still logs in as ${name}, or has rights through it, fails` }];
    });
  },
};
