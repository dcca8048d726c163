import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { summary as page } from '@actions/core';
import { codeOf, UsageError } from '../../shared/model/errors.ts';
import type { LintReport } from '../../shared/model/lint-report.ts';
import { lintGithub } from '../../shared/report/formats/lint/github.ts';
import { lintJson } from '../../shared/report/formats/lint/json.ts';
import { lintMarkdown } from '../../shared/report/formats/lint/markdown.ts';
import { lintSarif } from '../../shared/report/formats/lint/sarif.ts';
import { openEntries } from '../../shared/report/lint-report.ts';
import type { Places } from '../lint-places.ts';
import { print } from '../output.ts';
import type { Outcome } from './outcome.ts';

interface Files {
  report: string;
  sarif: string;
}

/**
 * Tells a lint report: annotations, the page of the step, its JSON and its SARIF.
 * @throws UsageError where a file cannot be written
 */
export async function toldLint(report: LintReport, places: Places, files: Files): Promise<Outcome> {
  const options = { color: false, all: false, width: 100, ...places };
  const markdown = lintMarkdown.render(report, options);
  await print(lintGithub.render(report, options));
  if (process.env.GITHUB_STEP_SUMMARY) await page.addRaw(`${markdown}\n`).write();
  await write(files.report, lintJson.render(report, options));
  await write(files.sarif, lintSarif.render(report, options));
  const open = openEntries(report.lint);
  const blocks = open.filter((entry) => entry.class === 'dangerous').length;
  const { verdict, ok, summary, lint, target } = report;
  return {
    ...{ verdict, ok, summary, reportId: '', report: files.report, sarif: files.sarif },
    ...{ findings: lint.length, blocks, warnings: open.length - blocks, infos: lint.length - open.length },
    targets: target === null ? [] : [target.name],
    markdown,
    failure: null,
  };
}

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `${text}\n`);
  } catch (error) {
    const why = codeOf(error);
    throw new UsageError('usage/arguments', `cannot write to ${path} (${why})`, 'name another file', { cause: error });
  }
}
