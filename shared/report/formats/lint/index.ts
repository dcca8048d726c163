import type { LintFormat } from './format.ts';
import { lintGithub } from './github.ts';
import { lintGitlab } from './gitlab.ts';
import { lintJson } from './json.ts';
import { lintMarkdown } from './markdown.ts';
import { lintSarif } from './sarif.ts';
import { lintTty } from './tty.ts';

export type { LintFormat, LintFormatOptions } from './format.ts';

/** Every format that `lockstep lint --format` takes. */
export const lintFormats: LintFormat[] = [lintTty, lintJson, lintMarkdown, lintGithub, lintGitlab, lintSarif];
