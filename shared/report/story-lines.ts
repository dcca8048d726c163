import type { StepName, Story, StoryStep, Wait } from '../model/story.ts';
import { duration, moment } from './time-cells.ts';

/** One part of a deploy's story: sentences, or commands and output as they are. */
export interface StoryPart {
  title: string;
  kind: 'sentences' | 'commands' | 'output';
  lines: string[];
}

/** What is told of a deploy beside its steps, in the order in which somebody needs it. */
export function storyParts(story: Story): StoryPart[] {
  const { state, forward, back, waits, output, outcome } = story;
  const isOver = outcome === 'failed' || outcome === 'interrupted';
  const parts: StoryPart[] = [
    { title: 'How things stand', kind: 'sentences', lines: state },
    { title: 'To go on', kind: 'commands', lines: forward },
    {
      title: 'To go back',
      kind: 'commands',
      lines: outcome === 'succeeded' || isOver || outcome === 'planned' ? back : [],
    },
    { title: 'Who waited for whom', kind: 'sentences', lines: waits.map(waitLine) },
    { title: 'The end of what the command printed', kind: 'output', lines: isOver ? output : [] },
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

/** "apply: npx prisma migrate deploy took 1.4 s" */
export function stepLine({ step, message, durationMs }: StoryStep): string {
  const time = durationMs === undefined || durationMs < 1000 ? '' : ` (${duration(durationMs)})`;
  return `${stepLabel(step)}: ${message}${time}`;
}

/** "restore point" */
export function stepLabel(step: StepName): string {
  return step.replace('-', ' ');
}

/** "20260101000000_customers (18 ms)" */
export function migrationLine({ id, durationMs }: Story['migrations'][number]): string {
  return durationMs === null ? id : `${id} (${duration(durationMs)})`;
}

function waitLine({ at, seconds, statement, lock, object, blockers, cancelled }: Wait): string {
  const on = object === null ? '' : ` on ${object}`;
  const held = blockers.map(
    ({ pid, description }) => `${pid} ${description}${cancelled.includes(pid) ? ' (cancelled)' : ''}`,
  );
  const by = held.length === 0 ? '' : `, held by ${held.join('; ')}`;
  return `${duration(seconds * 1000)} for ${lock}${on} from ${moment(at)}: ${statement}${by}`;
}
