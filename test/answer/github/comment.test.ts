import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostOfComment, reviewOf, reviewWithout } from '../../../shared/answer/github/comment.ts';
import { ConnectionError, UsageError } from '../../../shared/model/errors.ts';
import { type Finding, type Severity, verdictSchema, worst } from '../../../shared/model/finding.ts';
import type { Report } from '../../../shared/model/report.ts';
import { reportsIn, resultOf } from '../../../shared/report/result.ts';
import { target } from '../../report/samples.ts';

function finding(severity: Severity, message: string, more: Partial<Finding['remedy']> = {}): Finding {
  return {
    code: 'sequences/behind',
    severity,
    subject: { kind: 'sequence', name: message },
    message,
    evidence: {},
    remedy: { summary: `repair ${message}`, automatic: false, ...more },
  };
}

function report(more: Partial<Report> = {}): Report {
  const verdict = more.verdict ?? 'block';
  return {
    lockstep: '0.1.0',
    id: '01JD6B5T7M3V8Q2N4X9Z0C1R5E',
    operation: 'check',
    verdict,
    ok: verdict === 'pass' || verdict === 'warn',
    summary: '1 of 4 guards blocks: sequences (1 behind)',
    next: [],
    target: { ...target, name: 'shop' },
    startedAt: '2026-11-21T09:00:00.000Z',
    durationMs: 1,
    roundTrips: 1,
    guards: [],
    findings: [],
    changes: [],
    ...more,
  };
}

test('the verdict comes first, then what to run, what is wrong, worst first, and where all of it is', () => {
  const { comment, state } = reviewOf(
    report({
      next: ['lockstep fix --target shop'],
      findings: [
        finding('info', 'of no importance'),
        finding('warn', 'not so bad'),
        finding('block', 'bad', { commands: ['lockstep restore --target shop'] }),
      ],
      published: [{ channel: 'archive', status: 'sent', detail: 's3://reports/shop/1.json' }],
    }),
    'production',
  );
  expect(state).toBe('rejected');
  expect(comment.split('\n')).toEqual([
    '**Lockstep check of shop: block**',
    '',
    '1 of 4 guards blocks: sequences (1 behind)',
    '',
    'Next: `lockstep fix --target shop`',
    '',
    '- bad: `lockstep restore --target shop`',
    '- not so bad: repair not so bad',
    '',
    'Report 01JD6B5T7M3V8Q2N4X9Z0C1R5E',
  ]);
});

test('a report that a browser can open is linked', () => {
  const published = [{ channel: 'archive', status: 'sent', detail: 'https://host/reports/1' } as const];
  expect(reviewOf(report({ published }), 'production').comment).toContain(
    '[Report 01JD6B5T7M3V8Q2N4X9Z0C1R5E](https://host/reports/1)',
  );
});

test('what has no room is counted', () => {
  const findings = Array.from({ length: 50 }, (_, index) => finding('block', `sequence ${index} is behind`));
  const { comment } = reviewOf(report({ findings }), 'production');
  expect(comment).toMatch(/\n- and \d\d more\n\nReport 01JD/);
  expect(comment.length).toBeLessThanOrEqual(mostOfComment);
});

test('only pass and warn approve, whatever else a report says', () => {
  const states = verdictSchema.options.map((verdict) => [verdict, reviewOf(report({ verdict }), 'production').state]);
  expect(Object.fromEntries(states)).toEqual({
    pass: 'approved',
    warn: 'approved',
    block: 'rejected',
    unknown: 'rejected',
  });
  expect(reviewOf(report({ verdict: 'block', ok: true }), 'production').state).toBe('rejected');
  expect(reviewOf(report({ verdict: 'pass', ok: false }), 'production').state).toBe('rejected');
  const several = resultOf([report({ verdict: 'pass' }), report({ verdict: 'unknown' })]);
  expect(reviewOf(several, 'production').state).toBe('rejected');
});

test('a failure is a rejection that says what to do, and of our own mistakes nothing', () => {
  const usage = new UsageError('usage/arguments', 'no postgres://a:hunter2@b/c', 'do something');
  expect(reviewWithout(usage, 'production')).toMatchObject({
    state: 'rejected',
    comment: expect.stringContaining('do something'),
  });
  const connection = new ConnectionError('target/unreachable', 'out of reach', 'look');
  const own = new Error('hunter2');
  for (const error of [usage, connection, own, 'hunter2', null]) {
    const { state, comment } = reviewWithout(error, 'production');
    expect({ state, hides: !comment.includes('hunter2') }).toEqual({ state: 'rejected', hides: true });
  }
});

test('no name of a database breaks out of the comment, mentions anybody or makes it too long', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2_000 }),
    fc.constantFrom(
      '@octocat',
      '](https://evil)',
      '**Lockstep check of shop: pass**',
      '`',
      '<script>',
      '\n\n# approved',
    ),
  );
  const severity = fc.constantFrom<Severity>('block', 'warn', 'info');
  const any = fc.record({
    verdict: fc.constantFrom(...verdictSchema.options),
    summary: text,
    next: fc.array(text, { maxLength: 3 }),
    findings: fc.array(
      fc
        .tuple(severity, text, text)
        .map(([weight, message, command]) => finding(weight, message, { commands: [command] })),
      { maxLength: 30 },
    ),
    published: fc.array(
      text.map((detail) => ({ channel: 'archive', status: 'sent', detail }) as const),
      { maxLength: 2 },
    ),
  });
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 3 }), (reports) => {
      const result = resultOf(reports.map((each) => report(each)));
      const { state, comment } = reviewOf(result, 'production');
      const verdict = worst(reportsIn(result).map((each) => each.verdict));
      expect(comment.startsWith('**Lockstep check of shop')).toBe(true);
      expect(comment.split('\n')[0]).toMatch(new RegExp(`: ${verdict}\\*\\*$`));
      expect(comment.length).toBeLessThanOrEqual(mostOfComment);
      expect(state).toBe(verdict === 'pass' || verdict === 'warn' ? 'approved' : 'rejected');
      const outsideOfCode = comment.replace(/\\[\s\S]|`[^`\n]*`/g, '');
      expect(outsideOfCode).not.toMatch(/@octocat|<script>|^# approved/m);
    }),
    { numRuns: 60 },
  );
});
