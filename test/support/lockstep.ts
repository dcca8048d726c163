import type { Finding } from '../../shared/model/finding.ts';
import { type House, silent } from '../../shared/model/house.ts';
import type { Operation, Report, SequenceEntry } from '../../shared/model/report.ts';
import type { FixOptions, Proof, Request } from '../../shared/model/request.ts';
import { type SettingsInput, settingsSchema } from '../../shared/model/settings.ts';
import { run } from '../../shared/run.ts';
import { database } from './database.ts';

/** What a test asks beside the operation and the database; all of it optional. */
export interface Wish {
  fix?: Partial<FixOptions>;
  proof?: Proof;
  settings?: SettingsInput;
  fingerprint?: string;
  signal?: AbortSignal;
}

/** Runs Lockstep in this process on a database: `await lockstep('check', shop.url)`. */
export function lockstep(operation: Operation, url: string, wish: Wish = {}): Promise<Report> {
  return run(requestFor(operation, url, wish), houseFor(wish));
}

export function requestFor(operation: Operation, url: string, wish: Wish = {}): Request {
  return {
    operation,
    target: {
      name: 'test',
      url,
      secret: null,
      driver: null,
      publish: 'problems',
      environment: null,
      fingerprint: wish.fingerprint ?? null,
    },
    guards: ['sequences'],
    settings: settingsSchema.parse(wish.settings ?? {}),
    fix: { dryRun: false, margin: 0n, only: [], pastOutliers: false, ...wish.fix },
    proof: wish.proof ?? 'nextval',
    deploy: null,
  };
}

export function houseFor({ signal }: Wish = {}): House {
  return { signal: signal ?? new AbortController().signal, progress: silent };
}

/** Checks a fresh database that `sql` made: `const report = await checked('CREATE TABLE orders (id serial)')`. */
export async function checked(sql: string, settings: SettingsInput = {}): Promise<Report> {
  return lockstep('check', (await database(sql)).url, { settings });
}

/** The one finding of a code; fails where there is none, or more. */
export function findingOf(report: Report, code: string): Finding {
  const findings = report.findings.filter((finding) => finding.code === code);
  if (findings.length !== 1 || !findings[0]) throw new Error(`${findings.length} findings ${code}: ${codesOf(report)}`);
  return findings[0];
}

/** The entry of one sequence, by its name. */
export function entryOf(report: Report, name: string): SequenceEntry {
  const entry = report.sequences?.find((each) => each.name === name);
  if (!entry) throw new Error(`the report has no sequence ${name}: ${report.summary}`);
  return entry;
}

/** The codes of a report's findings, without the guard, sorted: `['behind', 'unowned']`. */
export function codesOf(report: Report): string[] {
  return report.findings.map(({ code }) => code.replace(/^sequences\//, '')).sort();
}
