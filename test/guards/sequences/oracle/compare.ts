import type { Finding } from '../../../../shared/model/finding.ts';
import type { Report, SequenceEntry } from '../../../../shared/model/report.ts';
import type { Subject } from './build.ts';
import type { Expected } from './expected.ts';

/** What a report says of a sequence, and what it must say; equal where Lockstep is right. */
export interface Comparison {
  said: Record<string, unknown>;
  truth: Record<string, unknown>;
}

export function compare(report: Report, expected: Expected): Comparison {
  const entry = entryFor(report, expected.subject);
  const finding = (code: string) => findingFor(report, expected.subject, code);
  const behind = finding('sequences/behind');
  const said = {
    status: entry.status,
    next: expected.next === null ? null : entry.nextValue,
    steps: entry.stepsBehind ?? null,
    farthest: entry.feeds.map(({ farthest }) => farthest).sort(),
    firstCollision: behind?.evidence.firstCollision ?? null,
    farthestOfAll: behind?.evidence[expected.subject.increment > 0n ? 'maxValue' : 'minValue'] ?? null,
    outlier: finding('sequences/outlier')?.evidence.value ?? null,
    exhausted: finding('sequences/exhausted') !== undefined,
  };
  return { said, truth: truthOf(expected) };
}

function truthOf(expected: Expected): Record<string, unknown> {
  const { next, collision, steps, farthest, outlier, subject } = expected;
  const all = farthest.filter((value) => value !== null);
  const most = all.reduce<bigint | null>((far, value) => {
    return far === null || (subject.increment > 0n ? value > far : value < far) ? value : far;
  }, null);
  return {
    status: statusOf(expected),
    next: next?.toString() ?? null,
    steps: collision === null ? null : String(steps),
    farthest: farthest.map((value) => value?.toString() ?? null).sort(),
    firstCollision: collision?.toString() ?? null,
    farthestOfAll: collision === null ? null : (most?.toString() ?? null),
    outlier: outlier?.toString() ?? null,
    exhausted: isUsedUp(expected),
  };
}

function isUsedUp({ exhausted, subject }: Expected): boolean {
  return exhausted && !subject.cycle;
}

function statusOf(expected: Expected): string {
  if (isUsedUp(expected)) return 'exhausted';
  if (expected.collision !== null) return 'behind';
  if (usedOf(expected) >= 0.8 && !expected.subject.cycle) return 'exhausting';
  if (expected.subject.feeds.length === 0) return 'orphan';
  return expected.subject.cycle ? 'not-comparable' : 'healthy';
}

/** The used share of the range that the sequence and its columns leave. */
function usedOf({ next, subject: { increment, min, max, feeds } }: Expected): number {
  if (next === null) return 1;
  const ascending = increment > 0n;
  const low = feeds.reduce((least, { ends }) => (ends && !ascending && ends[0] > least ? ends[0] : least), min);
  const high = feeds.reduce((most, { ends }) => (ends && ascending && ends[1] < most ? ends[1] : most), max);
  const [used, size] = ascending ? [next - min, high - min + 1n] : [max - next, max - low + 1n];
  return size <= 0n ? 1 : Number((used * 1_000_000n) / size) / 1_000_000;
}

export function entryFor(report: Report, { schema, name }: Subject): SequenceEntry {
  const entry = report.sequences?.find((each) => each.schema === schema && each.name === name);
  if (!entry) throw new Error(`the report has no sequence ${schema}.${name}: ${report.summary}`);
  return entry;
}

function findingFor(report: Report, { schema, name }: Subject, code: string): Finding | undefined {
  return report.findings.find(
    ({ code: found, subject }) => found === code && subject.schema === schema && subject.name === name,
  );
}
