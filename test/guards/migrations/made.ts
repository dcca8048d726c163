import { judge } from '../../../shared/guards/judge.ts';
import type { History, Recorded, Standing } from '../../../shared/guards/migrations/history.ts';
import type { MigrationFacts } from '../../../shared/guards/migrations/migration-facts.ts';
import { reconcile } from '../../../shared/guards/migrations/reconcile.ts';
import type { MigrationRule } from '../../../shared/guards/migrations/rules/rule.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import type { Expectation, Manifest, Migration, Project } from '../../../shared/model/manifest.ts';
import { type SettingsInput, settingsSchema } from '../../../shared/model/settings.ts';

/** A project as a manifest holds it; dbmate's where nothing else is said. A migration may be its id alone. */
export function projectOf(
  migrations: (string | (Partial<Migration> & { id: string }))[],
  more: Partial<Project> = {},
): Project {
  const read = migrations.map((each) => (typeof each === 'string' ? { id: each } : each));
  return {
    tool: 'dbmate',
    directory: 'db/migrations',
    transaction: 'each',
    migrations: read,
    heads: read.slice(-1).map(({ id }) => id),
    problems: [],
    ...more,
  };
}

/** What a history table says. A row may be its id alone: applied. */
export function historyOf(
  rows: (string | (Partial<Recorded> & { id: string }))[],
  more: Partial<History> = {},
): History {
  const blank = {
    status: 'applied',
    checksum: null,
    appliedAt: null,
    durationMs: null,
    by: null,
    detail: null,
  } as const;
  return {
    tool: 'dbmate',
    table: 'public.schema_migrations',
    schema: 'public',
    keeps: 'all',
    recorded: rows.map((row) => ({ ...blank, ...(typeof row === 'string' ? { id: row } : row) })),
    lock: null,
    environment: null,
    ...more,
  };
}

/** What the repository expects: `expecting({ projects: [projectOf(['1', '2'])] })`. */
export function expecting(manifest: Partial<Manifest>, more: Partial<Expectation> = {}): Expectation {
  return { manifest: { manifest: 1, lockstep: '0', git: null, projects: [], ...manifest }, source: 'call', ...more };
}

/** Facts of a check in which all is well, but for what is given. */
export function factsWith(facts: Partial<MigrationFacts> = {}): MigrationFacts {
  return {
    operation: 'check',
    expectation: expecting({}),
    standings: [],
    unread: [],
    running: [],
    unlooked: null,
    missing: [],
    unrecorded: [],
    extra: [],
    lint: [],
    unlinted: null,
    phases: new Map(),
    environment: null,
    tables: 0,
    ...facts,
  };
}

/** What one rule finds, without what the settings say to ignore. */
export function found(rule: MigrationRule, facts: Partial<MigrationFacts>, settings: SettingsInput = {}): Finding[] {
  const read = settingsSchema.parse(settings);
  return judge({ rules: [rule] }, factsWith(facts), read);
}

/** The one finding of a rule on one project and its history. */
export function findingOn(
  rule: MigrationRule,
  [project, history]: [Project | null, History | null],
  { settings = {}, ...facts }: Partial<MigrationFacts> & { settings?: SettingsInput } = {},
): Finding {
  const findings = found(rule, { standings: [reconcile(project, history)], ...facts }, settings);
  if (findings.length !== 1 || !findings[0]) throw new Error(`${findings.length} findings ${rule.code}`);
  return findings[0];
}

/** The status of every migration: `{ '1': 'applied', '2': 'pending' }`. */
export function statusesOf({ entries }: Standing): Record<string, string> {
  return Object.fromEntries(entries.map(({ id, status }) => [id, status]));
}
