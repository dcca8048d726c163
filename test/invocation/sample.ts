import { readFileSync } from 'node:fs';

/** The whole sample of an event in the doc comment of a caller's schema, or of a sender's. */
export function sampleOf(file: string, folder: 'callers' | 'senders' = 'callers'): Record<string, unknown> {
  const text = readFileSync(`shared/invocation/${folder}/${file}.ts`, 'utf8');
  const comments = [...text.matchAll(/\/\*\*([\s\S]*?)\*\//g)].map(([, comment = '']) => comment);
  const lines = comments.flatMap((comment) => comment.split('\n').map((line) => line.replace(/^ \* ?/, '')));
  return JSON.parse(lines.filter((line) => line.startsWith('    ')).join('\n'));
}
