import type { Goal } from './goals.ts';

export function goalTable(goals: Goal[]): string {
  return table(
    ['goal', 'met', 'measured'],
    goals.map(({ text, met, measured }) => [text, met ? 'yes' : '**no**', measured]),
  );
}

export function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
