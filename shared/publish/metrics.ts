import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Report } from '../model/report.ts';
import { guardOf } from '../report/order.ts';
import type { Channel } from './channel.ts';

/**
 * The channel that writes a report's figures to stdout in CloudWatch's embedded metric format, one line a report.
 *
 * Namespace `Lockstep`, dimensions `target` and `operation`, nothing else: CloudWatch bills every name for every pair of
 * them. `Runs` (1), `Warned` (0 or 1), `NotPublished` (channels that failed; this one comes last), `DurationMs`,
 * `RoundTrips`; `Blocked` (0 or 1) only of a run that could tell, so that how many there are is how many could; `Unknown`
 * (0 or 1) but where another fix was running, which says nothing of the database. Where a database answered, `ConnectMs`
 * with waking it; where sequences were read, `MostUsedSequencePercent`. Findings are counted as `Findings.<guard>.<severity>`, only where there are any, so that
 * what never happens costs nothing: alarms on them treat missing data as no breach.
 */
export function metricsChannel(): Channel {
  return {
    name: 'metrics',
    async tell(report) {
      const metrics = new Metrics({ namespace: 'Lockstep' });
      // Powertools adds the name of the service, which would be a third dimension.
      metrics.clearDefaultDimensions();
      metrics.addDimensions({ target: report.target.name, operation: report.operation });
      metrics.addMetadata('report', report.id);
      for (const [name, value] of Object.entries(figuresOf(report))) metrics.addMetric(name, unitOf(name), value);
      metrics.publishStoredMetrics();
      return { status: 'sent' };
    },
  };
}

function figuresOf(report: Report): Record<string, number> {
  const { verdict, durationMs, roundTrips, target, findings } = report;
  const unknown = verdict === 'unknown';
  const busy = findings.some(({ code }) => code === 'target/busy');
  const used = mostUsed(report);
  return {
    Runs: 1,
    ...(unknown ? {} : { Blocked: Number(verdict === 'block') }),
    ...(busy ? {} : { Unknown: Number(unknown) }),
    Warned: Number(verdict === 'warn'),
    NotPublished: (report.published ?? []).filter(({ status }) => status === 'failed').length,
    DurationMs: durationMs,
    RoundTrips: roundTrips,
    ...(target.connectMs === null ? {} : { ConnectMs: target.connectMs }),
    ...(used === null ? {} : { MostUsedSequencePercent: used * 100 }),
    ...findingsCounted(report),
  };
}

function findingsCounted({ findings }: Report): Record<string, number> {
  const groups = Map.groupBy(findings, ({ code, severity }) => `Findings.${guardOf(code)}.${severity}`);
  return Object.fromEntries([...groups].map(([name, group]) => [name, group.length]));
}

/** Of the sequences that are not ignored; null where none says. */
function mostUsed({ sequences = [] }: Report): number | null {
  const used = sequences.flatMap((entry) => (entry.ignored || entry.used === null ? [] : [entry.used]));
  return used.length === 0 ? null : used.reduce((one, other) => Math.max(one, other));
}

function unitOf(name: string) {
  if (name.endsWith('Ms')) return MetricUnit.Milliseconds;
  return name.endsWith('Percent') ? MetricUnit.Percent : MetricUnit.Count;
}
