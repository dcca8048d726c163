import type { Report } from '../../../model/report.ts';
import type { StoryStep } from '../../../model/story.ts';
import { fenced, folded, plainText } from '../../markup.ts';
import { visible } from '../../printable.ts';
import { type StoryPart, stepLine, storyParts } from '../../story-lines.ts';
import { marks } from './marks.ts';

/** What a deploy did, a line a step; then how things stand, and the commands to go on and back. */
export function storyPart({ story }: Report): string {
  if (!story) return '';
  return [story.steps.map(stepItem).join('\n'), ...storyParts(story).map(partText)].join('\n\n');
}

function stepItem(step: StoryStep): string {
  const sign = { done: `${marks.pass} `, failed: `${marks.block} `, skipped: '', planned: '', 'not-reached': '' };
  return `- ${sign[step.status]}${plainText(stepLine(step))}`;
}

function partText({ title, kind, lines }: StoryPart): string {
  if (kind === 'output') return folded(title, fenced('text', lines.map(visible)));
  if (kind === 'commands') return `**${title}**\n\n${fenced('sh', lines.map(visible))}`;
  return `**${title}**\n\n${lines.map((line) => `- ${plainText(line)}`).join('\n')}`;
}
