import { createHash } from 'node:crypto';
import type { Report, Reports, Result } from '../../model/report.ts';
import type { FormatOptions } from '../formats/format.ts';
import { visible } from '../printable.ts';
import { endsDiff } from '../text-diff.ts';
import { label, signOf } from './labels.ts';
import { html, type Markup, textOf, verbatim } from './markup.ts';
import { anchor, idOf, type Place } from './place.ts';
import { reportPart } from './report.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/**
 * A whole page on one report, or on those of several targets. Nothing of it comes from elsewhere and nothing of the data is
 * markup; if something ever were, its policy would let it do nothing: our own style and script are named by their digests.
 */
export function page(result: Result, { texts = endsDiff }: Pick<FormatOptions, 'texts'> = {}): string {
  const content =
    'reports' in result
      ? severalPart(result, texts)
      : reportPart(result, { prefix: '', level: 2, texts, taken: new Set() });
  return textOf(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${result.summary}</title>
<style>${verbatim(style)}</style>
</head>
<body>
<header class="top"><span class="brand">Lockstep</span> <span>${result.operation}</span> <span>${whenOf(result)}</span></header>
<main>
${content}</main>
<script>${verbatim(script)}</script>
</body>
</html>
`);
}

function whenOf(result: Result): string {
  const [first] = 'reports' in result ? result.reports : [result];
  return first === undefined ? '' : `${first.startedAt.slice(0, 19).replace('T', ' ')} UTC`;
}

/** The sentence on all targets, a line for each, and then one report after the other. */
function severalPart({ verdict, summary, reports }: Reports, texts: Place['texts']): Markup {
  const taken = new Set<string>();
  return html`<div class="verdict ${verdict}">
<p><span class="word"><span aria-hidden="true">${signOf(verdict)}</span> ${verdict}</span></p>
<h1 class="several">${summary}</h1>
</div>
<ul class="guards">${reports.map(lineOf)}</ul>
${reports.map((report) => {
  const place = { prefix: prefixOf(report), level: 3, texts, taken };
  return html`<section class="target"${idOf(place, 'report')}>${reportPart(report, place)}</section>
`;
})}`;
}

function prefixOf({ target }: Report): string {
  return `${target.name}/`;
}

function lineOf(report: Report): Markup {
  const { verdict, target, summary } = report;
  const link = anchor({ prefix: prefixOf(report) }, 'report');
  return html`<li>${label(verdict)} <a href="#${link}">${visible(target.name)}</a> <span>${summary}</span></li>
`;
}

const policy = [
  "default-src 'none'",
  `style-src '${digestOf(style)}'`,
  `script-src '${digestOf(script)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
