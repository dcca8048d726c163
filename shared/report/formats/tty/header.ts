import type { Report } from '../../../model/report.ts';
import { plural } from '../../counts.ts';
import { effort, nouns, whereabouts } from '../../facts.ts';
import { visible } from '../../printable.ts';
import { meaningOf, operationOf } from '../../verdicts.ts';
import { indented, wrap } from '../../wrap.ts';
import { type Style, signOf, tinted } from './style.ts';

/** The verdict first, then which database it is about. */
export function header(report: Report, style: Style): string[] {
  const { verdict, target } = report;
  const word = tinted(verdict.toUpperCase(), verdict, style.paint);
  const subject = `${operationOf(report)} of ${visible(target.name)}`;
  const first = `${signOf(verdict, style)} ${word}  ${style.paint.bold(subject)}: ${visible(meaningOf(report))}`;
  const examined = report.guards
    .filter((guard) => guard.examined > 0)
    .map(({ guard, examined }) => plural(examined, nouns[guard]));
  const details = [whereabouts(report), [...examined, effort(report)].join(', ')].filter(Boolean);
  return [first, ...indented(details.flatMap((line) => wrap(line, style.width - 2))).map(style.paint.dim)];
}
