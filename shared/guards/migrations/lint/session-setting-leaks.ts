import { nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Statement } from '../linting/statement.ts';
import { callsIn, textOf } from '../linting/walk.ts';

/** What changes the meaning of statements that come later in the same session. */
const settings = [
  'role',
  'session_authorization',
  'search_path',
  'session_replication_role',
  'row_security',
  'default_tablespace',
];

export const sessionSettingLeaks: LintRule = {
  name: 'session-setting-leaks',
  kinds: ['SelectStmt', 'VariableSetStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'SET without LOCAL lasts: the next migrations, and the tool itself, run with it.',
  why: "The tool goes on in the same session. With another search_path it does not find its own history table, or makes a second one; with another role the next objects have another owner; with session_replication_role = 'replica' no trigger runs and no foreign key is checked. pg_dump begins its files with such a line.",
  versions: '',
  example: {
    setup: '',
    unsafe: "SET session_replication_role = 'replica';",
    safe: "BEGIN; SET LOCAL session_replication_role = 'replica'; COMMIT;",
  },
  judge(statement, { after }) {
    const name = setBy(statement);
    if (name === null || after.some((later) => resets(later, name))) return [];
    return [
      {
        message: `${name} stays set for whatever comes next in this session`,
        sql: [
          statement.inTransaction ? local(statement) : `${statement.sql};`,
          ...(statement.inTransaction ? [] : ['-- ...', `RESET ${name};`]),
        ],
      },
    ];
  },
};

function setBy(statement: Statement): string | null {
  const node = nodeOf(statement, 'VariableSetStmt');
  const sets = node?.kind === 'VAR_SET_VALUE' || node?.kind === 'VAR_SET_CURRENT';
  if (node && sets && !node.is_local && settings.includes(node.name ?? '')) return node.name ?? null;
  if (!nodeOf(statement, 'SelectStmt')) return null;
  const call = callsIn(statement.node).find(({ path }) => path.at(-1) === 'set_config')?.call;
  const name = textOf(call?.args?.[0]);
  const third = call?.args?.[2];
  const lasts = third !== undefined && 'A_Const' in third && third.A_Const.boolval?.boolval !== true;
  return name !== null && lasts && settings.includes(name) ? name : null;
}

function resets(statement: Statement, name: string): boolean {
  const node = nodeOf(statement, 'VariableSetStmt');
  if (!node || node.is_local) return false;
  return (
    node.kind === 'VAR_RESET_ALL' ||
    ((node.kind === 'VAR_RESET' || node.kind === 'VAR_SET_DEFAULT') && node.name === name)
  );
}

function local({ sql }: Statement): string {
  return `${sql.replace(/^SET\s+(?:SESSION\s+(?!AUTHORIZATION))?/i, 'SET LOCAL ').replace(/(set_config\(.*),\s*false\s*\)/i, '$1, true)')};`;
}
