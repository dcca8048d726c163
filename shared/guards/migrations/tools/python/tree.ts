import type { SyntaxNode } from '@lezer/common';

/** The children of a node, without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child);
  }
  return children;
}

/** The children of a node, taken apart at its commas: one list an argument, an item, a target. */
export function betweenCommas(children: SyntaxNode[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.name === ',') groups.push([]);
    else groups.at(-1)?.push(child);
  }
  return groups.filter((group) => group.length > 0);
}

/** Every node of that name at or below a node, without going into nodes of the names `except`. */
export function within(node: SyntaxNode, name: string, except: string[] = []): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const pending = [node];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.name === name) found.push(next);
    if (next === node || !except.includes(next.name)) pending.push(...childrenOf(next));
  }
  return found;
}
