import type { LintEntry } from '../../../model/report.ts';
import type { MigrationSettings } from '../../../model/settings.ts';
import { withAllows } from './allowed.ts';
import type { Judged, Linted, Surroundings } from './lint.ts';
import { settled } from './settled.ts';
import { type Weight, weighed } from './weigh.ts';

type Counts = Map<Judged, Weight['inTheWay']>;

/**
 * The entries of a linted migration as a report has them: with the classes of the settings, weighed by the database at
 * hand, with the reasons that the migration gives; in the order of its lines.
 */
export function reported(
  { migration, reading, judged, entries }: Linted,
  settings: MigrationSettings,
  { surroundings, counts = new Map() }: { surroundings: Surroundings; counts?: Counts },
): LintEntry[] {
  const own = judged.flatMap((each) => {
    const entry = settled(each.entry, settings);
    return entry === null
      ? []
      : [surroundings.live ? weighedOf(each, entry, { settings, surroundings, counts }) : entry];
  });
  const places = [...reading.statements, ...reading.faults.map(({ line }) => ({ line, lastLine: line }))];
  return withAllows([...entries, ...own], migration, places)
    .flatMap((entry) => settled(entry, { lint: onlyRemarks(settings, entry) }) ?? [])
    .sort((one, other) => one.line - other.line);
}

/** The comments' own entries come last, so the settings have not seen them yet. */
function onlyRemarks({ lint }: MigrationSettings, { rule }: LintEntry): MigrationSettings['lint'] {
  return rule === 'unused-allow' || rule === 'allow-without-reason' ? lint : {};
}

interface Weighing {
  settings: MigrationSettings;
  surroundings: Surroundings;
  counts: Counts;
}

function weighedOf(judged: Judged, entry: LintEntry, { settings, surroundings, counts }: Weighing): LintEntry {
  const { hit, rule } = judged;
  const table = hit.table === undefined ? null : surroundings.table(hit.table);
  const weight = { hazard: hit.hazard ?? rule.hazard, table, inTheWay: counts.get(judged) ?? null };
  return weighed(entry, weight, settings);
}
