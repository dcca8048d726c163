import type { SqlPart } from '../../../../model/manifest.ts';
import type { Comment } from './expression.ts';

/**
 * SQL with the remarks to Lockstep that stand in the line of its program or right above: `# lockstep: allow ...` becomes
 * `-- lockstep: allow ...`, as far above the statement as it was.
 */
export function withRemarks(parts: SqlPart[], comments: Comment[]): SqlPart[] {
  const remarks = comments.filter(({ text }) => /^lockstep:/.test(text));
  if (remarks.length === 0) return parts;
  return parts.map(({ line, text }) => {
    const above: Comment[] = [];
    for (let at = line - 1; ; at -= 1) {
      const comment = comments.find((each) => each.alone && each.line === at);
      if (!comment) break;
      above.unshift(comment);
    }
    const own = remarks.filter((remark) => above.includes(remark));
    const beside = remarks
      .filter((remark) => !remark.alone && remark.line === line)
      .map((remark) => ` -- ${remark.text}`);
    const [first] = own;
    if (!first) return { line, text: `${text}${beside.join('')}` };
    const lines = above.slice(above.indexOf(first)).map((each) => (own.includes(each) ? `-- ${each.text}` : ''));
    return { line: first.line, text: `${lines.join('\n')}\n${text}${beside.join('')}` };
  });
}
