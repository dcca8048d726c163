/** A piece of a changelog, whatever it is written in: `createTable` with its attributes and what stands in it. */
export interface Node {
  name: string;
  attributes: Map<string, string>;
  children: Node[];
  /** its text, where it has one: `<sql>...</sql>` */
  text: string;
  /** of the element */
  line: number;
  /** of the text */
  textLine: number;
}

/** An attribute, or the text of the child of that name: `where` is either. */
export function saidBy(node: Node, name: string): string | undefined {
  return node.attributes.get(name) ?? node.children.find((child) => child.name === name)?.text;
}

export function childrenNamed(node: Node, name: string): Node[] {
  return node.children.filter((child) => child.name === name);
}
