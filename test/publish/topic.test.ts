import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../shared/model/report.ts';
import { reportSchema } from '../../shared/model/report.ts';
import type { PublishPolicy } from '../../shared/model/settings.ts';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { reportArchive } from '../../shared/publish/archive/report-archive.ts';
import { publish } from '../../shared/publish/publish.ts';
import { messageOn, mostBytes } from '../../shared/publish/topic/message.ts';
import { topicChannel } from '../../shared/publish/topic.ts';
import {
  change,
  compared,
  difference,
  finding,
  findingNamed,
  healthy,
  outcome,
  report,
  request,
  target,
} from '../report/samples.ts';
import { type Message, sizeOf } from '../support/aws/topic.ts';
import { type AwsEndpoint, awsEndpoint } from '../support/aws.ts';
import { folderWith } from '../support/command.ts';

const topic = 'arn:aws:sns:eu-west-1:123456789012:lockstep';
const blocked = report({ outcomes: [outcome([finding()])] });

let aws: AwsEndpoint;
beforeAll(async () => {
  aws = await awsEndpoint();
  Object.assign(process.env, aws.environment);
});
beforeEach(() => {
  aws.messages.length = 0;
  aws.heal('sns');
});

describe('a message', () => {
  test('reads well in a mailbox, subject and text, and ends with where the whole report is', async () => {
    const archive = folderArchive(folderWith());
    await tell(blocked, 'always', { archive });
    const [message] = aws.messages;
    expect(message?.subject).toBe('[block] production: lockstep check: 1 of 1 guards blocks: sequences (1 behind)');
    const lines = message?.for('email').split('\n') ?? [];
    expect(lines[0]).toBe('1 of 1 guards blocks: sequences (1 behind)');
    expect(lines).toContain('next');
    expect(lines).toContain('  lockstep fix --target production --guard sequences');
    expect(message?.for('email')).toContain('orders_id_seq will hand out 17, but orders.id already reaches 4210');
    expect(message?.for('email')).toContain('-> move the sequence past 4210 (lockstep fix does it)');
    expect(lines.at(-1)).toMatch(
      /as a whole at .*\/reports\/production\/2026-11-21\/01JD6B5T7M3V8Q2N4X9Z0C1R5E\.json$/,
    );
    expect(message?.for('sms')).toBe(message?.subject);
  });

  test.each(['sqs', 'lambda', 'http', 'https', 'firehose'])('is the report itself for %s', async (protocol) => {
    await tell(blocked, 'always');
    expect(JSON.parse(aws.messages[0]?.for(protocol) ?? '')).toEqual({ ...blocked, published: [] });
  });

  test('can be filtered by verdict, operation, target and environment, where there is one', async () => {
    await tell(blocked, 'always');
    await tell(report({ target: { ...target, environment: null } }), 'always');
    const what = { verdict: 'block', operation: 'check', target: 'production' };
    expect(aws.messages.map(({ attributes }) => attributes)).toEqual([
      { ...what, environment: 'production' },
      { ...what, verdict: 'pass' },
    ]);
  });

  test('goes to the region of the topic, and in order to a FIFO topic', async () => {
    await tell(blocked, 'always', { topic: `${topic}.fifo` });
    expect(aws.messages[0]).toMatchObject({ topic: `${topic}.fifo`, group: 'production' });
    expect(aws.requests.at(-1)?.headers.authorization).toContain('/eu-west-1/sns/');
  });

  test('is a notification of Amazon Q Developer for HTTPS subscribers where chat is on, and as ever for others', async () => {
    await tell(blocked, 'always', { chat: true });
    const [message] = aws.messages;
    expect(JSON.parse(message?.for('https') ?? '')).toMatchObject({
      version: '1.0',
      source: 'custom',
      id: blocked.id,
      content: {
        textType: 'client-markdown',
        title: ':x: Lockstep check of production: do not deploy',
        description: expect.stringContaining(
          '1 of 1 guards blocks: sequences (1 behind)\n- orders_id_seq will hand out 17',
        ),
        nextSteps: ['lockstep fix --target production --guard sequences'],
        keywords: ['lockstep', 'check', 'block', 'production'],
      },
      metadata: { threadId: 'lockstep-production', eventType: 'lockstep.check' },
    });
    expect(JSON.parse(message?.for('sqs') ?? '').id).toBe(blocked.id);
    expect(message?.for('email')).toMatch(/^1 of 1 guards blocks/);
  });
});

describe('a report that is too large', () => {
  test('loses sequences first, keeps the worst findings, and says how many are missing and where they are', async () => {
    const findings = Array.from({ length: 2_000 }, (_, at) => findingNamed(`table_${at}_id_seq`));
    const large = report({ outcomes: [outcome(findings, healthy(10_000))] });
    const archive = folderArchive(folderWith());
    await tell(large, 'always', { archive });
    const sent = reportSchema.parse(JSON.parse(aws.messages[0]?.for('sqs') ?? ''));
    expect(sent.findings).toEqual(large.findings.slice(0, sent.findings.length));
    expect(sent.findings.length).toBeGreaterThan(200);
    expect(sent.omitted).toMatchObject({
      findings: 2_000 - sent.findings.length,
      sequences: 10_000 - (sent.sequences?.length ?? 0),
      whole: expect.stringContaining(`${large.id}.json`),
    });
    expect(sent.summary).toBe(large.summary);
    expect(sizeOf(aws.messages[0] as Message)).toBeGreaterThan(mostBytes * 0.9);
  });

  test('has room for some of many histories with many heads, and counts the migrations of all', () => {
    const entries = [
      { id: '1', status: 'applied' as const },
      { id: '2', status: 'pending' as const },
    ];
    const heads = Array.from({ length: 20 }, (_, at) => `${at}`.repeat(100));
    const migrations = Array.from({ length: 3_000 }, (_, at) => {
      return { tool: 'alembic' as const, table: `tenant_${at}.alembic_version`, directory: 'm', heads, entries };
    });
    const large = { ...blocked, migrations };
    const { Message } = messageOn(large, { whole: null, chat: false });
    expect(Buffer.byteLength(Message ?? '')).toBeLessThanOrEqual(mostBytes);
    const sent = reportSchema.parse(JSON.parse(JSON.parse(Message ?? '').default));
    expect(sent.findings).toEqual(large.findings);
    expect(sent.migrations?.length).toBeGreaterThan(50);
    expect(sent.migrations?.[0]).toMatchObject({
      table: 'tenant_0.alembic_version',
      heads: [heads[0], heads[1], heads[2]],
    });
    const shown = sent.migrations?.flatMap((history) => history.entries).length ?? 0;
    expect(sent.omitted?.migrations).toBe(6_000 - shown);
  });

  test('has room for some of thousands of differences and tables, and counts the rest', () => {
    const differences = Array.from({ length: 3_000 }, (_, at) => difference({ object: `public.t${at}.note` }));
    const tables = Array.from({ length: 9_000 }, (_, at) => {
      return { schema: 'public', name: `t${at}`, rows: '1', exact: true };
    });
    const { Message } = messageOn({ ...blocked, differences, tables }, { whole: null, chat: false });
    const sent = reportSchema.parse(JSON.parse(JSON.parse(Message ?? '').default));
    expect(sent.differences?.length).toBeGreaterThan(500);
    expect(sent.omitted).toMatchObject({
      differences: 3_000 - (sent.differences?.length ?? 0),
      tables: 9_000 - (sent.tables?.length ?? 0),
    });
  });

  test('shares the room between findings and differences, and fills it', () => {
    const differences = Array.from({ length: 3_000 }, (_, at) => difference({ object: `public.t${at}.note` }));
    const large = compared(differences);
    const { Message } = messageOn(large, { whole: null, chat: false });
    const sent = reportSchema.parse(JSON.parse(JSON.parse(Message ?? '').default));
    expect(sent.differences?.length).toBeGreaterThan(300);
    expect(sent.findings.length).toBeGreaterThan(100);
    expect(sent.findings).toEqual(large.findings.slice(0, sent.findings.length));
    expect(sent.omitted).toMatchObject({
      findings: 3_000 - sent.findings.length,
      differences: 3_000 - (sent.differences?.length ?? 0),
    });
    expect(Buffer.byteLength(Message ?? '')).toBeGreaterThan(mostBytes * 0.9);
    const few = messageOn(compared([difference()], some(3_000, findingNamed)), { whole: null, chat: false });
    expect(Buffer.byteLength(few.Message ?? '')).toBeGreaterThan(mostBytes * 0.9);
  });

  test('tells a reader of the e-mail where the rest is, and names no option of a command', () => {
    const differences = Array.from({ length: 60 }, (_, at) => difference({ object: `public.t${at}.note` }));
    const emailOf = (whole: string | null): string =>
      JSON.parse(messageOn(compared(differences, some(12, findingNamed)), { whole, chat: false }).Message ?? '').email;
    expect(emailOf('s3://reports/1.json')).toContain('and 10 more: s3://reports/1.json\n');
    expect(emailOf('s3://reports/1.json')).toContain('and 2 more: s3://reports/1.json\n');
    expect(emailOf(null)).toMatch(/and 10 more\n/);
    expect(emailOf(null)).not.toContain('--all');
  });

  test('of a schema that differs says so in its subject, and lists what differs', () => {
    const { Subject, Message } = messageOn(compared([difference(), difference({ object: 'public.users.age' })]), {
      whole: null,
      chat: false,
    });
    expect(Subject).toBe('[block] production: lockstep check: SCHEMA MISMATCH: 2 differences from staging');
    const email: string = JSON.parse(Message ?? '').email;
    expect(email).toMatch(/^SCHEMA MISMATCH: 2 differences from staging\n/);
    expect(email).toMatch(/ {2}public\n {4}orders\n {6}- column note {2}text\n/);
    expect(email).toMatch(/ {4}users\n {6}- column age {2}text\n/);
  });

  test('whatever it holds, SNS takes the message, and what arrives is a report', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .constantFrom('"', '\\', '\0', '\ufffe', 'ü', '😀', '\ud800', '\n', 'a')
        .chain((piece) => fc.integer({ min: 1, max: 8_000 }).map((count) => piece.repeat(count))),
    );
    fc.assert(
      fc.property(nasty, nasty, fc.nat(700), fc.boolean(), (name, text, count, chat) => {
        const large = reportHolding(name, text, count);
        const { Subject, Message, MessageAttributes } = messageOn(large, { whole: `s3://${'b'.repeat(60)}`, chat });
        const attributes = Object.entries(MessageAttributes ?? {}).map(([name, { StringValue = '' }]) => [
          name,
          StringValue,
        ]);
        const message = { subject: Subject, text: Message, attributes: Object.fromEntries(attributes) };
        expect(sizeOf(message as Message)).toBeLessThanOrEqual(mostBytes);
        expect(Subject).toMatch(/^[!-~][ -~]{0,98}$/);
        const sent = reportSchema.parse(JSON.parse(JSON.parse(Message ?? '').default));
        expect(sent.findings.length + (sent.omitted?.findings ?? 0)).toBe(large.findings.length);
        expect(sent.verdict).toBe(large.verdict);
      }),
      { numRuns: 12 },
    );
  });
});

describe('the policy of a target', () => {
  const passed = report();

  test('always sends everything, problems what does not pass', async () => {
    expect(await tell(passed, 'always')).toEqual({ channel: 'topic', status: 'sent' });
    expect(await tell(blocked, 'problems')).toEqual({ channel: 'topic', status: 'sent' });
    expect(await tell(passed, 'problems')).toMatchObject({
      status: 'skipped',
      detail: expect.stringContaining('problems are sent only'),
    });
    expect(aws.messages).toHaveLength(2);
  });

  test('changes sends the first report and each whose verdict is another than the last', async () => {
    const archive = folderArchive(folderWith());
    const statuses = [];
    for (const next of [passed, passed, blocked, blocked, passed]) {
      statuses.push((await tell(next, 'changes', { archive })).status);
    }
    expect(statuses).toEqual(['sent', 'skipped', 'sent', 'skipped', 'sent']);
  });

  test('changes sends again what nobody heard of, as the topic was down', async () => {
    const archive = folderArchive(folderWith());
    aws.fail('sns', {
      status: 400,
      body: '<ErrorResponse><Error><Code>AuthorizationError</Code></Error></ErrorResponse>',
    });
    expect((await tell(blocked, 'changes', { archive })).status).toBe('failed');
    aws.heal('sns');
    expect((await tell(blocked, 'changes', { archive })).status).toBe('sent');
    expect((await tell(blocked, 'changes', { archive })).status).toBe('skipped');
  });

  test('changes sends the recovery from what was told, but could not be kept', async () => {
    const folder = folderArchive(folderWith());
    let full = false;
    const write = async (key: string, text: string) => {
      if (full && key.startsWith('latest/')) throw new Error('no space is left');
      return folder.write(key, text);
    };
    const archive = { ...folder, write };
    await tell(passed, 'changes', { archive });
    full = true;
    expect((await tell(blocked, 'changes', { archive })).status).toBe('sent');
    full = false;
    expect((await tell(passed, 'changes', { archive })).status).toBe('sent');
    expect((await tell(passed, 'changes', { archive })).status).toBe('skipped');
  });

  test('changes takes no dry run of fix for the fix before', async () => {
    const archive = folderArchive(folderWith());
    const fixed = report({ request: request('fix') });
    const tried = { ...report({ request: request('fix'), outcomes: [outcome([finding()])] }), dryRun: true };
    const statuses = [];
    for (const next of [fixed, tried, fixed]) statuses.push((await tell(next, 'changes', { archive })).status);
    expect([tried.verdict, ...statuses]).toEqual(['block', 'sent', 'sent', 'skipped']);
  });

  test('changes sends where the last report cannot be read, or there is no archive', async () => {
    const broken = folderArchive(folderWith({ latest: 'a file where a folder belongs' }));
    expect((await tell(passed, 'changes')).status).toBe('sent');
    const [first] = await told(passed, 'changes', { archive: broken });
    expect(first?.status).toBe('sent');
  });
});

interface Options {
  archive?: ReturnType<typeof folderArchive>;
  chat?: boolean;
  topic?: string;
}

/** What became of the report on the topic; it is archived as well where there is an archive. */
async function tell(report: Report, policy: PublishPolicy, options: Options = {}) {
  const [delivery] = await told(report, policy, options);
  if (!delivery) throw new Error('no channel was told');
  return delivery;
}

async function told(report: Report, policy: PublishPolicy, { archive, chat = false, ...rest }: Options) {
  const channels = [
    topicChannel({ topic: rest.topic ?? topic, archive: archive ?? null, chat }),
    ...(archive ? [reportArchive(archive)] : []),
  ];
  const log = { info: () => {}, error: () => {} };
  return (await publish(report, { channels, policy, log })).published ?? [];
}

function reportHolding(name: string, text: string, count: number): Report {
  const findings = [finding({ message: text, evidence: { text, list: [text, name] } }), ...some(count, findingNamed)];
  return report({
    request: request('fix', { deploy: { sha: text.slice(0, 500) || 'x' } }),
    target: {
      name: name.slice(0, 8_000),
      environment: text,
      server: text,
      database: name,
      host: name,
      fingerprint: text,
      connectMs: 1,
      attempts: 1,
    },
    outcomes: [outcome(findings, healthy(count))],
    changes: some(Math.floor(count / 3), () => change({ note: text.slice(0, 300) })),
    dryRun: count % 2 === 0,
  });
}

function some<Item>(count: number, make: (name: string) => Item): Item[] {
  return Array.from({ length: count }, (_, at) => make(`table_${at}_id_seq`));
}
