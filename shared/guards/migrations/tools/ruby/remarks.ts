import type { SqlPart } from '../../../../model/manifest.ts';
import type { Comment } from './expression.ts';

/** SQL of a program: `from` is the line of the call, `line` that of the SQL's first character; often the same. */
export interface Written extends SqlPart {
  from: number;
}

/**
 * SQL with the remarks to Lockstep that stand in the line of its call or right above: `# lockstep: allow ...` becomes
 * `-- lockstep: allow ...`, as far above the statement as it was.
 */
export function withRemarks(written: Written[], comments: Comment[]): SqlPart[] {
  const remarks = comments.filter(({ text }) => /^lockstep:/.test(text));
  if (remarks.length === 0) return written.map(({ line, text }) => ({ line, text }));
  const alone = new Set(comments.filter((comment) => comment.alone).map(({ line }) => line));
  return written.map((part) => withThose(part, remarks, alone));
}

function withThose({ from, line, text }: Written, remarks: Comment[], alone: Set<number>): SqlPart {
  let top = from;
  while (alone.has(top - 1)) top -= 1;
  const own = remarks.filter((remark) => remark.line >= top && remark.line <= from);
  const above = own.filter((remark) => remark.line < line);
  const beside = own.filter((remark) => remark.line === line).map((remark) => ` -- ${remark.text}`);
  const first = above[0]?.line ?? line;
  const lines = Array.from({ length: line - first }, (_, at) => above.find((remark) => remark.line === first + at));
  const head = lines.map((remark) => (remark ? `-- ${remark.text}\n` : '\n'));
  return { line: first, text: `${head.join('')}${text}${beside.join('')}` };
}
