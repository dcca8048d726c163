import { randomUUID } from 'node:crypto';
import type { AwsEndpoint, Received, Reply } from '../aws.ts';

/** One message as it was published to a topic. */
export interface Message {
  topic: string;
  subject: string | undefined;
  /** the text as it was sent, all protocols in it where `structure` is json */
  text: string;
  structure: string | undefined;
  attributes: Record<string, string>;
  group: string | undefined;
  /** what a subscriber of that protocol gets, as SNS chooses it */
  for(protocol: string): string;
}

/** Publish in the query protocol, with the limits that the API reference states. */
export function publish({ body }: Received, aws: AwsEndpoint): Reply {
  const form = new URLSearchParams(body.toString('utf8'));
  const message = messageFrom(form);
  const complaint = form.get('Action') === 'Publish' ? complaintAbout(message) : 'Action';
  if (complaint !== undefined) return refusal(`Invalid parameter: ${complaint}`);
  aws.messages.push(message);
  const id = randomUUID();
  return xml(200, `<PublishResponse><PublishResult><MessageId>${id}</MessageId></PublishResult></PublishResponse>`);
}

function messageFrom(form: URLSearchParams): Message {
  const text = form.get('Message') ?? '';
  const structure = form.get('MessageStructure') ?? undefined;
  return {
    topic: form.get('TopicArn') ?? '',
    subject: form.get('Subject') ?? undefined,
    text,
    structure,
    attributes: attributesOf(form),
    group: form.get('MessageGroupId') ?? undefined,
    for(protocol) {
      if (structure !== 'json') return text;
      const texts = JSON.parse(text) as Record<string, string>;
      return texts[protocol] ?? texts.default ?? '';
    },
  };
}

function attributesOf(form: URLSearchParams): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let at = 1; form.has(`MessageAttributes.entry.${at}.Name`); at += 1) {
    const name = form.get(`MessageAttributes.entry.${at}.Name`) ?? '';
    attributes[name] = form.get(`MessageAttributes.entry.${at}.Value.StringValue`) ?? '';
  }
  return attributes;
}

function complaintAbout(message: Message): string | undefined {
  const { text, structure, subject, attributes, topic } = message;
  if (!topic.startsWith('arn:aws')) return 'TopicArn';
  if (sizeOf(message) > 262_144) return 'Message too long';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what SNS refuses
  if (subject !== undefined && !/^[!-~][^\x00-\x1f\x7f]{0,99}$/.test(subject)) return 'Subject';
  if (Object.values(attributes).includes('')) return 'The message attribute must contain non-empty attribute value';
  if (text === '') return 'Empty message';
  if (structure === 'json' && !hasDefault(text)) return 'Message Structure - No default entry in JSON message body';
  return undefined;
}

/** All that is counted: the text, and each attribute's name, type and value. */
export function sizeOf({ text, subject = '', attributes }: Message): number {
  const counted = [text, subject, ...Object.entries(attributes).flatMap(([name, value]) => [name, 'String', value])];
  return counted.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}

function hasDefault(text: string): boolean {
  try {
    const texts = JSON.parse(text) as Record<string, unknown>;
    return typeof texts.default === 'string' && Object.values(texts).every((value) => typeof value === 'string');
  } catch {
    return false;
  }
}

function refusal(message: string): Reply {
  const error = `<Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>${message}</Message></Error>`;
  return xml(400, `<ErrorResponse>${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`);
}

function xml(status: number, body: string): Reply {
  return { status, body, headers: { 'content-type': 'text/xml' } };
}
