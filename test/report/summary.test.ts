import { describe, expect, it } from 'vitest';
import { ConnectionError, WrongDatabaseError } from '../../shared/model/errors.ts';
import type { Told } from '../../shared/report/report.ts';
import {
  change,
  finding,
  findingNamed,
  healthy,
  outcome,
  proven,
  report,
  request,
  sequence,
  validated,
} from './samples.ts';

const outlier = finding({ code: 'sequences/outlier', severity: 'warn', remedy: { summary: 'look', automatic: false } });
const unreadable = finding({ code: 'sequences/unreadable', severity: 'warn', unknown: true });
const fixing = { request: request('fix') };
const planned = { ...fixing, dryRun: true, changes: [change({ applied: false })] };

function summary(told: Partial<Told> = {}): string {
  return report(told).summary;
}

describe('the summary of a check', () => {
  it('says how many are healthy', () => {
    expect(summary()).toBe('all clear: 41 sequences healthy');
    expect(summary({ outcomes: [outcome([], healthy(1))] })).toBe('all clear: 1 sequence healthy');
    expect(summary({ outcomes: [outcome([], [])] })).toBe('all clear: no sequences to examine');
  });

  it('does not count as healthy what could not be compared', () => {
    const sequences = [...healthy(3), sequence({ status: 'orphan' }), sequence({ status: 'not-comparable' })];
    expect(summary({ outcomes: [outcome([], sequences)] })).toBe(
      'all clear: 3 sequences healthy, 1 without a column, 1 not comparable',
    );
  });

  it('counts what blocks by code', () => {
    const findings = [findingNamed('a'), findingNamed('b'), finding({ code: 'sequences/exhausted' })];
    expect(summary({ outcomes: [outcome(findings.slice(0, 2))] })).toBe('1 of 1 guards blocks: sequences (2 behind)');
    expect(summary({ outcomes: [outcome(findings)] })).toBe('1 of 1 guards blocks: sequences (2 behind, 1 exhausted)');
  });

  it('counts the migrations that a finding lists, not the findings', () => {
    const listing = (code: string, ids: string[], count = ids.length) =>
      finding({ code, evidence: { migrations: ids, count } });
    const findings = [listing('migrations/pending', ['1', '2']), listing('migrations/pending', ['3'], 150)];
    const others = [finding({ code: 'migrations/no-manifest', evidence: { count: 9 } })];
    const guard = { ...outcome([...findings, ...others], []), guard: 'migrations' as const };
    expect(summary({ request: request('check', { guards: ['migrations'] }), outcomes: [guard] })).toContain(
      'migrations (1 no manifest, 152 pending)',
    );
  });

  it('says everything else that is not well in the same sentence', () => {
    expect(summary({ outcomes: [outcome([finding(), unreadable, outlier, outlier])] })).toBe(
      '1 of 1 guards blocks: sequences (1 behind); could not tell: sequences (1 unreadable); warnings: 2 outliers',
    );
  });

  it('names the guard that only warns', () => {
    expect(summary({ outcomes: [outcome([outlier])] })).toBe('1 of 1 guards warns: sequences (1 outlier)');
  });

  it('counts guards', () => {
    const guards = { request: request('check', { guards: ['sequences', 'data'] }) };
    const empty = { guard: 'data', examined: 5, durationMs: 1, findings: [], entries: {}, reached: true } as const;
    const told = { ...guards, outcomes: [outcome([finding()]), { ...empty, findings: [] }] };
    expect(summary(told)).toBe('1 of 2 guards blocks: sequences (1 behind)');
    expect(summary({ ...guards, outcomes: [outcome()] })).toBe('could not tell: data (not reached)');
  });

  it('says what could not be told, and why', () => {
    const failure = new ConnectionError('target/refused', 'connection refused by 127.0.0.1:5432', 'start it');
    expect(summary({ outcomes: [], failure })).toBe('could not tell: connection refused by 127.0.0.1:5432');
    expect(summary({ outcomes: [outcome([unreadable])] })).toBe('could not tell: sequences (1 unreadable)');
    expect(summary({ outcomes: [{ ...outcome(), reached: false }] })).toBe('could not tell: sequences (not finished)');
  });

  it('says that the database is the wrong one', () => {
    const failure = new WrongDatabaseError('target/wrong-database', 'another database answers', 'check the URL');
    expect(summary({ outcomes: [], failure })).toBe('blocked: another database answers');
  });

  it('stays one line, whatever the server says', () => {
    const failure = new ConnectionError('target/failed', 'no:\n::error::\u001b[31m##[error]x', 'see');
    expect(summary({ outcomes: [], failure })).toBe('could not tell: no:\\n::error::\\u{1b}[31m#\\#[error]x');
  });
});

describe('the summary of a fix', () => {
  it('says what was fixed, and that all is clear', () => {
    expect(summary({ ...fixing, changes: [change(), change(), change()] })).toBe('fixed 3 sequences; all clear');
    const index = { kind: 'index' as const, schema: 'public', name: 'orders_key' };
    const changes = [
      change(),
      change(),
      validated('orders', 'a'),
      change({ subject: index }),
      change({ subject: index }),
    ];
    expect(summary({ ...fixing, changes })).toBe('fixed 2 sequences, 1 constraint, 2 indexes; all clear');
  });

  it('does not take the repair of one constraint for that of another table', () => {
    const broken = (table: string) =>
      finding({ code: 'data/not-validated', severity: 'warn', subject: validated(table, 'positive').subject });
    const changes = [{ ...validated('orders', 'positive'), applied: false }];
    const told = { ...fixing, dryRun: true, changes, outcomes: [outcome([broken('orders'), broken('lines')])] };
    expect(summary(told)).toBe('would fix 1 constraint (dry run); would remain: 1 not validated');
  });

  it('says what is left', () => {
    expect(summary({ ...fixing, changes: [change()], outcomes: [outcome([outlier])] })).toBe(
      'fixed 1 sequence; 1 of 1 guards warns: sequences (1 outlier)',
    );
  });

  it('says when there was nothing to do', () => {
    expect(summary(fixing)).toBe('nothing to fix; all clear: 41 sequences healthy');
    expect(summary({ ...fixing, dryRun: true })).toBe('nothing to fix (dry run); all clear: 41 sequences healthy');
  });

  it('does not claim a change that the database refused', () => {
    const failed = finding({ code: 'sequences/fix-failed' });
    expect(summary({ ...fixing, changes: [change({ applied: false })], outcomes: [outcome([failed])] })).toBe(
      'nothing fixed; 1 of 1 guards blocks: sequences (1 fix failed)',
    );
  });

  it('says of a dry run what would be fixed and what would remain', () => {
    expect(summary({ ...planned, outcomes: [outcome([finding()])] })).toBe('would fix 1 sequence (dry run)');
    expect(summary({ ...planned, outcomes: [outcome([finding(), outlier])] })).toBe(
      'would fix 1 sequence (dry run); would remain: 1 outlier',
    );
  });
});

describe('the summary of a verify', () => {
  it('says what was proven', () => {
    expect(summary({ request: request('verify'), outcomes: [outcome([], proven(41))] })).toBe(
      'proven: 41 sequences hand out free values',
    );
  });

  it('says that it was proven by reading alone', () => {
    expect(summary({ request: request('verify', { proof: 'peek' }), outcomes: [outcome([], healthy(1))] })).toBe(
      'proven by reading alone: 1 sequence hands out free values',
    );
  });

  it('does not call proven what it took no value from', () => {
    expect(summary({ request: request('verify') })).toMatch(/^nothing to prove/);
  });

  it('keeps a warning beside the proof', () => {
    expect(summary({ request: request('verify'), outcomes: [outcome([outlier], proven(2))] })).toBe(
      'proven: 2 sequences hand out free values; warnings: 1 outlier',
    );
  });
});
