/** A node of a graph of migrations, and those that it comes after. */
export interface GraphNode {
  id: string;
  parents: string[];
}

/** The nodes with every parent before its children; of those that could come next, the one with the least id. */
export function inOrder<Node extends GraphNode>(nodes: Node[]): { sorted: Node[]; inCycles: Node[] } {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const waiting = new Map(nodes.map(({ id, parents }) => [id, new Set(parents.filter((parent) => byId.has(parent)))]));
  const children = Map.groupBy(
    nodes.flatMap((node) => [...new Set(node.parents)].map((parent) => ({ parent, node }))),
    ({ parent }) => parent,
  );
  const ready = nodes.filter(({ id }) => waiting.get(id)?.size === 0).sort(byIds);
  const sorted: Node[] = [];
  for (let node = ready.shift(); node; node = ready.shift()) {
    sorted.push(node);
    for (const { node: child } of children.get(node.id) ?? []) {
      const left = waiting.get(child.id);
      if (left?.delete(node.id) && left.size === 0) insert(ready, child);
    }
  }
  const done = new Set(sorted);
  return { sorted, inCycles: nodes.filter((node) => !done.has(node)).sort(byIds) };
}

/** The nodes that no other comes after. */
export function leavesOf<Node extends GraphNode>(nodes: Node[]): Node[] {
  const parents = new Set(nodes.flatMap((node) => node.parents));
  return nodes.filter(({ id }) => !parents.has(id));
}

function insert<Node extends GraphNode>(ready: Node[], node: Node): void {
  const place = ready.findIndex((other) => byIds(node, other) < 0);
  ready.splice(place < 0 ? ready.length : place, 0, node);
}

function byIds(one: GraphNode, other: GraphNode): number {
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}
