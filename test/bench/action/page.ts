import type { Goal } from '../goals.ts';
import { goalTable, table } from '../table.ts';
import { type ActionFigures, tableCount } from './action.ts';

const heading = '## The GitHub Action';
const mostMs = 3000;

/** The page with the section on the Action in it, in place of the one that it may have. */
export function withAction(page: string, section: string): string {
  const parts = page.split(/(?=^## )/m).filter((part) => !part.startsWith(`${heading}\n`));
  const next = parts.findIndex((part) => /^## (On AWS Lambda|What is measured)\n/.test(part));
  return parts.toSpliced(next < 0 ? parts.length : next, 0, `${section}\n\n`).join('');
}

export function actionSection(figures: ActionFigures, measuredOn: string): string {
  const { paces, kilobytes } = figures;
  return [
    heading,
    `Written by \`npm run bench -- --action --write\`. Measured on ${measuredOn}.`,
    goalTable([goalOf(figures)]),
    table(
      ['step', 'added to each round trip', 'time', 'fastest', 'processor time'],
      paces.map(({ name, addedMs, ...pace }) => [
        name,
        ...[addedMs, pace.milliseconds, pace.fastest, pace.busyMilliseconds].map((each) => `${Math.round(each)} ms`),
      ]),
    ),
    `From the start of the process to its end: reading its one file (${(kilobytes / 1000).toFixed(1)} MB, the parsers of PostgreSQL and Ruby in it), ${tableCount / 2} migrations of Prisma, of which one is pending, all guards on a database of ${tableCount} tables, annotations, summary, report and outputs. Without what GitHub's runner does before and after. Medians of ten, after one that does not count; of the processor time the least.`,
  ].join('\n\n');
}

function goalOf({ paces }: ActionFigures): Goal {
  const longest = Math.max(...paces.map(({ milliseconds }) => milliseconds));
  return {
    text: `from start to verdict in less than ${mostMs / 1000} s on a small database`,
    met: longest < mostMs,
    measured: `${(longest / 1000).toFixed(1)} s at most`,
  };
}
