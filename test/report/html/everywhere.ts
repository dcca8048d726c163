import type { Report } from '../../../shared/model/report.ts';
import { kinds } from './kinds.ts';

/** Words of the report itself, which decide how it is written: codes, statuses, moments, numbers. */
const fixed = new Set([
  ...[
    'code',
    'severity',
    'status',
    'verdict',
    'operation',
    'kind',
    'change',
    'method',
    'guard',
    'outcome',
    'step',
    'tool',
  ],
  ...[
    'source',
    'class',
    'phase',
    'startedAt',
    'id',
    'lockstep',
    'at',
    'expiresAt',
    'nextValue',
    'limit',
    'farthest',
    'rows',
  ],
  ...['stepsBehind', 'value', 'orphans', 'channel'],
]);

/** A report that has everything a report can have, with one name in every place for a text. */
export function everywhere(name: string): Report {
  const { failed, mismatch, migrations, data, fixed: fix, passed } = kinds;
  const whole: Report = {
    ...passed,
    ...data,
    ...fix,
    ...migrations,
    ...mismatch,
    ...failed,
    sequences: [...(failed.sequences ?? []), ...(passed.sequences ?? [])],
    manifest: { source: 'call', commit: 'x', dirty: true, at: 'x' },
    published: [{ channel: 'topic', status: 'failed', detail: 'x' }],
    omitted: { findings: 1, changes: 0, sequences: 0, whole: 'x' },
    dryRun: true,
  };
  return renamed(whole, name) as Report;
}

function renamed(value: unknown, name: string, key = ''): unknown {
  if (typeof value === 'string') return fixed.has(key) ? value : `${name} ${value} ${name}`;
  if (Array.isArray(value)) return value.map((each) => renamed(each, name, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([each, inner]) => [each, renamed(inner, name, each)]));
}
