import type { MigrationEntry, Report } from '../../model/report.ts';
import { besidesDifferences, comparedSentence, counting } from '../difference-cells.ts';
import { migrationsSentence } from '../migration-cells.ts';
import { withoutPlannedSql } from '../planned.ts';
import { visible } from '../printable.ts';
import { dataSentences, sequencesSentence } from '../summary-clear.ts';
import type { DirectFormat } from './format.ts';
import { changeBlock } from './tty/changes.ts';
import { differenceBlocks } from './tty/differences.ts';
import { findingBlocks, informationLines } from './tty/findings.ts';
import { header } from './tty/header.ts';
import { migrationTable, pendingBlock } from './tty/migrations.ts';
import { foreignKeyTable, rowTable } from './tty/rows.ts';
import { storyBlocks } from './tty/story.ts';
import { type Style, signOf, styleFor } from './tty/style.ts';
import { sequenceTable } from './tty/table.ts';

/** For a person at a terminal: the verdict, what is wrong and how to put it right, and the summary as last line. */
export const tty: DirectFormat = {
  name: 'tty',
  extension: 'txt',
  render(report, options) {
    const style = styleFor(options);
    const blocks = [
      header(report, style),
      ...storyBlocks(report, style),
      changeBlock(report, style),
      ...findingBlocks(besidesDifferences(withoutPlannedSql(report), report), style),
      ...differenceBlocks(report, style),
      pendingBlock(report.migrations ?? [], style),
      [...healthyLine(report, style), ...informationLines(besidesDifferences(report.findings, report), style)],
      style.all ? sequenceTable(report.sequences ?? [], style) : [],
      style.all ? migrationTable(report.migrations ?? [], style) : [],
      style.all ? rowTable(report.tables ?? [], style) : [],
      style.all ? foreignKeyTable(report.foreignKeys ?? [], style) : [],
      next(report, style),
      [report.summary],
    ];
    return blocks
      .filter((block) => block.length > 0)
      .map((block) => block.join('\n'))
      .join('\n\n');
  },
};

function healthyLine(report: Report, style: Style): string[] {
  return [
    ...healthySequences(report, style),
    ...appliedMigrations(report, style),
    ...equalSchemas(report, style),
    ...examinedTables(report, style),
  ];
}

function equalSchemas({ compared = [], differences = [] }: Report, style: Style): string[] {
  if (compared.length === 0 || counting(differences).length > 0) return [];
  return [`${signOf('pass', style)} ${comparedSentence(compared, differences)}`];
}

function examinedTables({ guards, foreignKeys = [] }: Report, style: Style): string[] {
  const data = guards.find(({ guard }) => guard === 'data');
  if (data?.verdict !== 'pass' || data.examined === 0) return [];
  return [`${signOf('pass', style)} ${dataSentences(data.examined, foreignKeys).join(', ')}`];
}

function appliedMigrations({ migrations = [] }: Report, style: Style): string[] {
  const applied = migrations.map((history) => ({ ...history, entries: history.entries.filter(isApplied) }));
  if (applied.every(({ entries }) => entries.length === 0)) return [];
  return [`${signOf('pass', style)} ${migrationsSentence(applied)}`];
}

function isApplied({ status }: MigrationEntry): boolean {
  return status === 'applied' || status === 'baseline';
}

function healthySequences({ sequences, guards }: Report, style: Style): string[] {
  const healthy = (sequences ?? []).filter((entry) => entry.status === 'healthy' || entry.ignored);
  if (healthy.length > 0) return [`${signOf('pass', style)} ${sequencesSentence(healthy, healthy.length)}`];
  const empty = guards.some((guard) => guard.guard === 'sequences' && guard.verdict === 'pass' && guard.examined === 0);
  return empty ? [`${signOf('pass', style)} no sequences to examine`] : [];
}

function next({ next: commands, story }: Report, { paint }: Style): string[] {
  return commands.length === 0 || story?.forward.length
    ? []
    : [paint.bold('next'), ...commands.map((command) => `  ${paint.cyan(visible(command))}`)];
}
