import type { Report } from '../../model/report.ts';
import { findingsPart } from './findings.ts';
import { guardsPart } from './guards.ts';
import { html, type Markup } from './markup.ts';
import type { Place } from './place.ts';
import { verdictPart } from './verdict.ts';

/** One report: the verdict first, then what is behind it. */
export function reportPart(report: Report, place: Place): Markup {
  return html`${verdictPart(report, place)}${guardsPart(report, place)}${findingsPart(report, place)}`;
}
