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

/** The alarms. Each tells the topic when it begins; when it is over only those that know. */
export function addAlarms(scope: Construct, watched: Watched, topic: ITopic): Alarm[] {
  const states = [
    undelivered(scope, watched.deadLetters),
    ...watched.targets.flatMap((target) => statesOf(scope, target)),
    ...watched.targets.filter(({ nightly }) => nightly).map(({ name }) => unchecked(scope, name)),
  ];
  // What happened has happened: that no more of it is counted five minutes later does not mean that all is well.
  const events = [
    ...Object.entries(watched.functions).map(([operation, lambda]) => failing(scope, operation, lambda)),
    ...watched.targets.map((target) => unpublished(scope, target)),
  ];
  const tell = new SnsAction(topic);
  for (const alarm of [...states, ...events]) alarm.addAlarmAction(tell);
  for (const alarm of states) alarm.addOkAction(tell);
  return [...states, ...events];
}

/**
 * How the last run found the target: while nothing runs, nothing is counted and the alarm stays as it is. Of several runs
 * in one minute, the shortest period that costs no more, the worst counts.
 */
function statesOf(scope: Construct, { name, operations }: WatchedTarget): Alarm[] {
  const state = (metric: 'Blocked' | 'Unknown', what: string) =>
    new Alarm(scope, `${metric}-${name}`, {
      ...atLeastOne(metricOver(metric, name, { operations, period: Duration.minutes(1) })),
      treatMissingData: TreatMissingData.IGNORE,
      alarmDescription: `Lockstep: ${what}`,
    });
  return [
    state('Blocked', `${name} is blocked; the report says why. OK again: the last run found it not blocked`),
    state('Unknown', `it could not be told how ${name} is; see the report. OK again: the last run could tell`),
  ];
}

function unpublished(scope: Construct, { name, operations }: WatchedTarget): Alarm {
  const alarmDescription = `Lockstep: a report on ${name} was not published; see the log`;
  const metric = metricOver('NotPublished', name, { operations });
  return new Alarm(scope, `NotPublished-${name}`, { ...atLeastOne(metric), alarmDescription });
}

/**
 * A day without a check that could tell, which is what `Blocked` is counted by, and two hours for a late one. CloudWatch
 * looks back seven days at most, one day where a period is shorter than an hour: so 26 periods of an hour.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
function unchecked(scope: Construct, target: string): Alarm {
  return new Alarm(scope, `Unchecked-${target}`, {
    metric: metricOf('Blocked', target, 'check').with({ period: Duration.hours(1), statistic: Stats.SAMPLE_COUNT }),
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 26,
    treatMissingData: TreatMissingData.BREACHING,
    alarmDescription: `Lockstep: 26 hours without a check of ${target} that could tell; see the schedule and the log of check. OK again: one could`,
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
    'Lockstep: a call that nobody waited for was not made or failed; see the queue of dead letters. OK again: it is empty';
  // SQS counts nothing while a queue is not used, whatever is in it.
  const treatMissingData = TreatMissingData.IGNORE;
  return new Alarm(scope, 'DeadLettersVisible', { ...atLeastOne(metric), treatMissingData, alarmDescription });
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
