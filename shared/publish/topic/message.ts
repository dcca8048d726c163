import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { Report } from '../../model/report.ts';
import { visible } from '../../report/printable.ts';
import type { KeptPage } from '../archive/page-archive.ts';
import { chatNotification } from './chat.ts';
import { fitted, jsonText } from './fitted.ts';
import { pageInWords } from './page.ts';
import { cut } from './short.ts';
import { subjectOf } from './subject.ts';
import { readableText } from './text.ts';

/**
 * What SNS takes in all: the message with every protocol's text in it, the attributes, and to be sure the subject.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const mostBytes = 262_144;
/** Of it, for the e-mail; the rest is for the machines. */
const mostOfText = 48_000;

type Message = Required<Pick<PublishCommandInput, 'Subject' | 'Message' | 'MessageStructure' | 'MessageAttributes'>>;

interface Places {
  /** where the whole report is kept; null where it is not */
  whole: string | null;
  /** the message for HTTPS subscribers is one for a chat */
  chat: boolean;
  /** the report as a page; null where there is none */
  page?: KeptPage | null;
}

/**
 * A report as one SNS message with a text for each kind of subscriber: readable for e-mail, the subject for SMS, the
 * report as JSON for all others (SQS, Lambda, HTTP, Firehose) as the `default`, as each protocol's text counts against
 * the size. What does not fit is left out of the JSON, its count kept.
 *
 * With `chat`, HTTPS subscribers get the schema of Amazon Q Developer in chat applications, which subscribes by HTTPS;
 * e-mail and the other machines get what they always do.
 */
export function messageOn(report: Report, { whole, chat, page = null }: Places): Message {
  const subject = subjectOf(report);
  const attributes = attributesOf(report);
  const readable = {
    // The link comes last and is never cut: half of it opens nothing.
    email: [cut(readableText(report, whole), mostOfText), ...pageInWords(page)].join('\n\n'),
    sms: subject,
    ...(chat ? { https: jsonText(chatNotification(report, { whole, page })) } : {}),
  };
  const others = jsonText({ default: '', ...readable });
  const taken = bytes(others) + bytes(subject) + attributeBytes(attributes);
  const body = jsonText(fitted(report, { most: mostBytes - taken, whole }));
  return {
    Subject: subject,
    Message: jsonText({ default: body, ...readable }),
    MessageStructure: 'json',
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
    ),
  };
}

/** For filter policies of subscriptions. An attribute may not be empty. */
function attributesOf({ verdict, operation, target }: Report): Record<string, string> {
  const environment = cut(visible(target.environment ?? ''), 256);
  return {
    verdict,
    operation,
    target: cut(visible(target.name), 256),
    ...(environment === '' ? {} : { environment }),
  };
}

function attributeBytes(attributes: Record<string, string>): number {
  return Object.entries(attributes).reduce(
    (sum, [name, value]) => sum + bytes(name) + 'String'.length + bytes(value),
    0,
  );
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
