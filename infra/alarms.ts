import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Operation } from '../shared/model/report.ts';
import { metricOf, metricOver } from './metrics.ts';

/** What is watched. */
export interface Watched {
  functions: Partial<Record<Operation, IFunction>>;
  /** empty where the functions count nothing */
  targets: WatchedTarget[];
  deadLetters: IQueue;
}

export interface WatchedTarget {
  name: string;
  operations: Operation[];
  /** whether it is checked every day, so that a day without a check is a fault */
  nightly: boolean;
}

/** The alarms. Each goes to the topic when it begins and when it is over. */
export function addAlarms(scope: Construct, watched: Watched, topic: ITopic): Alarm[] {
  const alarms = [
    ...Object.entries(watched.functions).map(([operation, lambda]) => failing(scope, operation, lambda)),
    undelivered(scope, watched.deadLetters),
    ...watched.targets.flatMap((target) => alarmsOf(scope, target)),
  ];
  const tell = new SnsAction(topic);
  for (const alarm of alarms) {
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
  }
  return alarms;
}

function alarmsOf(scope: Construct, { name, operations, nightly }: WatchedTarget): Alarm[] {
  const any = (id: string, metric: IMetric, what: string) =>
    new Alarm(scope, `${id}-${name}`, { ...atLeastOne(metric), alarmDescription: `Lockstep: ${what}` });
  return [
    any('Blocked', metricOver('Blocked', name, operations), `${name} is blocked; the report says why`),
    any('Unknown', metricOver('Unknown', name, operations), `it could not be told how ${name} is; see the report`),
    any(
      'NotPublished',
      metricOver('NotPublished', name, operations),
      `a report on ${name} was not published; see the log`,
    ),
    ...(nightly ? [unchecked(scope, name)] : []),
  ];
}

/**
 * A day without a check, and two hours for a late one. CloudWatch looks back seven days at most, one day where a period
 * is shorter than an hour: so 26 periods of an hour.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
function unchecked(scope: Construct, target: string): Alarm {
  return new Alarm(scope, `Unchecked-${target}`, {
    metric: metricOf('Runs', target, 'check').with({ period: Duration.hours(1) }),
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 26,
    treatMissingData: TreatMissingData.BREACHING,
    alarmDescription: `Lockstep: ${target} has not been checked for 26 hours; see the schedule and the log of check`,
  });
}

function failing(scope: Construct, operation: string, lambda: IFunction): Alarm {
  const metric = lambda.metricErrors({ period: Duration.minutes(5), statistic: Stats.SUM });
  const alarmDescription = `Lockstep: the function ${operation} failed; see its log`;
  return new Alarm(scope, `Errors-${operation}`, { ...atLeastOne(metric), alarmDescription });
}

function undelivered(scope: Construct, queue: IQueue): Alarm {
  const metric = queue.metricApproximateNumberOfMessagesVisible({
    period: Duration.minutes(5),
    statistic: Stats.MAXIMUM,
  });
  const alarmDescription =
    'Lockstep: a call that nobody waited for was not made or failed; see the queue of dead letters';
  return new Alarm(scope, 'DeadLettersVisible', { ...atLeastOne(metric), alarmDescription });
}

function atLeastOne(metric: IMetric): AlarmProps {
  return {
    metric,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
}
