import type { DifferenceEntry } from '../../model/report.ts';
import { usualValue } from '../../model/usual.ts';
import { isLong, isNoted, mark } from '../difference-cells.ts';
import type { Leaf } from '../difference-tree.ts';
import { pasteable } from '../pasteable.ts';
import { visible } from '../printable.ts';
import type { Piece, TextDiff } from '../text-diff.ts';
import { pasted } from './code.ts';
import { label, type Tone } from './labels.ts';
import { folded } from './lists.ts';
import { html, lines, type Markup } from './markup.ts';

/** What the target is compared with, and the target, as people call them. */
export interface Sides {
  from: string;
  to: string;
  texts: TextDiff;
}

const words = { removed: 'missing', added: 'more', changed: 'other' } as const;

/** Characters of both sides of a text that stands open. */
const short = 2_000;

/** One difference: what it should be at the left, what it is at the right. */
export function differenceRow({ name, entry }: Leaf, sides: Sides): Markup {
  const { kind, change, severity, sql, decide } = entry;
  const tone: Tone = severity;
  const note = isNoted(entry) ? html` <small>for information</small>` : undefined;
  return html`<li class="difference"><p>${label(tone, `${mark[change]} ${words[change]}`)} ${kind} <code>${visible(name)}</code>${note}</p>
${sidesOf(entry, sides)}${remarksOn(entry)}${pasted(sql === undefined || decide !== undefined ? [] : pasteable(sql))}</li>
`;
}

function sidesOf(entry: DifferenceEntry, sides: Sides): Markup[] {
  const { kind, change, detail, properties = [] } = entry;
  if (change === 'removed') return [beside('', detail || 'there', 'missing', sides)];
  if (change === 'added') return [beside('', 'missing', detail || 'there', sides)];
  if (properties.length === 0) return [html`<p>${visible(detail)}</p>`];
  return properties.map(({ name, from, to }) => {
    if (from !== null && to !== null && isLong(from, to)) return within(name, { from, to }, sides);
    const usual = usualValue(kind, name);
    return beside(name, from ?? usual, to ?? usual, sides);
  });
}

function beside(name: string, from: string, to: string, sides: Sides): Markup {
  return html`<dl class="sides"><div><dt>${sides.from}</dt><dd>${named(name)}${visible(from)}</dd></div><div><dt>${sides.to}</dt><dd>${named(name)}${visible(to)}</dd></div></dl>
`;
}

function named(name: string): Markup | undefined {
  return name === '' ? undefined : html`<small>${visible(name)}</small> `;
}

/** A long text: what only the one has is struck out, what only the target has is underlined. */
function within(name: string, { from, to }: { from: string; to: string }, { texts, ...sides }: Sides): Markup {
  const several = from.includes('\n') || to.includes('\n');
  const pieces = several ? texts.lines(from, to) : texts.words(from, to);
  const key = html`<p class="key"><small><del>only in ${sides.from}</del> <ins>only in ${sides.to}</ins></small></p>`;
  const open = from.length + to.length < short;
  return folded({ summary: `${visible(name)} differs`, open }, html`${key}<pre>${pieces.map(piece)}</pre>`);
}

function piece({ in: side, text }: Piece): Markup {
  const content = lines(text.replaceAll('\t', '  ').split('\n'));
  if (side === 'both') return content;
  return side === 'from' ? html`<del>${content}</del>` : html`<ins>${content}</ins>`;
}

function remarksOn({ migration, renamed, decide }: DifferenceEntry): Markup[] {
  return [
    ...(migration === undefined ? [] : [`${visible(migration)} makes it`]),
    ...(renamed === undefined ? [] : [`the same as ${visible(renamed)}, under another name`]),
    ...(decide === undefined ? [] : [`to decide: ${visible(decide)}`]),
  ].map((remark) => html`<p class="evidence">${remark}</p>`);
}
