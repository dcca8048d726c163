import type { Change } from '../../shared/model/change.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { DifferenceEntry, Report, SequenceEntry, TargetEntry } from '../../shared/model/report.ts';
import { type Outcome, reportOn, type Told } from '../../shared/report/report.ts';

export const target: TargetEntry = {
  name: 'production',
  environment: 'production',
  server: 'PostgreSQL 17.9',
  database: 'shop',
  host: 'db.example.com',
  fingerprint: '7301234567890123456:16384',
  connectMs: 12,
  attempts: 1,
};

/** orders_id_seq, which will hand out 17 while orders.id reaches 4210; change what the test is about. */
export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    code: 'sequences/behind',
    severity: 'block',
    subject: { kind: 'sequence', schema: 'public', name: 'orders_id_seq', table: 'orders', column: 'id' },
    message: 'orders_id_seq will hand out 17, but orders.id already reaches 4210: the next 4194 inserts may fail',
    evidence: { nextValue: '17', maxValue: '4210' },
    remedy: {
      summary: 'move the sequence past 4210',
      sql: ["SELECT max(nextval('public.orders_id_seq')) FROM generate_series(1, 4194);"],
      automatic: true,
    },
    ...changes,
  };
}

export function findingNamed(name: string, changes: Partial<Finding> = {}): Finding {
  return finding({ subject: { kind: 'sequence', schema: 'public', name }, message: `${name} is behind`, ...changes });
}

export function sequence(changes: Partial<SequenceEntry> = {}): SequenceEntry {
  return {
    schema: 'public',
    name: 'users_id_seq',
    status: 'healthy',
    nextValue: '812',
    limit: '2147483647',
    used: 0.0000004,
    feeds: [{ schema: 'public', table: 'users', column: 'id', farthest: '811' }],
    ...changes,
  };
}

export function healthy(count: number): SequenceEntry[] {
  return Array.from({ length: count }, (_, at) => sequence({ name: `table_${at + 1}_id_seq` }));
}

export function change(changes: Partial<Change> = {}): Change {
  return {
    subject: { kind: 'sequence', schema: 'public', name: 'orders_id_seq' },
    method: 'advance',
    from: '17',
    to: '4211',
    applied: true,
    sql: ["SELECT max(nextval('public.orders_id_seq')) FROM generate_series(1, 4194);"],
    undo: "SELECT setval('public.orders_id_seq', 17, false);",
    ...changes,
  };
}

/** What fix did to a constraint: there is nothing to undo. */
export function validated(table: string, name: string): Change {
  const subject = { kind: 'constraint' as const, schema: 'public', table, name };
  const sql = [`ALTER TABLE "public"."${table}" VALIDATE CONSTRAINT "${name}"`];
  const lock = 'ShareUpdateExclusiveLock';
  return { subject, method: 'validate', lock, from: 'NOT VALID', to: 'valid', applied: true, sql, undo: '' };
}

export function outcome(findings: Finding[] = [], sequences: SequenceEntry[] = healthy(41)): Outcome {
  const examined = sequences.length;
  return { guard: 'sequences', examined, durationMs: 12, findings, entries: { sequences }, reached: true };
}

/** A report on a check of production that found nothing; change what the test is about. */
export function report(changes: Partial<Told> = {}): Report {
  return reportOn({
    request: request('check'),
    target,
    outcomes: [outcome()],
    changes: [],
    startedAt: new Date('2026-11-21T09:00:00.000Z'),
    durationMs: 41,
    roundTrips: 3,
    id: '01JD6B5T7M3V8Q2N4X9Z0C1R5E',
    version: '0.1.0',
    dryRun: false,
    ...changes,
  });
}

export function request(operation: Report['operation'], changes: Partial<Told['request']> = {}): Told['request'] {
  const fix = { dryRun: false, margin: 0n, only: [], pastOutliers: false };
  const rest = { all: false, proof: 'nextval', deploy: null, expectation: null } as const;
  return { operation, guards: ['sequences'], fix, ...rest, ...changes };
}

/** The same sequences after `verify` took a value from each. */
export function proven(count: number): SequenceEntry[] {
  return healthy(count).map((entry) => ({ ...entry, proof: { method: 'nextval', value: '812', free: true } }));
}

/** The column orders.note, which staging has and production has not; change what the test is about. */
export function difference({ sql, ...changes }: Partial<DifferenceEntry> = {}): DifferenceEntry {
  const isUsual = Object.keys(changes).every((key) => ['migration', 'severity'].includes(key));
  const usual = isUsual ? 'ALTER TABLE public.orders ADD COLUMN note text;' : sql;
  return {
    kind: 'column',
    object: 'public.orders.note',
    change: 'removed',
    severity: 'block',
    with: 'staging',
    detail: 'text',
    ...(usual === undefined ? {} : { sql: usual }),
    ...changes,
  };
}

/** A report on a check of production's schema beside that of staging, with these differences and findings besides. */
export function compared(differences: DifferenceEntry[], others: Finding[] = []): Report {
  const counting = differences.filter(({ ignored }) => ignored === undefined);
  const findings = counting.map(({ object, severity }) =>
    finding({
      code: 'schema/missing',
      severity,
      remedy: { summary: 'see', automatic: false },
      subject: { kind: 'object', name: object },
    }),
  );
  const compared = [{ with: 'staging', source: 'target' as const, objects: 812 }];
  const schema = { guard: 'schema' as const, examined: 812, durationMs: 12, reached: true };
  return report({
    request: request('check', { guards: ['schema'] }),
    outcomes: [{ ...schema, findings: [...findings, ...others], entries: { compared, differences } }],
  });
}
