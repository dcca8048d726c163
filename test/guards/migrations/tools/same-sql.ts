import { loadModule, parseSync } from 'libpg-query';

/**
 * SQL as PostgreSQL's parser has it, without what does not matter: where it stood. Two texts with equal trees do the same.
 * One entry a statement.
 */
export async function treesOf(text: string): Promise<unknown[]> {
  await loadModule();
  const { stmts = [] } = parseSync(text);
  return stmts.map(({ stmt }) => withoutPlaces(stmt));
}

function withoutPlaces(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutPlaces);
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node).filter(([key]) => key !== 'location' && !/^(stmt_|list_|rexpr_list_)/.test(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutPlaces(value)]));
}
