import type * as Yaml from 'yaml';
import type { Node } from './node.ts';

let yaml: typeof Yaml | undefined;

/** To be called before any changelog is read; only then the parser is loaded. */
export async function loadYaml(): Promise<void> {
  yaml = await import('yaml');
}

/**
 * The `databaseChangeLog` of a changelog in YAML or JSON, in the shape of XML; null where it has none.
 * @throws Error for what is neither
 */
export function yamlChangelog(text: string): Node | null {
  if (yaml === undefined) throw new Error('the parser of YAML is not loaded');
  const { isMap, isScalar, isSeq, LineCounter, parseDocument } = yaml;
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, maxAliasCount: 100 } as Parameters<
    typeof parseDocument
  >[1]);
  const [error] = document.errors;
  if (error) throw error;
  const line = (node: unknown) => {
    const range = (node as { range?: [number, number, number] | null }).range;
    return range ? counter.linePos(range[0]).line : 1;
  };
  const node = (name: string, value: unknown, at: number): Node => {
    const made: Node = { name, attributes: new Map(), children: [], text: '', line: at, textLine: at };
    if (isScalar(value)) {
      made.text = String(value.value ?? '');
      // A block begins below its mark.
      made.textLine = line(value) + (value.type === 'BLOCK_LITERAL' || value.type === 'BLOCK_FOLDED' ? 1 : 0);
    }
    for (const item of isSeq(value) ? value.items : [value]) if (isMap(item)) fill(made, item);
    return made;
  };
  const fill = (made: Node, map: { items: { key: unknown; value: unknown }[] }) => {
    for (const { key, value } of map.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (isScalar(value) && value.value !== null) made.attributes.set(name, String(value.value));
      // `changes`, `columns` and `rollback` only hold the elements that XML has in their place.
      const child = node(name, value, line(key));
      if (isSeq(value) && /^(changes|columns)$/.test(name)) made.children.push(...child.children);
      else made.children.push(child);
    }
  };
  const root = document.contents;
  const own = isMap(root)
    ? root.items.find(({ key }) => isScalar(key) && key.value === 'databaseChangeLog')
    : undefined;
  return own ? node('databaseChangeLog', own.value, line(own.key)) : null;
}
