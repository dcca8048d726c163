import { visible } from '../printable.ts';

// GitHub shows no more than ten annotations of a kind in one step, so the tenth has to count the rest.
const most = 10;

export type AnnotationKind = 'error' | 'warning' | 'notice';

/** What GitHub shows beside a line, or at the top of the run where it has none. */
export interface Annotation {
  kind: AnnotationKind;
  title: string;
  lines: string[];
  file?: string;
  line?: number;
}

/** Workflow commands, the worst first. `rest`: what is said of those that GitHub would not show. */
export function annotationsOf(annotations: Annotation[], rest: (count: number) => string): string[] {
  return (['error', 'warning', 'notice'] as const).flatMap((kind) => {
    const those = annotations.filter((annotation) => annotation.kind === kind);
    if (those.length <= most) return those.map(command);
    const count = those.length - most + 1;
    const counting: Annotation = { kind, title: `lockstep: and ${count} more`, lines: [rest(count)] };
    return [...those.slice(0, most - 1), counting].map(command);
  });
}

function command({ kind, title, lines, file, line }: Annotation): string {
  const place = [file === undefined ? '' : `file=${property(file)},`, line === undefined ? '' : `line=${line},`].join(
    '',
  );
  return `::${kind} ${place}title=${property(title)}::${data(lines.map(visible).join('\n'))}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
