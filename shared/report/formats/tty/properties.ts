import type { DifferenceEntry } from '../../../model/report.ts';
import { usualValue } from '../../../model/usual.ts';
import { plural } from '../../counts.ts';
import { isLong } from '../../difference-cells.ts';
import { visible } from '../../printable.ts';
import type { Piece } from '../../text-diff.ts';
import { indented, wrap } from '../../wrap.ts';
import type { Style } from './style.ts';

/** Lines around those of a long definition that differ. */
const context = 2;

interface Sides {
  name: string;
  target: string;
  style: Style;
}

/** What an object differs in: both values of a short property, what differs within a long one. */
export function propertyLines({ kind, detail, properties = [] }: DifferenceEntry, sides: Sides): string[] {
  const { width } = sides.style;
  if (properties.length === 0) return wrap(visible(detail), width - 8);
  return properties.flatMap(({ name, from, to }) => {
    if (from !== null && to !== null && isLong(from, to)) {
      return [`${visible(name)}:`, ...indented(within(from, to, sides.style))];
    }
    const usual = usualValue(kind, name);
    const values = [`${visible(from ?? usual)} in ${sides.name}`, `${visible(to ?? usual)} in ${sides.target}`];
    return wrap(`${visible(name)}: ${values.join(', ')}`, width - 8);
  });
}

function within(from: string, to: string, style: Style): string[] {
  return from.includes('\n') || to.includes('\n')
    ? hunks(style.texts.lines(from, to), style)
    : [
        style.texts
          .words(from, to)
          .map((piece) => marked(piece, style))
          .join(''),
      ];
}

/** As git writes it: [-only in what should be-]{+only in what is+}. */
function marked({ in: side, text }: Piece, { paint }: Style): string {
  const plain = visible(text);
  if (side === 'both') return plain;
  return side === 'from' ? paint.red(`[-${plain}-]`) : paint.green(`{+${plain}+}`);
}

/** The lines that differ, with a few around them. */
function hunks(pieces: Piece[], { paint }: Style): string[] {
  return pieces.flatMap(({ in: side, text }, at) => {
    const lines = text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => visible(line.replaceAll('\t', '  ')));
    if (side === 'from') return lines.map((line) => paint.red(`- ${line}`));
    if (side === 'to') return lines.map((line) => paint.green(`+ ${line}`));
    const before = at === 0 ? [] : lines.slice(0, context);
    const after = at === pieces.length - 1 ? [] : lines.slice(Math.max(before.length, lines.length - context));
    const hidden = lines.length - before.length - after.length;
    const gap = hidden > 0 ? [`  ... ${plural(hidden, 'line')} alike`] : [];
    return [...before.map((line) => `  ${line}`), ...gap, ...after.map((line) => `  ${line}`)].map(paint.dim);
  });
}
