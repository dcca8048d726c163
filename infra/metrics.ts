import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Operation } from '../shared/model/report.ts';

/** What the functions count for every target and operation. */
export type MetricName = 'Runs' | 'Blocked' | 'Unknown' | 'NotPublished';

/** One metric of one target and operation. */
export function metricOf(metricName: MetricName, target: string, operation: Operation): Metric {
  return new Metric({
    namespace: 'Lockstep',
    metricName,
    dimensionsMap: { target, operation },
    statistic: Stats.SUM,
    period: Duration.minutes(5),
    label: `${metricName} ${target} ${operation}`,
  });
}

/** One metric of one target, over all of its operations. */
export function metricOver(
  metricName: MetricName,
  target: string,
  { operations, period = Duration.minutes(5) }: { operations: Operation[]; period?: Duration },
): IMetric {
  // The ids of all metrics in one graph have to differ.
  const ids = operations.map((operation) => `${metricName.toLowerCase()}_${operation}`);
  const metrics = operations.map((operation, index) => [ids[index], metricOf(metricName, target, operation)]);
  return new MathExpression({
    expression: `SUM([${ids.join(', ')}])`,
    usingMetrics: Object.fromEntries(metrics),
    label: `${metricName} ${target}`,
    period,
  });
}
