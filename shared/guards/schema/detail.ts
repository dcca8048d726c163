import type { ObjectKind, Property, SnapshotObject } from '../../model/snapshot.ts';
import { usualValue } from '../../model/usual.ts';
import type { Difference } from './difference.ts';

const most = 160;

/** What an object is, or what differs (`from` -> `to`), in one line; "" where its name says all. */
export function detailOf(difference: Difference): string {
  const { kind, from, to, change, properties } = difference;
  if (change !== 'changed') return cut(what(from ?? to));
  const texts = properties.map((each) => {
    const [before, after] = bothTexts(kind, each);
    return `${each.name}: ${before} -> ${after}`;
  });
  return cut(texts.join('; '), most * 2);
}

/** The properties that say most of an object, by its kind. */
const telling: Partial<Record<ObjectKind, string[]>> = {
  extension: ['version'],
  enum: ['values'],
  domain: ['type'],
  type: ['attributes', 'subtype'],
  sequence: ['type'],
  policy: ['command', 'using', 'check'],
  grant: ['privileges'],
  comment: ['text'],
};

function what(object: SnapshotObject | null): string {
  if (object === null) return '';
  const { kind, is } = object;
  if (kind === 'column') return columnText(is);
  if (kind === 'table') return tableText(is);
  const names = telling[kind] ?? ['definition'];
  return names.flatMap((name) => (is[name] === undefined ? [] : [valueText(is[name])])).join(' ');
}

function columnText(is: SnapshotObject['is']): string {
  const { type = '', default: byDefault, identity, generated } = is;
  return [
    valueText(type),
    ...(is['not null'] === undefined ? [] : ['not null']),
    ...(byDefault === undefined ? [] : [`default ${valueText(byDefault)}`]),
    ...(identity === undefined ? [] : [`identity ${valueText(identity)}`]),
    ...(generated === undefined ? [] : ['generated']),
  ].join(' ');
}

function tableText(is: SnapshotObject['is']): string {
  const { server, persistence } = is;
  return ['partition of', 'partition by']
    .flatMap((name) => (is[name] === undefined ? [] : [`${name} ${valueText(is[name])}`]))
    .concat(server === undefined ? [] : [`foreign, of ${valueText(server)}`])
    .concat(persistence === undefined ? [] : [valueText(persistence)])
    .join(', ');
}

/** Both values of a property, short enough to stand in a line; what is as PostgreSQL makes it unasked by its word. */
export function bothTexts(kind: ObjectKind, { name, from, to }: Difference['properties'][number]): [string, string] {
  const text = (value: Property | null) => (value === null ? usualValue(kind, name) : valueText(value));
  return beside(text(from), text(to));
}

/** A value in one line. */
export function valueText(value: Property): string {
  return (typeof value === 'string' ? value : value.join(', ')).replaceAll(/\s+/g, ' ').trim();
}

const longest = 60;

/** Two values short enough to stand in a line: where both are long, from a little before where they part. */
function beside(from: string, to: string): [string, string] {
  if (from.length <= longest && to.length <= longest) return [from, to];
  let same = 0;
  while (same < from.length && from[same] === to[same]) same += 1;
  const start = same <= longest / 2 ? 0 : from.lastIndexOf(' ', same - 10) + 1;
  const part = (text: string) => cut(start === 0 ? text : `...${text.slice(start)}`, longest);
  return [part(from), part(to)];
}

/** A text that is not longer than that. */
export function cut(text: string, length = most): string {
  return text.length <= length ? text : `${text.slice(0, length - 3)}...`;
}
