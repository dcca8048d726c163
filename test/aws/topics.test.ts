import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, expect, test } from 'vitest';
import { sendToTopic } from '../../shared/aws/topics.ts';

const topic = 'arn:aws-cn:sns:cn-north-1:123456789012:lockstep';
const sns = mockClient(SNSClient);
afterEach(() => sns.reset());

test('a message is one Publish to the topic, by a client of the region that its ARN names', async () => {
  sns.on(PublishCommand).resolves({ MessageId: '1' });
  await sendToTopic(topic, { Message: '{"default":""}', MessageStructure: 'json', Subject: 'hello' });
  await sendToTopic(topic, { Message: 'again' });
  const calls = sns.commandCalls(PublishCommand);
  expect(calls.map((call) => call.args[0].input)).toEqual([
    { TopicArn: topic, Message: '{"default":""}', MessageStructure: 'json', Subject: 'hello' },
    { TopicArn: topic, Message: 'again' },
  ]);
  const [one, other] = calls.map((call) => call.thisValue as SNSClient);
  expect(one).toBe(other);
  expect(await one?.config.region()).toBe('cn-north-1');
});

test('what SNS refuses is an error with its reason', async () => {
  sns.rejects(Object.assign(new Error('Topic does not exist'), { name: 'NotFoundException' }));
  await expect(sendToTopic(topic, { Message: 'x' })).rejects.toThrow(
    'SNS did not take the message: NotFoundException: Topic does not exist',
  );
});
