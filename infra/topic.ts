import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { UsageError } from '../shared/model/errors.ts';
import type { LockstepProps } from './props.ts';

const alarms = new ServicePrincipal('cloudwatch.amazonaws.com');

/**
 * The topic that is given, else one that is made.
 * @throws UsageError where e-mail addresses would get nothing, as they are subscribed to one that is made only
 */
export function topicOf(scope: Construct, { topic, emails = [] }: LockstepProps, deadLetters: IQueue): ITopic {
  if (topic === undefined) return topicFor(scope, { emails, deadLetters });
  if (emails.length === 0) return topic;
  throw new UsageError(
    'usage/configuration',
    'emails are subscribed to a topic that is made here only, and topic names one that is there',
    'leave out emails and subscribe them to that topic, or leave out topic',
  );
}

/** A topic of reports and alarms, encrypted, reached by TLS only. Each address has to confirm a first e-mail. */
function topicFor(scope: Construct, { emails, deadLetters }: { emails: string[]; deadLetters: IQueue }): Topic {
  const topic = new Topic(scope, 'Topic', { displayName: 'Lockstep', masterKey: keyFor(scope), enforceSSL: true });
  // A topic with a policy, as TLS needs, has lost the one that lets in the alarms of its own account.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [alarms],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { ArnLike: { 'aws:SourceArn': alarmsOfThisAccount } },
    }),
  );
  for (const email of emails) topic.addSubscription(new EmailSubscription(email, { deadLetterQueue: deadLetters }));
  return topic;
}

const alarmsOfThisAccount = `arn:${Aws.PARTITION}:cloudwatch:${Aws.REGION}:${Aws.ACCOUNT_ID}:alarm:*`;

/** With SNS's own key alarms would never arrive: its policy cannot let CloudWatch in. */
function keyFor(scope: Construct): Key {
  const key = new Key(scope, 'TopicKey', {
    description: 'Encrypts the messages of Lockstep',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const actions = ['kms:Decrypt', 'kms:GenerateDataKey*'];
  key.addToResourcePolicy(new PolicyStatement({ principals: [alarms], actions, resources: ['*'] }));
  return key;
}
