import { type Verdict, verdictOf } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { visible } from '../../report/printable.ts';
import { meaningOf, operationOf } from '../../report/verdicts.ts';
import type { KeptPage } from '../archive/page-archive.ts';
import { pageInWords } from './page.ts';
import { cut } from './short.ts';

const mostFindings = 5;
/** Bytes of the description. */
const mostOfDescription = 4_000;

interface Places {
  whole: string | null;
  page?: KeptPage | null;
}

const signs: Record<Verdict, string> = {
  block: ':x:',
  unknown: ':question:',
  warn: ':warning:',
  pass: ':white_check_mark:',
};

/**
 * A report as a custom notification of Amazon Q Developer in chat applications, which shows nothing else from a topic.
 * Reports on one target come in one thread.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function chatNotification(report: Report, { whole, page = null }: Places) {
  const { id, operation, verdict, target, next, summary } = report;
  return {
    version: '1.0',
    source: 'custom',
    id,
    content: {
      textType: 'client-markdown',
      title: cut(
        `${signs[verdict]} Lockstep ${operationOf(report)} of ${plain(target.name)}: ${plain(meaningOf(report))}`,
        240,
      ),
      description: described(report, { whole, page }),
      ...(next.length === 0 ? {} : { nextSteps: next.slice(0, 5).map((command) => cut(plain(command), 500)) }),
      keywords: ['lockstep', operation, verdict, cut(plain(target.name), 100)],
    },
    metadata: {
      threadId: cut(`lockstep-${plain(target.name)}`, 100),
      summary: cut(plain(summary), 500),
      eventType: `lockstep.${operation}`,
      additionalContext: { verdict, report: id, ...(whole === null ? {} : { archive: whole }) },
    },
  };
}

/** The link comes last and is never cut: half of it opens nothing. */
function described(report: Report, { whole, page = null }: Places): string {
  const link = pageInWords(page)
    .map((line) => `\n${line}`)
    .join('');
  return cut(descriptionOf(report, whole), Math.max(1_000, mostOfDescription - Buffer.byteLength(link))) + link;
}

function descriptionOf({ summary, findings }: Report, whole: string | null): string {
  const wrong = findings.filter((finding) => verdictOf(finding) !== 'pass');
  const lines = wrong
    .slice(0, mostFindings)
    .map(({ message, remedy }) => cut(`- ${plain(message)}; ${plain(remedy.summary)}`, 500));
  const more = wrong.length > mostFindings ? [`and ${wrong.length - mostFindings} more`] : [];
  return [cut(plain(summary), 1_000), ...lines, ...more, ...(whole === null ? [] : [`Report: ${whole}`])].join('\n');
}

// A chat takes these for mentions, links and emphasis, and has no escape for all of them that the others show as well.
const entities: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

function plain(text: string): string {
  return visible(text)
    .replace(/[<>&]/g, (character) => entities[character] ?? '')
    .replace(/@(?=\w)/g, '@\u200b');
}
