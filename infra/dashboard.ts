import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Watched, WatchedTarget } from './alarms.ts';
import { metricOf, metricOver } from './metrics.ts';

/** A dashboard: a row for each target, then the functions themselves. */
export function addDashboard(scope: Construct, { functions, targets, deadLetters }: Watched): Dashboard {
  const lambdas = Object.values(functions);
  const times = lambdas.map((lambda) => lambda.metricDuration({ statistic: Stats.percentile(95) }));
  const failures = lambdas.map((lambda) => lambda.metricErrors());
  const lost = deadLetters.metricApproximateNumberOfMessagesVisible();
  return new Dashboard(scope, 'Dashboard', {
    defaultInterval: Duration.days(14),
    widgets: [
      ...targets.map(rowOf),
      [
        new GraphWidget({ title: 'How long the functions took (95 of 100)', left: times, width: 12 }),
        new GraphWidget({ title: 'Failed functions and dead letters', left: [...failures, lost], width: 12 }),
      ],
    ],
  });
}

function rowOf({ name, operations }: WatchedTarget): IWidget[] {
  const runs = operations.map((operation) => metricOf('Runs', name, operation).with({ label: operation }));
  const verdicts = (['Blocked', 'Unknown', 'NotPublished'] as const).map((each) =>
    metricOver(each, name, { operations }),
  );
  return [
    new GraphWidget({ title: `${name}: runs`, left: runs, width: 12, period: Duration.hours(1) }),
    new GraphWidget({ title: `${name}: blocked, unknown, not published`, left: verdicts, width: 12 }),
  ];
}
