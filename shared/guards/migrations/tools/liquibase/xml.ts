import { XMLParser } from 'fast-xml-parser';
import { linesOf } from '../javascript/lines.ts';
import type { Node } from './node.ts';

type Piece = Record<string, unknown>;

/**
 * The `databaseChangeLog` of a changelog in XML; null where it has none. The parser bounds nesting and entities.
 * @throws Error for what is no XML
 */
export function xmlChangelog(text: string): Node | null {
  const parser = new XMLParser({
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

interface Source {
  text: string;
  lineAt(offset: number): number;
}

function nodeFrom(piece: Piece, source: Source): Node[] {
  const name = Object.keys(piece).find((key) => key !== ':@' && !key.startsWith('#') && !key.startsWith('?'));
  if (name === undefined) return [];
  const pieces = piece[name] as Piece[];
  const meta = (piece as Record<symbol, { startIndex?: number } | undefined>)[
    XMLParser.getMetaDataSymbol() as unknown as symbol
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
