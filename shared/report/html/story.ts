import type { Report } from '../../model/report.ts';
import type { Story, StoryStep, Wait } from '../../model/story.ts';
import { visible } from '../printable.ts';
import { duration, moment } from '../time-cells.ts';
import { pasted } from './code.ts';
import { facts } from './facts.ts';
import { label, type Tone } from './labels.ts';
import { folded, listed } from './lists.ts';
import { html, lines, type Markup } from './markup.ts';
import { timelineOf } from './migrations.ts';
import { heading, type Place, section } from './place.ts';

const tones: Record<StoryStep['status'], Tone> = {
  done: 'pass',
  failed: 'block',
  skipped: 'info',
  planned: 'info',
  'not-reached': 'info',
};

/** A guarded deploy: its steps, how things stand, the commands to go on or back, who waited for whom, and what it printed. */
export function storyPart({ story }: Report, place: Place): Markup | undefined {
  if (!story) return undefined;
  const { command, outcome, steps, migrations } = story;
  const note = command.length === 0 ? outcome : `${outcome}: ${command.map(visible).join(' ')}`;
  const applied = migrations.map(({ id, durationMs }) => ({
    id,
    status: 'applied' as const,
    ...(durationMs === null ? {} : { durationMs }),
  }));
  return section(place, { name: 'deploy', title: 'Deploy', note }, [
    html`<ol class="steps">${steps.map(step)}</ol>`,
    ...standing(story, place),
    restorePoint(story, place),
    applied.length === 0 ? html`` : html`${heading(place, 'Applied by this deploy', 1)}${timelineOf(applied)}`,
    waits(story, place),
    output(story),
  ]);
}

function step({ step: name, status, message, durationMs }: StoryStep): Markup {
  const time = durationMs === undefined ? undefined : html` <small>${duration(durationMs)}</small>`;
  return html`<li class="${tones[status]}">${label(tones[status], status.replace('-', ' '))} <b>${name.replace('-', ' ')}</b> <span>${visible(message)}${time}</span></li>
`;
}

/** What is applied and what is not; then how to go on, and how to go back. */
function standing({ state, forward, back }: Story, place: Place): Markup[] {
  const commands = (title: string, texts: string[]) =>
    texts.length === 0 ? html`` : html`${heading(place, title, 1)}${pasted(texts.map(visible))}`;
  const sentences = state.map((sentence) => html`<li>${visible(sentence)}</li>`);
  return [
    state.length === 0 ? html`` : html`${heading(place, 'How things stand', 1)}<ul class="state">${sentences}</ul>`,
    commands('To go on', forward),
    commands('To go back', back),
  ];
}

function restorePoint({ restorePoint: point, back: told }: Story, place: Place): Markup {
  if (point === null) return html``;
  const { id, method, place: where, at, expiresAt, back, loses } = point;
  const rows = [
    { name: 'made', value: moment(at) },
    { name: 'as', value: `${method.replaceAll('-', ' ')} ${visible(id)}` },
    { name: 'where', value: visible(where) },
    { name: 'kept until', value: expiresAt === null ? 'it is pruned' : moment(expiresAt) },
    { name: 'going back loses', value: visible(loses) },
  ];
  const others = back.filter((command) => !told.includes(command));
  return html`${heading(place, 'Restore point', 1)}${facts(rows)}${pasted(others.map(visible))}`;
}

function waits({ waits: all }: Story, place: Place): Markup {
  if (all.length === 0) return html``;
  return html`${heading(place, 'Who waited for whom', 1)}${listed(all, { open: 20, noun: 'wait' }, (some) => html`<ul class="waits">${some.map(wait)}</ul>`)}`;
}

function wait({ at, seconds, statement, lock, object, blockers, cancelled }: Wait): Markup {
  const on = object === null ? '' : ` on ${visible(object)}`;
  const held = blockers.map(({ pid, description }) => {
    const ended = cancelled.includes(pid) ? html` ${label('warn', 'cancelled')}` : undefined;
    return html`<li>held by <b>${pid}</b> ${visible(description)}${ended}</li>`;
  });
  return html`<li><p><b>${duration(seconds * 1000)}</b> for ${visible(lock)}${on} <small>${moment(at)}</small></p><p><code>${visible(statement)}</code></p><ul>${held}</ul></li>
`;
}

function output({ output: printed, outcome }: Story): Markup {
  if (printed.length === 0) return html``;
  const open = outcome === 'failed' || outcome === 'interrupted';
  return folded({ summary: 'The end of what the command printed', open }, html`<pre>${lines(printed)}</pre>`);
}
