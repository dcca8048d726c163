/**
 * Lockstep as a library: what the command does, for programs of your own.
 *
 *     import { loadSettings, requestFrom, run, silent } from 'lockstep';
 *
 *     const settings = await loadSettings({ folder: process.cwd() });
 *     const request = requestFrom('check', { targets: ['production'] }, { settings, environment: process.env });
 *     const report = await run(request, { signal: AbortSignal.timeout(60_000), progress: silent });
 *     if (!report.ok) throw new Error(report.summary);
 */
export { type Change, changeSchema } from '../shared/model/change.ts';
export {
  ConnectionError,
  InterruptedError,
  LockstepError,
  StatementError,
  UsageError,
  WrongDatabaseError,
} from '../shared/model/errors.ts';
export {
  type Evidence,
  type Finding,
  findingSchema,
  type Remedy,
  type Severity,
  type Subject,
  type Verdict,
} from '../shared/model/finding.ts';
export { type House, type Progress, silent } from '../shared/model/house.ts';
export {
  type GuardEntry,
  type GuardName,
  type Operation,
  type Report,
  type Reports,
  type Result,
  reportSchema,
  resultSchema,
  type SequenceEntry,
  type TargetEntry,
} from '../shared/model/report.ts';
export type { FixOptions, Proof, Request, Target } from '../shared/model/request.ts';
export { type Settings, type SettingsInput, settingsSchema } from '../shared/model/settings.ts';
export { version } from '../shared/model/version.ts';
export { explain } from '../shared/report/explain.ts';
export { type Format, type FormatOptions, formats, rendered } from '../shared/report/formats/index.ts';
export { type Ask, type AskInput, askSchema } from '../shared/request/ask.ts';
export { requestFrom, requestsFrom } from '../shared/request/request.ts';
export { loadSettings, settingsFrom } from '../shared/request/settings.ts';
export { run, runAll, scriptFor } from '../shared/run.ts';
