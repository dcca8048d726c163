import type { HistoryEntry, LintEntry, MigrationEntry, MigrationStatus, Report } from '../../model/report.ts';
import { plural } from '../counts.ts';
import { migrationsSentence, pendingRows } from '../migration-cells.ts';
import { visible } from '../printable.ts';
import { duration, moment } from '../time-cells.ts';
import { bar } from './bar.ts';
import { label, type Tone } from './labels.ts';
import { folded, leftOut, most } from './lists.ts';
import { html, type Markup } from './markup.ts';
import { type Place, section } from './place.ts';
import { table } from './table.ts';

const tones: Record<MigrationStatus, Tone> = {
  failed: 'block',
  'partially-applied': 'block',
  edited: 'block',
  'missing-from-repository': 'block',
  'will-be-skipped': 'block',
  'out-of-order': 'warn',
  'rolled-back': 'warn',
  pending: 'info',
  applied: 'pass',
  baseline: 'pass',
};

/** So many of the newest stand open, with all that is not simply applied. */
const newest = 10;

/** Each tool's migrations in their order, with when and how long; the old ones that are applied and well are folded away. */
export function migrationsPart({ migrations = [], lint = [] }: Report, place: Place): Markup | undefined {
  if (migrations.length === 0) return undefined;
  const note = migrationsSentence(migrations);
  return section(place, { name: 'migrations', title: 'Migrations', note }, [
    ...migrations.map((history) => timeline(history)),
    lintPart(lint),
  ]);
}

function timeline(history: HistoryEntry): Markup {
  const { tool, table: name, entries } = history;
  const where = name === null ? 'no history in the database' : visible(name);
  const slowest = slowestOf(entries);
  const settled = settledOf(entries);
  const old = entries.slice(0, settled);
  const shown = old.slice(-most);
  const before = html`${leftOut(old.length - shown.length, 'older migration')}${timelineOf(shown, slowest)}`;
  const rest = entries.slice(settled);
  return html`<p class="source"><b>${tool}</b> <small>${where}</small></p>
${old.length === 0 ? undefined : folded({ summary: `${plural(old.length, 'older migration')} applied` }, before)}${timelineOf(rest.slice(0, most), slowest)}
${leftOut(rest.length - most, 'migration')}`;
}

/** A line for each, with how long it took beside the slowest. */
export function timelineOf(entries: MigrationEntry[], slowest = slowestOf(entries)): Markup {
  return html`<ol class="timeline">${entries.map((entry) => moments(entry, slowest))}</ol>`;
}

/** How many at the beginning are applied and well, but for the newest. */
function settledOf(entries: MigrationEntry[]): number {
  const first = entries.findIndex(({ status }) => status !== 'applied' && status !== 'baseline');
  return Math.max(0, (first < 0 ? entries.length : first) - newest);
}

function moments(entry: MigrationEntry, slowest: number): Markup {
  const { id, status, appliedAt, durationMs, by } = entry;
  const [[, phase = ''] = []] = pendingRows([entry]);
  const facts = [
    ...(appliedAt === undefined ? [] : [moment(appliedAt)]),
    ...(by === undefined ? [] : [`by ${visible(by)}`]),
    ...(phase === '' ? [] : [phase]),
  ];
  const took = durationMs === undefined ? undefined : html`${duration(durationMs)} ${beside(durationMs, slowest)}`;
  const tone = tones[status];
  const told = facts.join(' · ');
  return html`<li class="${tone}"><code>${visible(id)}</code> ${label(tone, status.replaceAll('-', ' '))}${took ? html`<span class="facts">${told}</span><span class="took">${took}</span>` : html`<span class="facts wide">${told}</span>`}</li>
`;
}

function slowestOf(entries: MigrationEntry[]): number {
  return entries.reduce((longest, { durationMs = 0 }) => Math.max(longest, durationMs), 0);
}

/** Beside the slowest one. */
function beside(durationMs: number, slowest: number): Markup | undefined {
  return slowest === 0 ? undefined : bar(durationMs / slowest, 'info');
}

const classes: Record<LintEntry['class'], Tone> = { dangerous: 'block', careful: 'warn', safe: 'pass' };

/** What lint says of the statements that are still to run. */
function lintPart(lint: LintEntry[]): Markup {
  if (lint.length === 0) return html``;
  const rows = lint
    .slice(0, most)
    .map(({ file, line, rule, class: weight, lock, table: name, allowed }) => [
      `${visible(file)}:${line}`,
      visible(rule),
      label(allowed === undefined ? classes[weight] : 'info', allowed === undefined ? weight : 'allowed'),
      lock ?? '-',
      visible(name ?? '-'),
      visible(allowed ?? ''),
    ]);
  const titles = ['statement', 'rule', 'class', 'lock', 'table', 'allowed because'];
  return folded(
    { summary: `Lint of what is to be applied: ${plural(lint.length, 'statement')}` },
    html`${table(titles, rows, { caption: 'lint' })}${leftOut(lint.length - rows.length, 'statement')}`,
  );
}
