import type { PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';

const requestMs = 2_000;
const wholeMs = 7_000;

const clients = new Map<string, Promise<SNSClient>>();

/**
 * Sends one message to an SNS topic, in seven seconds at most. The region is the topic's own, as its ARN says it.
 * @throws Error with the service's reason
 */
export async function sendToTopic(topic: string, message: Omit<PublishCommandInput, 'TopicArn'>): Promise<void> {
  const { PublishCommand } = await sdk();
  const command = new PublishCommand({ TopicArn: topic, ...message });
  try {
    await (await clientFor(topic.split(':')[3] ?? '')).send(command, { abortSignal: AbortSignal.timeout(wholeMs) });
  } catch (error) {
    const { name, message } = error as Error;
    const why = [...new Set([name, message])].filter(Boolean).join(': ');
    throw new Error(`SNS did not take the message: ${why}`, { cause: error });
  }
}

const sdk = () => import('./sdk/sns.ts');

function clientFor(region: string): Promise<SNSClient> {
  const made = clients.get(region) ?? clientIn(region);
  clients.set(region, made);
  return made;
}

async function clientIn(region: string): Promise<SNSClient> {
  const { SNSClient } = await sdk();
  return new SNSClient({
    ...(region === '' ? {} : { region }),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: requestMs, requestTimeout: requestMs, throwOnRequestTimeout: true },
  });
}
