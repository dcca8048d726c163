import type { Report } from '../../model/report.ts';
import { visible } from '../printable.ts';
import { html, type Markup } from './markup.ts';

/** What a report that came with a message had no room for. */
export function omittedPart({ omitted }: Report): Markup | undefined {
  if (!omitted) return undefined;
  const { whole, ...counts } = omitted;
  const missing = Object.entries(counts).filter(([, count = 0]) => count > 0);
  if (missing.length === 0) return undefined;
  const told = missing.map(([list, count]) => `${count} of ${list.replace('foreignKeys', 'foreign keys')}`).join(', ');
  const where = whole === undefined ? '' : `; all of it is at ${visible(whole)}`;
  return html`<p class="left-out">Not in this report, as its message had no room: ${told}${where}.</p>
`;
}
