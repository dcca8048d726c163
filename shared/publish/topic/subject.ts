import type { Report } from '../../model/report.ts';
import { operationOf } from '../../report/verdicts.ts';
import { cut } from './short.ts';

/** SNS takes less than a hundred characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const mostCharacters = 99;

/**
 * The subject of an e-mail, and the whole of an SMS: the verdict and the target first, as the end may be cut off. In
 * ASCII and on one line, as SNS wants it: `[block] production: check: 1 of 1 guards blocks: sequences (2 behind)`.
 */
export function subjectOf(report: Report): string {
  const { verdict, target, dryRun, summary } = report;
  const what = `${operationOf(report)}${dryRun ? ' (dry run)' : ''}`;
  return cut(ascii(`[${verdict}] ${cut(ascii(target.name), 50)}: lockstep ${what}: ${summary}`), mostCharacters);
}

function ascii(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[^ -~]/gu, '?')
    .trim();
}
