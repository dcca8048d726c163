import type { DeleteStmt, MergeStmt, Node, UpdateStmt } from '@pgsql/types';
import { nodeOf } from './names.ts';
import type { Statement } from './statement.ts';

/** A statement, or a WITH of it, that writes rows of a table. `nested`: it is a WITH. */
export interface Write {
  kind: 'update' | 'delete' | 'merge';
  node: UpdateStmt & DeleteStmt & MergeStmt;
  nested: boolean;
}

/** What a statement writes without a condition that a row could fail: no WHERE, `WHERE true`, `WHERE 1 = 1`. */
export function wholeWritesOf(statement: Pick<Statement, 'node'>): Write[] {
  return [...writesIn(statement.node, false), ...writesIn(statement.node, true)].filter(isWhole);
}

const kinds = { UpdateStmt: 'update', DeleteStmt: 'delete', MergeStmt: 'merge' } as const;

/** PostgreSQL lets a WITH write only where it stands in front of the whole statement. */
function writesIn(node: Node, nested: boolean): Write[] {
  const [name = '', body] = Object.entries(node)[0] ?? [];
  if (!nested) {
    const kind = kinds[name as keyof typeof kinds];
    return kind === undefined ? [] : [{ kind, node: body as Write['node'], nested }];
  }
  const ctes = (body as { withClause?: { ctes?: Node[] } }).withClause?.ctes ?? [];
  return ctes.flatMap((each) => {
    const query = nodeOf({ node: each }, 'CommonTableExpr')?.ctequery;
    return query ? writesIn(query, false).map((write) => ({ ...write, nested })) : [];
  });
}

function isWhole({ kind, node }: Write): boolean {
  if (kind === 'merge') return mergesAll(node);
  return node.whereClause === undefined || isTrue(node.whereClause);
}

/**
 * Whether MERGE changes rows of its table by no condition but that they have a partner in all of another table, or none.
 * Of a query as its source nobody knows how much it returns.
 */
function mergesAll({ joinCondition, sourceRelation, mergeWhenClauses = [] }: MergeStmt): boolean {
  const all = isTrue(joinCondition) || (sourceRelation !== undefined && 'RangeVar' in sourceRelation);
  return mergeWhenClauses.some((each) => {
    const clause = nodeOf({ node: each }, 'MergeWhenClause');
    const changes = clause?.commandType === 'CMD_UPDATE' || clause?.commandType === 'CMD_DELETE';
    const bySource = clause?.matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE';
    return changes && (all || bySource) && (clause.condition === undefined || isTrue(clause.condition));
  });
}

/** Whether a condition is true whatever the row holds, as people write it who are asked for a WHERE. */
export function isTrue(node: Node | undefined): boolean {
  if (node === undefined) return false;
  if ('A_Const' in node) return node.A_Const.boolval?.boolval === true;
  if ('TypeCast' in node) return isTrue(node.TypeCast.arg);
  if ('A_Expr' in node) {
    const { kind, name = [], lexpr, rexpr } = node.A_Expr;
    const [operator] = name;
    const equals = operator !== undefined && 'String' in operator && operator.String.sval === '=';
    return kind === 'AEXPR_OP' && equals && constant(lexpr) !== null && constant(lexpr) === constant(rexpr);
  }
  if (!('BoolExpr' in node)) return false;
  const { boolop, args = [] } = node.BoolExpr;
  if (boolop === 'AND_EXPR') return args.every(isTrue);
  if (boolop === 'OR_EXPR') return args.some(isTrue);
  const [only] = args;
  return only !== undefined && 'A_Const' in only && only.A_Const.boolval?.boolval !== true && !!only.A_Const.boolval;
}

/** A constant without its place in the text; null where it is none. `NULL = NULL` is not true. */
function constant(node: Node | undefined): string | null {
  if (!node || !('A_Const' in node) || node.A_Const.isnull) return null;
  const { location: _place, ...value } = node.A_Const;
  return JSON.stringify(value);
}
