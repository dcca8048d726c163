import { LockstepError, UnexpectedError } from '../../model/errors.ts';
import { type Finding, verdictOf } from '../../model/finding.ts';
import type { Report, Result } from '../../model/report.ts';
import { cut } from '../../publish/topic/short.ts';
import { plainText } from '../../report/markup.ts';
import { inOrder } from '../../report/order.ts';
import { visible } from '../../report/printable.ts';
import { reportsIn } from '../../report/result.ts';
import { withoutCredentials } from '../../request/credentials.ts';

/** What GitHub is told of a deployment: `comment` is Markdown. */
export interface Review {
  state: 'approved' | 'rejected';
  environment: string;
  comment: string;
}

/** https://docs.github.com/en/actions/deployment/protecting-deployments/creating-custom-deployment-protection-rules */
export const mostOfComment = 1_024;

/** The verdict, the sentence, what to run next and what is wrong, worst first; as much of it as there is room for. */
export function reviewOf(result: Result, environment: string): Review {
  const { ok, verdict, operation, summary } = result;
  const approved = ok && (verdict === 'pass' || verdict === 'warn');
  const reports = reportsIn(result);
  const names = cut(reports.map(({ target }) => target.name).join(', '), 100);
  const head = `**Lockstep ${operation} of ${plainText(names)}: ${verdict}**`;
  const places = reports.map(placeOf).slice(0, 1);
  const lines = [cut(summary, 300)].map(plainText).concat(nextOf(reports));
  const findings = inOrder(reports.flatMap((report) => report.findings)).filter((each) => verdictOf(each) !== 'pass');
  return {
    state: approved ? 'approved' : 'rejected',
    environment,
    comment: fitted([head, ...lines], findings, places),
  };
}

/** Nothing could be told: that is no approval. Of a mistake of our own it says nothing but that it is one. */
export function reviewWithout(error: unknown, environment: string): Review {
  const known = error instanceof LockstepError && !(error instanceof UnexpectedError);
  const why = known ? `${error.message}; ${error.next}` : 'Lockstep made a mistake of its own; its log says which';
  const head = '**Lockstep check: unknown** (could not tell, so do not deploy)';
  const text = plainText(cut(withoutCredentials(why), 500));
  return { state: 'rejected', environment, comment: fitted([head, text], [], []) };
}

/** The first lines always, the last ones too; between them as many findings as fit, and how many more there are. */
function fitted(first: string[], findings: Finding[], last: string[]): string {
  const written = (count: number) => {
    const rest = findings.length - count;
    const more = rest > 0 ? [`- and ${rest} more`] : [];
    const list = [...findings.slice(0, count).map(lineOf), ...more].join('\n');
    return [...first, list, ...last].filter((part) => part !== '').join('\n\n');
  };
  let count = Math.min(findings.length, 10);
  while (count > 0 && Buffer.byteLength(written(count)) > mostOfComment) count -= 1;
  return cut(written(count), mostOfComment);
}

function lineOf({ message, remedy }: Finding): string {
  const [command] = remedy.commands ?? [];
  const how = command === undefined ? plainText(cut(remedy.summary, 150)) : code(command);
  return `- ${plainText(cut(message, 300))}: ${how}`;
}

function nextOf(reports: Report[]): string[] {
  const [command] = reports.flatMap(({ next }) => next);
  return command === undefined || command.length > 200 ? [] : [`Next: ${code(command)}`];
}

/** Half a command would be another one. */
function code(command: string): string {
  const text = visible(command);
  return text.includes('`') ? plainText(text) : `\`${text}\``;
}

/** Where all of it is, where that is a link. On a public repository everybody reads this: no bucket or folder is named. */
function placeOf({ id, published = [] }: Report): string {
  const kept = published.find(({ channel, status }) => channel === 'archive' && status === 'sent')?.detail;
  const isLink = kept?.startsWith('https://') && kept.length <= 250;
  return isLink ? `[Report ${id}](${kept})` : `Report ${id}`;
}
