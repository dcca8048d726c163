import { notKept } from '../../../shared/answer/problem.ts';
import type { HttpAnswer } from '../../../shared/invocation/http.ts';
import { version } from '../../../shared/model/version.ts';
import { html, type Markup, textOf } from '../../../shared/report/html/markup.ts';

/**
 * What every answer of the page has. No other site may show, read or script it. `same-origin`: with `no-referrer` browsers
 * would send "Origin: null" with our own forms (https://fetch.spec.whatwg.org/#append-a-request-origin-header).
 */
export const guarded = {
  ...notKept,
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

interface Layout {
  title: string;
  content: Markup;
  /** at the right of the head of the page */
  aside?: Markup | undefined;
  /** load it anew every two seconds where there is no script to follow a run */
  reloads?: boolean;
  status?: number;
  headers?: Record<string, string>;
}

/** A whole page. */
export function layout({ title, content, aside, reloads = false, status = 200, headers = {} }: Layout): HttpAnswer {
  const reload = reloads ? html`<noscript><meta http-equiv="refresh" content="2"></noscript>` : undefined;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · Lockstep</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page/style.css">
<script type="module" src="/page/script.js"></script>
${reload}
</head>
<body>
<header class="top"><a class="brand" href="/">Lockstep</a> <span>${version}</span>${aside}</header>
<main>
${content}
</main>
</body>
</html>
`;
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...guarded, ...headers },
    body: textOf(page),
  };
}
