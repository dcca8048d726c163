import { createHash, createHmac } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../../shared/model/report.ts';
import type { Archive } from '../../../shared/publish/archive/archive.ts';
import { folderArchive } from '../../../shared/publish/archive/folder.ts';
import { reportKey } from '../../../shared/publish/archive/keys.ts';
import { pagesIn, withPages } from '../../../shared/publish/archive/page-archive.ts';
import { reportArchive } from '../../../shared/publish/archive/report-archive.ts';
import { s3Archive } from '../../../shared/publish/archive/s3.ts';
import { channelsFrom } from '../../../shared/publish/channels.ts';
import { publish } from '../../../shared/publish/publish.ts';
import { finding, outcome, report } from '../../report/samples.ts';
import { type AwsEndpoint, awsEndpoint } from '../../support/aws.ts';
import { folderWith } from '../../support/command.ts';

const topic = 'arn:aws:sns:eu-central-1:123456789012:lockstep';
const blocked = report({ outcomes: [outcome([finding()])] });
const key = reportKey(blocked).replace('.json', '.html');

let aws: AwsEndpoint;
beforeAll(async () => {
  aws = await awsEndpoint();
  Object.assign(process.env, aws.environment);
});
beforeEach(() => {
  aws.messages.length = 0;
  aws.requests.length = 0;
  aws.objects.clear();
  aws.heal('s3');
});

describe('a report that is published', () => {
  test('is kept as a page beside its JSON, which a browser shows as one', async () => {
    await told(s3Archive('shop'));
    expect(aws.objects.get(`shop/${key}`)).toMatch(/^<!doctype html>.*1 of 1 guards blocks: sequences \(1 behind\)/s);
    const put = (ending: string) => aws.requests.find(({ method, path }) => method === 'PUT' && path.endsWith(ending));
    expect(put(key)?.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(put(reportKey(blocked))?.headers['content-type']).toBe('application/json');
  });

  test('is written as a page once, for the message and the archive', async () => {
    await told(s3Archive('shop'));
    const pages = aws.requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('.html'));
    expect(pages).toHaveLength(1);
  });

  test('has a link in the e-mail and the chat that opens the page for 12 hours at most, and says so', async () => {
    await told(s3Archive('shop'), { chat: true });
    const [message] = aws.messages;
    const [email, chat] = [message?.for('email') ?? '', JSON.parse(message?.for('https') ?? '{}').content.description];
    for (const text of [email, chat]) {
      expect(text).toContain(
        'As a page, for 12 hours at most, less where the credentials that signed the link end before',
      );
      expect(text).toContain(`later it is at s3://shop/${key}\n`);
      expect(new URL(linkIn(text)).searchParams.get('X-Amz-Expires')).toBe('43200');
    }
    expect(email.endsWith(linkIn(email))).toBe(true);
    expect(linkIn(email)).toContain(`/shop/${key}?`);
    expect(new URL(linkIn(email)).searchParams.get('X-Amz-Signature')).toBe(expectedSignature(linkIn(email)));
    expect(message?.subject).not.toContain('http');
  });

  test('has its link in that message alone: not in the report, what is kept, the JSON for machines or the log', async () => {
    const logged: unknown[] = [];
    aws.fail('sns', { status: 500 });
    const failed = await told(s3Archive('shop'), { chat: true, logged });
    aws.heal('sns');
    const sent = await told(s3Archive('shop'), { chat: true, logged });
    const elsewhere = [
      failed,
      sent,
      logged,
      [...aws.objects],
      aws.messages[0]?.for('sqs'),
      aws.messages[0]?.for('sms'),
    ];
    expect(linkIn(aws.messages[0]?.for('email') ?? '')).toContain('X-Amz-Signature');
    expect(JSON.stringify(elsewhere)).not.toContain('X-Amz');
  });

  test('keeps its whole link however long the report is', async () => {
    const findings = Array.from({ length: 12 }, () => finding({ message: 'long '.repeat(200) }));
    await told(s3Archive('shop'), { chat: true, about: report({ outcomes: [outcome(findings)] }) });
    const chat = JSON.parse(aws.messages[0]?.for('https') ?? '{}').content.description;
    expect(Buffer.byteLength(chat)).toBeLessThanOrEqual(4_000);
    for (const text of [aws.messages[0]?.for('email') ?? '', chat]) {
      expect(new URL(linkIn(text)).searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test('in a folder has its page there, and no link', async () => {
    const archive = folderArchive(folderWith());
    await told(archive);
    expect(await archive.read(key)).toMatch(/^<!doctype html>/);
    expect(aws.messages[0]?.for('email')).toMatch(new RegExp(`As a page: /.*${key}$`));
  });

  test('is told and kept all the same where its page cannot be written, and says that it was not', async () => {
    const archive = s3Archive('shop');
    const write: Archive['write'] = async (path, text) => {
      if (path.endsWith('.html')) throw new Error('no room for pages');
      return archive.write(path, text);
    };
    const { verdict, published } = await told({ ...archive, write });
    expect(verdict).toBe('block');
    expect(published).toEqual([
      { channel: 'topic', status: 'sent' },
      {
        channel: 'archive',
        status: 'sent',
        detail: `s3://shop/${reportKey(blocked)}, without its page: no room for pages`,
      },
    ]);
    expect(aws.messages[0]?.for('email')).not.toContain('As a page');
  });

  test('does not wait long for a page that hangs', async () => {
    const archive = folderArchive(folderWith());
    const write: Archive['write'] = (path, text) =>
      path.endsWith('.html') ? new Promise(() => {}) : archive.write(path, text);
    const pages = pagesIn({ ...archive, write }, { within: 50 });
    const kept = await withPages(reportArchive(archive), pages).tell(blocked, 'always');
    expect(kept?.status).toBe('sent');
    expect(kept?.detail).toMatch(/\.json, without its page: no answer within 0\.05 s$/);
  });
});

interface Wish {
  chat?: boolean;
  about?: Report;
  logged?: unknown[];
}

function told(archive: Archive, { chat = false, about = blocked, logged = [] }: Wish = {}) {
  const channels = channelsFrom({ publish: { topic, chat }, archive, metrics: false });
  const keep = (...line: unknown[]) => logged.push(line);
  return publish(about, { channels, policy: 'always', log: { info: keep, error: keep } });
}

function linkIn(text: string): string {
  return /https?:\/\/\S+$/.exec(text)?.[0] ?? '';
}

/** By the letter of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function expectedSignature(link: string): string {
  const { host, pathname, searchParams } = new URL(link);
  searchParams.delete('X-Amz-Signature');
  const query = [...searchParams].map((pair) => pair.map(encodeURIComponent).join('=')).sort();
  const request = ['GET', pathname, query.join('&'), `host:${host}`, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  const moment = searchParams.get('X-Amz-Date') ?? '';
  const scope = [moment.slice(0, 8), 'eu-central-1', 's3', 'aws4_request'];
  const text = ['AWS4-HMAC-SHA256', moment, scope.join('/'), createHash('sha256').update(request).digest('hex')];
  const first: string | Buffer = `AWS4${process.env.AWS_SECRET_ACCESS_KEY}`;
  const signed = [...scope, text.join('\n')].reduce<string | Buffer>((secret, part) => hmac(secret, part), first);
  return (signed as Buffer).toString('hex');
}

function hmac(secret: string | Buffer, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}
