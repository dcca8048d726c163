import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { error as annotate, info, setOutput, warning } from '@actions/core';
import { LockstepError, UnexpectedError } from '../../shared/model/errors.ts';
import type { Operation } from '../../shared/model/report.ts';
import { lintReportOn } from '../../shared/report/lint-report.ts';
import { visible } from '../../shared/report/printable.ts';
import { withoutCredentials } from '../../shared/request/credentials.ts';
import { failureReport } from '../failure-report.ts';
import { commented } from './comment.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { toldLint } from './lint-step.ts';
import { maskSecrets } from './masks.ts';
import { operated } from './operated.ts';
import { toldReport } from './operation-step.ts';
import { exitCodeOf, type Outcome } from './outcome.ts';
import { enterRepository } from './repository.ts';

/** One step of a workflow, from its inputs to its outputs. Returns the exit code. */
export async function act(): Promise<number> {
  maskSecrets();
  let inputs: Inputs | null = null;
  let outcome: Outcome;
  try {
    inputs = readInputs();
    enterRepository(inputs.repository);
    outcome = await carriedOut(inputs);
  } catch (error) {
    outcome = await failed(error, inputs);
  }
  setOutputs(outcome);
  if (inputs?.comment) await comment(inputs, outcome);
  return exitCodeOf(outcome, inputs?.['fail-on'] ?? 'block');
}

async function carriedOut(inputs: Inputs): Promise<Outcome> {
  const { operation, all } = inputs;
  if (operation !== 'lint') return toldReport(await operated(operation, inputs), filesFor(inputs).report, all);
  // PostgreSQL's parser is WebAssembly of 1.7 MB: nobody else waits for it.
  const { lintRun } = await import('../lint.ts');
  const { files, since, target, url, config, timeout, repository } = inputs;
  const folder = repository === undefined ? undefined : '.';
  const flags = { files, since, target: target?.[0], url, config, timeout, repository: folder };
  const { report, places } = await lintRun(flags);
  return toldLint(report, places, filesFor(inputs));
}

function filesFor(inputs: Pick<Inputs, 'operation' | 'report-file' | 'sarif-file'>) {
  const { operation, 'report-file': report, 'sarif-file': sarif } = inputs;
  const folder = mkdtempSync(join(process.env.RUNNER_TEMP || tmpdir(), 'lockstep-'));
  return {
    report: resolve(report ?? join(folder, `${operation}.json`)),
    sarif: resolve(sarif ?? join(folder, 'lint.sarif')),
  };
}

/** A step that could not do its work says so in all places where its report would be. */
async function failed(error: unknown, inputs: Inputs | null): Promise<Outcome> {
  const failure = error instanceof LockstepError ? error : unexpected(error);
  failure.message = withoutCredentials(failure.message);
  const { operation = 'check', target = ['default'] } = inputs ?? {};
  const told = { operation, 'report-file': undefined, 'sarif-file': undefined };
  // A file that could not be written is not tried once more.
  const files = filesFor(failure.message.startsWith('cannot write') ? told : { ...told, ...inputs });
  const outcome = await (operation === 'lint'
    ? failedLint(failure, files)
    : failedOperation(failure, operation, { target, files }));
  return { ...outcome, failure };
}

function unexpected(error: unknown): UnexpectedError {
  return new UnexpectedError(error instanceof Error ? error.message : String(error), { cause: error });
}

function failedOperation(
  failure: LockstepError,
  operation: Operation,
  { target, files }: { target: string[]; files: { report: string } },
): Promise<Outcome> {
  const report = failureReport(failure, { operation, guards: ['sequences'], target: target.join(', ') });
  return toldReport(report, files.report, false);
}

function failedLint({ code, message, next }: LockstepError, files: ReturnType<typeof filesFor>): Promise<Outcome> {
  annotate(visible(`${message}; ${next}`), { title: code });
  const report = lintReportOn({ target: null, durationMs: 0, migrations: [], lint: [], unlinted: message });
  return toldLint(report, { lineOf: () => null, fromRoot: (file) => file }, files);
}

function setOutputs(outcome: Outcome): void {
  const { verdict, ok, summary, reportId, report, sarif, findings, blocks, warnings, infos } = outcome;
  const outputs = { verdict, ok, summary, 'report-id': reportId, report, sarif, findings, blocks, warnings, infos };
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
}

async function comment(inputs: Inputs, { targets, markdown }: Outcome): Promise<void> {
  const why = await commented({ operation: inputs.operation, targets }, markdown, inputs['github-token']);
  if (why === null) return;
  if (why.startsWith('this workflow')) info(`no comment: ${why}`);
  else warning(visible(`no comment on the pull request: ${why}`));
}
