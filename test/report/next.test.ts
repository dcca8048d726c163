import { describe, expect, it } from 'vitest';
import { change, finding, outcome, report, request, target } from './samples.ts';

const blocked = [outcome([finding()])];
const plan = { changes: [change({ applied: false })], dryRun: true };

describe('the commands to run next', () => {
  it('are to fix what a check found and fix can do', () => {
    expect(report({ outcomes: blocked }).next).toEqual(['lockstep fix --target production --guard sequences']);
  });

  it('are none when only a person can help', () => {
    const manual = finding({ remedy: { summary: 'widen the column', automatic: false } });
    expect(report({ outcomes: [outcome([manual])] }).next).toEqual([]);
  });

  it('are to verify what a fix changed', () => {
    expect(report({ request: request('fix'), changes: [change()] }).next).toEqual([
      'lockstep verify --target production --guard sequences',
    ]);
    expect(report({ request: request('fix') }).next).toEqual([]);
  });

  it('are, after a dry run, to do exactly what it showed', () => {
    const fix = { dryRun: true, margin: 1000n, only: ['public.Order Items_seq', 'a_seq'], pastOutliers: true };
    expect(report({ request: request('fix', { fix }), ...plan }).next).toEqual([
      "lockstep fix --target production --guard sequences --only 'public.Order Items_seq' --only a_seq --margin 1000 --past-outliers",
    ]);
  });

  it('cover the guards that the run covered, and read whole tables where it did', () => {
    const guards = ['data', 'sequences'] as const;
    const asked = { guards: [...guards], all: true };
    const next = (operation: 'check' | 'fix', changes = {}) =>
      report({ outcomes: blocked, ...changes, request: request(operation, asked) }).next;
    const flags = '--target production --guard data --guard sequences --all';
    expect(next('check')).toEqual([`lockstep fix ${flags}`]);
    expect(next('fix', plan)).toEqual([`lockstep fix ${flags}`]);
    expect(next('fix', { changes: [change()] })).toEqual([`lockstep verify ${flags}`]);
    const all = request('check', { guards: ['sequences', 'migrations', 'schema', 'data'] });
    expect(report({ outcomes: blocked, request: all }).next).toEqual(['lockstep fix --target production']);
  });

  it('name the URL where the target has no name, so that no configured target is meant', () => {
    const unnamed = { ...target, name: 'default' };
    expect(report({ outcomes: blocked, target: unnamed }).next).toEqual([
      'lockstep fix --url "$DATABASE_URL" --guard sequences',
    ]);
    const fix = { dryRun: true, margin: 5n, only: ['$HOME'], pastOutliers: false };
    expect(report({ request: request('fix', { fix }), ...plan, target: unnamed }).next).toEqual([
      `lockstep fix --url "$DATABASE_URL" --guard sequences --only '$HOME' --margin 5`,
    ]);
  });

  it('are safe to paste whatever the target is called', () => {
    const named = report({ outcomes: blocked, target: { ...target, name: "it's; rm -rf $HOME" } });
    expect(named.next).toEqual(["lockstep fix --target 'it'\\''s; rm -rf $HOME' --guard sequences"]);
  });
});
