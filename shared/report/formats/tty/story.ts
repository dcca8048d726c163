import type { Report } from '../../../model/report.ts';
import type { StoryStep } from '../../../model/story.ts';
import { visible } from '../../printable.ts';
import { type StoryPart, stepLine, storyParts } from '../../story-lines.ts';
import { indented, wrap } from '../../wrap.ts';
import { type Style, signOf } from './style.ts';

const signs = { done: 'pass', failed: 'block', skipped: 'info', planned: 'info', 'not-reached': 'info' } as const;

/** What a deploy did, a line a step; then how things stand, and the commands to go on and back. */
export function storyBlocks({ story }: Report, style: Style): string[][] {
  if (!story) return [];
  const parts = storyParts(story).map((part) => [style.paint.bold(part.title), ...indented(linesOf(part, style))]);
  return [story.steps.flatMap((step) => stepLines(step, style)), ...parts];
}

function stepLines(step: StoryStep, style: Style): string[] {
  const [first = '', ...rest] = wrap(visible(stepLine(step)), style.width - 2);
  const isDim = step.status === 'skipped' || step.status === 'not-reached';
  const shown = isDim ? style.paint.dim : (text: string) => text;
  return [`${signOf(signs[step.status], style)} ${shown(first)}`, ...indented(rest.map(shown))];
}

function linesOf({ kind, lines }: StoryPart, { paint, width }: Style): string[] {
  if (kind === 'commands') return lines.map((line) => paint.cyan(visible(line)));
  if (kind === 'output') return lines.map((line) => paint.dim(visible(line)));
  return lines.flatMap((line) => wrap(visible(line), width - 2));
}
