import type { Report, Result } from '../model/report.ts';
import { fitted, jsonText } from '../publish/topic/fitted.ts';
import type { Door } from './desk.ts';

/** What Lambda passes on of an answer, all callers. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostOfLambda = 6_291_556;
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html */
const mostOfLoadBalancer = 1_048_576;
/** for status and headers */
const mostOfHead = 4_096;

/**
 * A result as the door can let it out: as it is, or with each report cut where it is too large, which would be a 502
 * without a verdict. What is left out is counted in `omitted`, with where the report is kept as a whole.
 */
export function fitting(result: Result, { name }: Pick<Door, 'name'>): Result {
  if (name === 'serve') return result;
  const most = (name === 'load-balancer' ? mostOfLoadBalancer : mostOfLambda) - mostOfHead;
  if (costOf(result) <= most) return result;
  if (!('reports' in result)) return cut(result, most);
  let left = most - costOf({ ...result, reports: [] });
  let count = result.reports.length;
  const fits = new Map<Report, Report>();
  // The smallest first: what one does not need is for those that need more.
  const bySize = result.reports.map((report) => ({ report, size: costOf(report) })).sort((a, b) => a.size - b.size);
  for (const { report } of bySize) {
    const own = cut(report, left / count - 1);
    fits.set(report, own);
    left -= costOf(own) + 1;
    count -= 1;
  }
  return { ...result, reports: result.reports.map((report) => fits.get(report) ?? report) };
}

function cut(report: Report, most: number): Report {
  const kept = report.published?.find(({ channel, status }) => channel === 'archive' && status === 'sent');
  return fitted(report, { most: Math.floor(most), whole: kept?.detail ?? null });
}

/** Bytes as a text in the answer that is itself JSON. */
function costOf(value: unknown): number {
  return Buffer.byteLength(jsonText(jsonText(value)));
}
