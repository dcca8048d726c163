import { describe, expect, it } from 'vitest';
import { ConnectionError, InterruptedError, WrongDatabaseError } from '../../shared/model/errors.ts';
import { reportSchema } from '../../shared/model/report.ts';
import { finding, findingNamed, outcome, report, request, target } from './samples.ts';

const warning = { code: 'sequences/outlier', severity: 'warn' } as const;
const unknown = { code: 'sequences/unreadable', severity: 'warn', unknown: true } as const;

describe('the verdict', () => {
  it('passes when nothing was found', () => {
    expect(report()).toMatchObject({ verdict: 'pass', ok: true });
  });

  it('passes with findings that only inform', () => {
    const information = finding({ code: 'sequences/orphan', severity: 'info' });
    expect(report({ outcomes: [outcome([information])] })).toMatchObject({ verdict: 'pass', ok: true });
  });

  it('is the worst of what was found', () => {
    const verdictOf = (...findings: Parameters<typeof finding>[0][]) =>
      report({ outcomes: [outcome(findings.map(finding))] }).verdict;
    expect(verdictOf(warning)).toBe('warn');
    expect(verdictOf(warning, unknown)).toBe('unknown');
    expect(verdictOf(warning, unknown, {})).toBe('block');
  });

  it('is unknown, never pass, for a guard that did not come to its end', () => {
    const cut = report({ outcomes: [{ ...outcome(), reached: false }] });
    expect(cut).toMatchObject({ verdict: 'unknown', ok: false, guards: [{ guard: 'sequences', verdict: 'unknown' }] });
  });

  it('is unknown for a guard that was never begun', () => {
    expect(report({ outcomes: [] })).toMatchObject({
      verdict: 'unknown',
      guards: [{ verdict: 'unknown', examined: 0 }],
    });
  });

  it('is unknown when no session could be had, and says why and what to do', () => {
    const failure = new ConnectionError('target/refused', 'connection refused by 127.0.0.1:5432', 'start it');
    const failed = report({ outcomes: [], failure });
    expect(failed).toMatchObject({ verdict: 'unknown', ok: false, guards: [{ verdict: 'unknown' }] });
    expect(failed.findings).toEqual([
      {
        code: 'target/refused',
        severity: 'warn',
        unknown: true,
        subject: { kind: 'target', name: 'production' },
        message: 'connection refused by 127.0.0.1:5432',
        evidence: {},
        remedy: { summary: 'start it', automatic: false },
      },
    ]);
  });

  it('blocks when another database answers under the name', () => {
    const failure = new WrongDatabaseError('target/wrong-database', 'another database answers', 'check the URL');
    expect(report({ outcomes: [], failure })).toMatchObject({ verdict: 'block', findings: [{ severity: 'block' }] });
  });

  it('still blocks when the run was interrupted after it had found what blocks', () => {
    const failure = new InterruptedError('target/interrupted', 'stopped by Ctrl-C', 'run again');
    const cut = report({ outcomes: [{ ...outcome([finding()]), reached: false }], failure });
    expect(cut.verdict).toBe('block');
    expect(cut.findings.map(({ code }) => code)).toEqual(['sequences/behind', 'target/interrupted']);
  });
});

describe('the report', () => {
  it('lists the worst findings first, then by schema and name', () => {
    const names = report({
      outcomes: [
        outcome([
          findingNamed('c', warning),
          findingNamed('b', { severity: 'info', code: 'sequences/orphan' }),
          findingNamed('e', unknown),
          findingNamed('z', { subject: { kind: 'sequence', schema: 'audit', name: 'z' } }),
          findingNamed('d'),
          findingNamed('a'),
        ]),
      ],
    }).findings.map(({ subject }) => subject.name);
    expect(names).toEqual(['z', 'a', 'd', 'e', 'c', 'b']);
  });

  it('keeps to the contract, with times that were measured in fractions', () => {
    const measured = report({ durationMs: 41.7, outcomes: [{ ...outcome([finding()]), durationMs: 12.3 }] });
    expect(() => reportSchema.parse(measured)).not.toThrow();
    expect(measured).toMatchObject({ durationMs: 42, guards: [{ durationMs: 12 }] });
  });

  it('says of a fix whether it was a dry run, and of nothing else', () => {
    expect(report({ request: request('fix'), dryRun: true })).toHaveProperty('dryRun', true);
    expect(report()).not.toHaveProperty('dryRun');
  });

  it('leaves out the list of sequences that no guard made', () => {
    expect(report({ outcomes: [{ ...outcome(), entries: {} }] })).not.toHaveProperty('sequences');
  });

  it('names the database that answered', () => {
    expect(report().target).toEqual(target);
  });
});
