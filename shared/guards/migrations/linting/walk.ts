import type { FuncCall, Node } from '@pgsql/types';
import { wordsOf } from './names-list.ts';

/** Every call of a function within a parse tree, in the order of the text. */
export function callsIn(tree: unknown): { path: string[]; call: FuncCall }[] {
  const found: { path: string[]; call: FuncCall }[] = [];
  walk(tree, (kind, node) => {
    if (kind !== 'FuncCall') return;
    const call = node as FuncCall;
    found.push({ path: wordsOf(call.funcname), call });
  });
  return found;
}

/** The text of a constant, casts taken off; null where it is none. */
export function textOf(node: Node | undefined): string | null {
  if (node && 'TypeCast' in node) return textOf(node.TypeCast.arg);
  if (!node || !('A_Const' in node)) return null;
  return node.A_Const.sval?.sval ?? null;
}

/** A whole number that stands in the text; null where it is none. */
export function numberOf(node: Node | undefined): bigint | null {
  if (node && 'TypeCast' in node) return numberOf(node.TypeCast.arg);
  if (!node || !('A_Const' in node)) return null;
  const { ival, fval } = node.A_Const;
  // The parser leaves a zero out.
  if (ival) return BigInt(ival.ival ?? 0);
  return /^\d+$/.test(fval?.fval ?? '') ? BigInt(fval?.fval ?? 0) : null;
}

/** Visits every node of a parse tree with its kind, outermost first. */
export function walk(tree: unknown, visit: (kind: string, node: unknown) => void): void {
  if (Array.isArray(tree)) {
    for (const each of tree) walk(each, visit);
    return;
  }
  if (typeof tree !== 'object' || tree === null) return;
  for (const [kind, node] of Object.entries(tree)) {
    visit(kind, node);
    walk(node, visit);
  }
}
