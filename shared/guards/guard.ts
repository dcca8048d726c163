import type { Change } from '../model/change.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { GuardName, Report } from '../model/report.ts';
import type { Kept, Request } from '../model/request.ts';
import type { Settings } from '../model/settings.ts';
import type { Session } from '../session/session.ts';

/** One judgement: pure, it turns facts into findings. `severity` is the weight of its usual finding. */
export interface Rule<Facts> {
  code: string;
  severity: Severity;
  judge(facts: Facts, settings: Settings): Finding[];
}

/** The lists that guards add to a report: everything that was examined, with its status. */
export type Entries = Pick<
  Report,
  'sequences' | 'migrations' | 'lint' | 'compared' | 'differences' | 'tables' | 'foreignKeys'
>;

/** One domain. SQL gathers facts, rules judge them, fix repairs what is safe to, verify proves that it works. */
export interface Guard<Facts> {
  name: GuardName;
  /** Reads what the rules need. What cannot be read is part of the facts, never an error. */
  facts(session: Session, request: Request): Promise<Facts>;
  rules: Rule<Facts>[];
  /** How many objects were examined, and each with its status. */
  examined(facts: Facts): number;
  entries(facts: Facts, settings: Settings): Entries;
  /** What an archive keeps of the facts for the next run; nothing of what was not read as a whole. */
  keeps?(facts: Facts): Partial<Kept>;
  /** A query of everything that `--only` may name: schema, table (null where it is of none), name. Absent: it repairs nothing. */
  named?: string;
  /** Repairs, or with `dryRun` only plans, and writes each change down as it is done; returns what it could not do. */
  fix(session: Session, facts: Facts, order: { request: Request; changes: Change[] }): Promise<Finding[]>;
  /** The same repairs as a script for psql, for those who run nothing but what they have read. */
  script(facts: Facts, request: Request): string[];
  /** Proves what must hold; returns what does not. */
  verify(session: Session, facts: Facts, request: Request): Promise<Finding[]>;
}
