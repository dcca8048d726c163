import type { DifferenceEntry, Report } from '../../model/report.ts';
import {
  comparedSentence,
  countInWords,
  counting,
  isOnDifference,
  listedDifferences,
  sourceInWords,
} from '../difference-cells.ts';
import { treeOf } from '../difference-tree.ts';
import { visible } from '../printable.ts';
import { differenceRow, type Sides } from './difference.ts';
import { explained, titleOf } from './explained.ts';
import { folded, leftOut, listed } from './lists.ts';
import { html, type Markup } from './markup.ts';
import { heading, idOf, type Place, section } from './place.ts';

/** So many stand open. */
const open = 60;

/** The two schemas side by side, by schema and table, for each that the target was compared with. */
export function differencesPart(report: Report, place: Place): Markup | undefined {
  const { compared = [], differences = [], target } = report;
  if (compared.length === 0 && differences.length === 0) return undefined;
  const groups = Map.groupBy(listedDifferences({ differences }), (difference) => difference.with);
  const ignored = differences.filter((each) => each.ignored !== undefined);
  const note = counting(differences).length > 0 ? {} : { note: comparedSentence(compared, differences) };
  return section(place, { name: 'differences', title: 'Schema', ...note }, [
    ...[...groups].map(([name, group]) => {
      const sides = { from: sourceInWords(name), to: visible(target.name), texts: place.texts };
      return comparison(group, sides, place);
    }),
    ignoredPart(ignored),
    ...codesIn(report).map(
      (code) => html`<div${idOf(place, code)}>${explained(code, `${code}: ${titleOf(code)}`)}</div>
`,
    ),
  ]);
}

function comparison(group: DifferenceEntry[], sides: Sides, place: Place): Markup {
  const title = html`${sides.to} beside ${sides.from} <small>${countInWords(group)}</small>`;
  return html`${heading(place, title, 1)}
${listed(group, { open, noun: 'difference' }, (some) => html`<div class="differences">${branches(some, sides)}</div>`)}`;
}

function branches(some: DifferenceEntry[], sides: Sides): Markup[] {
  return treeOf(some).flatMap(({ schema, leaves, tables }) => [
    ...named(
      schema,
      leaves.map((leaf) => differenceRow(leaf, sides)),
    ),
    ...tables.flatMap(({ table, leaves: own }) =>
      named(
        `${schema}.${table}`,
        own.map((leaf) => differenceRow(leaf, sides)),
      ),
    ),
  ]);
}

function named(name: string, rows: Markup[]): Markup[] {
  if (rows.length === 0) return [];
  return [
    html`${name === '' ? undefined : html`<p class="branch"><code>${visible(name)}</code></p>`}<ul>${rows}</ul>
`,
  ];
}

function ignoredPart(ignored: DifferenceEntry[]): Markup {
  if (ignored.length === 0) return html``;
  const shown = ignored.slice(0, open);
  const rows = shown.map(
    ({
      kind,
      object,
      ignored: reason = '',
    }) => html`<li>${kind} <code>${visible(object)}</code>: ${visible(reason)}</li>
`,
  );
  return folded(
    { summary: `${ignored.length} ignored by the configuration` },
    html`<ul>${rows}</ul>${leftOut(ignored.length - shown.length, 'difference')}`,
  );
}

/** Codes that are told here and not among the findings. */
function codesIn({ findings, differences = [] }: Report): string[] {
  if (counting(differences).length === 0) return [];
  const codes = findings.filter(isOnDifference).map(({ code }) => code);
  return [...new Set(codes)].filter((code) => code !== 'schema/drift');
}
