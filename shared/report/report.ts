import type { Change } from '../model/change.ts';
import type { LockstepError } from '../model/errors.ts';
import { type Finding, findingFrom, verdictOf, worst } from '../model/finding.ts';
import type { Expectation } from '../model/manifest.ts';
import type { GuardEntry, GuardName, Report, TargetEntry } from '../model/report.ts';
import type { Request } from '../model/request.ts';
import { nextCommands } from './next.ts';
import { inOrder } from './order.ts';
import { summaryOf } from './summary.ts';

/** What one guard came back with. */
export interface Outcome {
  guard: GuardName;
  examined: number;
  durationMs: number;
  findings: Finding[];
  entries: Pick<Report, 'sequences' | 'migrations' | 'lint' | 'compared' | 'differences' | 'tables' | 'foreignKeys'>;
  /** false where the guard did not come to its end: its verdict is then unknown at best */
  reached: boolean;
}

/** Everything that a report is made of. */
export interface Told {
  request: Pick<Request, 'operation' | 'guards' | 'fix' | 'all' | 'proof' | 'deploy' | 'expectation'>;
  target: TargetEntry;
  /** of the guards that were begun; the others count as not reached */
  outcomes: Outcome[];
  changes: Change[];
  /** why there was no session, or why it ended early */
  failure?: LockstepError;
  startedAt: Date;
  durationMs: number;
  roundTrips: number;
  /** a ULID */
  id: string;
  version: string;
  dryRun: boolean;
}

/** Puts together the report: the worst verdict wins, the worst finding comes first. */
export function reportOn(told: Told): Report {
  const { request, target, changes, outcomes } = told;
  const guards = request.guards.map((guard) => guardEntry(guard, outcomes));
  const failures = told.failure ? [findingFrom(told.failure, target.name)] : [];
  const findings = inOrder([...failures, ...outcomes.flatMap((outcome) => outcome.findings)]);
  const verdict = worst([...guards.map((guard) => guard.verdict), ...findings.map(verdictOf)]);
  const sequences = outcomes.flatMap((outcome) => outcome.entries.sequences ?? []);
  const migrations = outcomes.flatMap((outcome) => outcome.entries.migrations ?? []);
  const lint = outcomes.flatMap((outcome) => outcome.entries.lint ?? []);
  const compared = outcomes.flatMap((outcome) => outcome.entries.compared ?? []);
  const differences = outcomes.flatMap((outcome) => outcome.entries.differences ?? []);
  const tables = outcomes.flatMap((outcome) => outcome.entries.tables ?? []);
  const foreignKeys = outcomes.flatMap((outcome) => outcome.entries.foreignKeys ?? []);
  const { operation, expectation } = request;
  const unfinished = request.guards.filter((guard) => !outcomes.some((one) => one.guard === guard && one.reached));
  const outline = {
    guards,
    unfinished,
    findings,
    sequences,
    migrations,
    compared,
    differences,
    tables,
    foreignKeys,
    changes,
    operation,
    verdict,
    dryRun: told.dryRun,
  };
  return {
    lockstep: told.version,
    id: told.id,
    operation,
    verdict,
    ok: verdict === 'pass' || verdict === 'warn',
    ...(operation === 'fix' ? { dryRun: told.dryRun } : {}),
    summary: summaryOf({ ...outline, peek: request.proof === 'peek' }),
    next: nextCommands({ request, target: target.name, dryRun: told.dryRun, findings, changes }),
    target,
    startedAt: told.startedAt.toISOString(),
    durationMs: Math.round(told.durationMs),
    roundTrips: told.roundTrips,
    guards,
    findings,
    ...(outcomes.some((outcome) => outcome.entries.sequences) ? { sequences } : {}),
    ...(expectation ? { manifest: expectationEntry(expectation) } : {}),
    ...(migrations.length > 0 ? { migrations } : {}),
    ...(lint.length > 0 ? { lint } : {}),
    ...(compared.length > 0 ? { compared } : {}),
    ...(outcomes.some((outcome) => outcome.entries.differences) ? { differences } : {}),
    ...(tables.length > 0 ? { tables } : {}),
    ...(foreignKeys.length > 0 ? { foreignKeys } : {}),
    changes,
    ...(request.deploy ? { deploy: request.deploy } : {}),
  };
}

function expectationEntry({ manifest, source, at }: Expectation): Report['manifest'] {
  const { commit = null, dirty = false } = manifest.git ?? {};
  return { source, commit, dirty, ...(at === undefined ? {} : { at }) };
}

function guardEntry(guard: GuardName, outcomes: Outcome[]): GuardEntry {
  const outcome = outcomes.find((one) => one.guard === guard);
  if (!outcome) return { guard, verdict: 'unknown', examined: 0, durationMs: 0 };
  const verdicts = outcome.findings.map(verdictOf);
  return {
    guard,
    verdict: worst(outcome.reached ? verdicts : [...verdicts, 'unknown']),
    examined: outcome.examined,
    durationMs: Math.round(outcome.durationMs),
  };
}
