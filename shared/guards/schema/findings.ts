import type { Evidence, Finding, Remedy, Subject } from '../../model/finding.ts';
import { type Property, shownPath } from '../../model/snapshot.ts';
import { bothTexts, cut, detailOf } from './detail.ts';
import type { Difference } from './difference.ts';
import type { Judged } from './judged.ts';
import type { Comparison } from './schema-facts.ts';
import { statement } from './statements/script.ts';

/** `column users.note`, with its schema where that is not public; `the grant on table orders to app`. */
export function nameOf({ kind, path }: Pick<Difference, 'kind' | 'path'>): string {
  const shown = shownPath({ kind, path }).replace(/^public\.(?=.)/, '');
  return kind === 'grant' || kind === 'comment' ? `the ${kind} on ${path[0]} ${shown}` : `${kind} ${shown}`;
}

/** What was compared with, as a sentence says it. */
export function originOf({ source, name }: Pick<Comparison, 'source' | 'name'>): string {
  if (source === 'manifest') return 'the migrations';
  return source === 'archive' ? 'the last run' : name;
}

const ownKinds = ['table', 'constraint', 'index', 'trigger', 'sequence'] as const;

export function subjectOf({ kind, path }: Pick<Difference, 'kind' | 'path'>): Subject {
  const [schema = '', second = '', third] = path;
  if (kind === 'column') return { kind, schema, name: third ?? '', table: second, column: third ?? '' };
  const own = ownKinds.find((each) => each === kind);
  if (own) return { kind: own, schema, name: third ?? second, ...(third === undefined ? {} : { table: second }) };
  const isPlaced = path.length === 2 && kind !== 'comment';
  return isPlaced ? { kind: 'object', schema, name: second } : { kind: 'object', name: shownPath({ kind, path }) };
}

/** Names of what was compared with, then the properties with both values, then who makes it. */
export function evidenceOf({ step: { difference }, maker, noRole }: Judged, origins: Comparison[]): Evidence {
  const [first] = origins as [Comparison];
  const { change, properties, from, to, renamed, kind, path } = difference;
  const values =
    change === 'changed'
      ? properties.flatMap((each) => [
          [each.name, evidenceValue(each.to)],
          [`${each.name} in ${originOf(first)}`, evidenceValue(each.from)],
        ])
      : Object.entries((from ?? to)?.is ?? {}).map(([name, value]) => [name, evidenceValue(value)]);
  return {
    with: origins.map(originOf),
    kind,
    object: shownPath({ kind, path }),
    ...Object.fromEntries(values),
    ...(maker === null ? {} : { migration: maker.migration }),
    ...(renamed === undefined ? {} : { renamed: shownPath({ kind, path: renamed }) }),
    ...(noRole === null ? {} : { noRole }),
  };
}

function evidenceValue(value: Property | null): string | string[] | null {
  if (value === null) return null;
  return typeof value === 'string' ? cut(value, 2000) : value.slice(0, 100);
}

/** The statements where they are certain, else what has to be decided. */
export function remedyOf({ step: { difference, sql, certain, decide }, comparison, maker, noRole }: Judged): Remedy {
  const isMade = maker !== null && !maker.pending && maker.does === 'makes';
  const by = isMade && difference.change === 'removed' ? `${maker.migration} makes it: see why it is not here; ` : '';
  if (noRole !== null) return { summary: `create the role ${noRole} first, or ignore the grant`, automatic: false };
  if (difference.change === 'removed' && maker?.does === 'drops' && !maker.pending) {
    return { summary: `apply ${maker.migration} to ${originOf(comparison)} as well`, automatic: false };
  }
  if (certain && sql.length === 0) return { summary: `${by}it comes with what it hangs on`, automatic: false };
  if (certain) {
    return {
      summary: `${by}run what makes it like ${originOf(comparison)}`,
      sql: sql.map(statement),
      automatic: false,
    };
  }
  return { summary: `${by}${decide ?? `decide which is right, this or ${originOf(comparison)}`}`, automatic: false };
}

/** `: text not null in staging` */
export function isThere({ step: { difference }, comparison }: Judged): string {
  const detail = detailOf(difference);
  return detail === '' ? `, and is in ${originOf(comparison)}` : `: ${detail} in ${originOf(comparison)}`;
}

/** `; 20250110_add_lockout makes it` */
export function madeBy({ maker }: Judged): string {
  if (maker === null) return '';
  const { migration, does, pending, sure } = maker;
  if (!sure) return `; ${migration} is to be applied, and may change it`;
  return `; ${migration} ${pending ? 'is to be applied and ' : ''}${does} it`;
}

/** `type is integer here and bigint in staging` */
export function changesOf({ step: { difference }, comparison }: Judged): string {
  return difference.properties
    .map((each) => {
      const [theirs, ours] = bothTexts(difference.kind, each);
      return `${each.name} is ${ours} here and ${theirs} in ${originOf(comparison)}`;
    })
    .join('; ');
}

interface Judging {
  code: string;
  /** "column users.note is missing: text in staging" */
  message(judged: Judged): string;
}

/** One finding a difference, also where several comparisons come to it; nothing of what is ignored. */
export function findingsOf(all: Judged[], sort: Judged['sort'], { code, message }: Judging): Finding[] {
  const own = all.filter((each) => each.sort === sort && each.ignored === null);
  const groups = Map.groupBy(own, ({ step: { difference } }) =>
    [difference.change, difference.kind, ...difference.path].join('\0'),
  );
  return [...groups.values()].map((group) => {
    const worst = group.find(({ severity }) => severity === 'block') ?? group.find(isWarning) ?? (group[0] as Judged);
    return {
      code,
      severity: worst.severity,
      subject: subjectOf(worst.step.difference),
      message: message(worst),
      evidence: evidenceOf(
        worst,
        [worst, ...group.filter((each) => each !== worst)].map((each) => each.comparison),
      ),
      remedy: remedyOf(worst),
    };
  });
}

function isWarning({ severity }: Judged): boolean {
  return severity === 'warn';
}
