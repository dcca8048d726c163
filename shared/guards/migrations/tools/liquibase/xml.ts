import type { XMLParser } from 'fast-xml-parser';
import { linesOf } from '../javascript/lines.ts';
import type { Node } from './node.ts';

type Piece = Record<string, unknown>;

let Parser: typeof XMLParser | undefined;

/** To be called before any changelog is read; only then the parser is loaded. */
export async function loadXml(): Promise<void> {
  ({ XMLParser: Parser } = await import('fast-xml-parser'));
}

/**
 * The `databaseChangeLog` of a changelog in XML; null where it has none. The parser bounds nesting and entities.
 * @throws Error for what is no XML
 */
export function xmlChangelog(text: string): Node | null {
  const Known = loaded();
  const parser = new Known({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    removeNSPrefix: true,
    processEntities: true,
    cdataPropName: '#cdata',
    captureMetaData: true,
  });
  const source = { text, lineAt: linesOf(text) };
  const found = (parser.parse(text) as Piece[]).flatMap((piece) => nodeFrom(piece, source));
  return found.find(({ name }) => name === 'databaseChangeLog') ?? null;
}

function loaded(): typeof XMLParser {
  if (Parser === undefined) throw new Error('the parser of XML is not loaded');
  return Parser;
}

interface Source {
  text: string;
  lineAt(offset: number): number;
}

function nodeFrom(piece: Piece, source: Source): Node[] {
  const name = Object.keys(piece).find((key) => key !== ':@' && !key.startsWith('#') && !key.startsWith('?'));
  if (name === undefined) return [];
  const pieces = piece[name] as Piece[];
  const meta = (piece as Record<symbol, { startIndex?: number } | undefined>)[
    loaded().getMetaDataSymbol() as unknown as symbol
  ];
  const start = meta?.startIndex ?? 0;
  const attributes = Object.entries((piece[':@'] ?? {}) as Record<string, unknown>);
  const opening = source.text.indexOf('>', start);
  return [
    {
      name,
      attributes: new Map(attributes.map(([key, value]) => [key, String(value)])),
      children: pieces.flatMap((child) => nodeFrom(child, source)),
      text: pieces.map(textIn).join(''),
      line: source.lineAt(start),
      textLine: source.lineAt(opening < 0 ? start : opening),
    },
  ];
}

function textIn(piece: Piece): string {
  const inside = piece['#cdata'] as Piece[] | undefined;
  return inside ? inside.map(textIn).join('') : String(piece['#text'] ?? '');
}
