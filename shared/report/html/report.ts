import type { Report } from '../../model/report.ts';
import { aboutPart } from './about.ts';
import { changesPart } from './changes.ts';
import { differencesPart } from './differences.ts';
import { findingsPart } from './findings.ts';
import { guardsPart } from './guards.ts';
import { html, type Markup } from './markup.ts';
import { migrationsPart } from './migrations.ts';
import { omittedPart } from './omitted.ts';
import type { Place } from './place.ts';
import { sequencesPart } from './sequences.ts';
import { storyPart } from './story.ts';
import { tablesPart } from './tables.ts';
import { verdictPart } from './verdict.ts';

const parts = [
  verdictPart,
  omittedPart,
  guardsPart,
  storyPart,
  findingsPart,
  changesPart,
  sequencesPart,
  migrationsPart,
  differencesPart,
  tablesPart,
  aboutPart,
];

/** One report: the verdict first, then what is behind it, part by part. */
export function reportPart(report: Report, place: Place): Markup {
  return html`${parts.map((part) => part(report, place))}`;
}
