import { readFileSync } from 'node:fs';

/** The whole sample of an event in the doc comment of a caller's schema. */
export function sampleOf(file: string): Record<string, unknown> {
  const text = readFileSync(`shared/invocation/callers/${file}.ts`, 'utf8');
  const comments = [...text.matchAll(/\/\*\*([\s\S]*?)\*\//g)].map(([, comment = '']) => comment);
  const lines = comments.flatMap((comment) => comment.split('\n').map((line) => line.replace(/^ \* ?/, '')));
  return JSON.parse(lines.filter((line) => line.startsWith('    ')).join('\n'));
}
