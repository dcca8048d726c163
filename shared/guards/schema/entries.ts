import type { ComparedEntry, DifferenceEntry } from '../../model/report.ts';
import type { Settings } from '../../model/settings.ts';
import { type Property, shownPath } from '../../model/snapshot.ts';
import type { Entries } from '../guard.ts';
import { detailOf, valueText } from './detail.ts';
import { type Judged, judged } from './judged.ts';
import type { SchemaFacts } from './schema-facts.ts';
import { statement } from './statements/script.ts';

export function examinedIn({ comparisons, expectations }: SchemaFacts): number {
  return Math.max(0, ...comparisons.map(({ examined }) => examined)) + expectations;
}

/** No list of differences where nothing was compared: an empty one says that all is equal. */
export function entriesOf(facts: SchemaFacts, settings: Settings): Entries {
  const done = facts.comparisons.filter(({ failure }) => failure === null);
  if (done.length === 0) return {};
  const compared = done.map(({ source, name, examined, at }): ComparedEntry => {
    return { with: name, source, objects: examined, ...(at === undefined ? {} : { at }) };
  });
  return { compared, differences: judged(facts, settings).map(entryOf) };
}

function entryOf({ comparison, step, severity, maker, ignored }: Judged): DifferenceEntry {
  const { difference, sql, certain, decide } = step;
  const { kind, change, properties, renamed } = difference;
  const undecided = decide ?? 'which of the two is right';
  return {
    kind,
    object: shownPath(difference),
    change,
    severity,
    with: comparison.name,
    detail: detailOf(difference),
    ...(properties.length === 0
      ? {}
      : { properties: properties.map(({ name, from, to }) => ({ name, from: textOf(from), to: textOf(to) })) }),
    ...(sql.length === 0 ? {} : { sql: sql.map(statement).join('\n') }),
    ...(certain ? {} : { decide: undecided }),
    ...(maker?.sure ? { migration: maker.migration } : {}),
    ...(renamed === undefined ? {} : { renamed: shownPath({ kind, path: renamed }) }),
    ...(ignored === null ? {} : { ignored }),
  };
}

function textOf(value: Property | null): string | null {
  if (value === null) return null;
  return typeof value === 'string' ? value : valueText(value);
}
