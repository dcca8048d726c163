import type { Node } from '@pgsql/types';
import { nodeOf } from './names.ts';
import { wordsOf } from './names-list.ts';
import type { Statement } from './statement.ts';

/** Whether lock_timeout is set, statement by statement. */
export interface LockTimeout {
  isSet(): boolean;
  pass(statement: Statement): void;
}

/** `before`: it is set for the role or the database at hand. SET LOCAL lasts until the transaction ends. */
export function lockTimeout(before: boolean): LockTimeout {
  let session = before;
  let local: boolean | null = null;
  return {
    isSet: () => local ?? session,
    pass(statement) {
      const kind = nodeOf(statement, 'TransactionStmt')?.kind;
      if (kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK') local = null;
      const change = changeIn(statement, before);
      if (change === null) return;
      if (change.local) local = statement.inTransaction ? change.set : local;
      else {
        session = change.set;
        local = null;
      }
    },
  };
}

function changeIn(statement: Statement, before: boolean): { set: boolean; local: boolean } | null {
  const node = nodeOf(statement, 'VariableSetStmt');
  if (node?.kind === 'VAR_RESET_ALL') return { set: before, local: false };
  if (node?.name === 'lock_timeout') {
    const set = node.kind === 'VAR_SET_VALUE' ? isTime(node.args?.[0]) : before;
    return { set, local: node.is_local === true };
  }
  return configIn(statement);
}

/** `SELECT set_config('lock_timeout', '2s', true)`. */
function configIn(statement: Statement): { set: boolean; local: boolean } | null {
  for (const target of nodeOf(statement, 'SelectStmt')?.targetList ?? []) {
    const value = 'ResTarget' in target ? target.ResTarget.val : undefined;
    const call = value && 'FuncCall' in value ? value.FuncCall : undefined;
    if (wordsOf(call?.funcname).at(-1) !== 'set_config' || textOf(call?.args?.[0]) !== 'lock_timeout') continue;
    const third = call?.args?.[2];
    const constant = third && 'A_Const' in third ? third.A_Const : undefined;
    return { set: isTime(call?.args?.[1]), local: constant?.boolval?.boolval === true };
  }
  return null;
}

function isTime(node: Node | undefined): boolean {
  const text = textOf(node);
  return text !== null && !/^\s*0+(\.0*)?\s*[a-z]*\s*$/i.test(text);
}

function textOf(node: Node | undefined): string | null {
  const constant = node && 'A_Const' in node ? node.A_Const : undefined;
  if (constant?.sval !== undefined) return constant.sval.sval ?? '';
  if (constant?.ival !== undefined) return String(constant.ival.ival ?? 0);
  return constant?.fval?.fval ?? null;
}
