import type { Expectation, Extra } from '../../model/manifest.ts';
import { type Effect, effectFrom } from './effects.ts';
import { objectName } from './findings.ts';
import type { Entry, Standing } from './history.ts';
import { type Homes, isPlaced } from './homes.ts';
import type { ExtraStanding, MissingObject, Unrecorded } from './migration-facts.ts';
import { emptySchema, type Objects } from './objects.ts';
import { type IsThere, keyOf, type Wanted } from './presence.ts';
import { type ExpectedObject, inTable } from './shelf.ts';

/** Every object that a manifest names, under every name that it ever had, once for each home that it may have. */
export function wantedOf({ manifest }: Expectation, homes?: Homes): Wanted[] {
  const groups = [
    ...manifest.projects.map((project) => ({
      texts: project.migrations.map(({ effects }) => effects),
      homes: homes?.of(project) ?? [null],
    })),
    ...(manifest.extra ?? []).map(({ effects }) => ({ texts: [effects], homes: [null] })),
  ];
  const wanted = groups.flatMap((group) => {
    const schema = emptySchema();
    for (const effect of group.texts.flatMap(effectsOf)) schema.apply(effect, '');
    return schema.named().flatMap(({ kind, path }): Wanted[] => {
      const own = isPlaced({ kind, path }) ? [null] : group.homes;
      return own.map((home) => (home === null ? { kind, path } : { kind, path, home }));
    });
  });
  return [...new Map(wanted.map((each) => [keyOf(each), each])).values()];
}

/**
 * What the applied migrations leave behind, and is not there. Of a missing table its columns go without saying. What
 * migrations did that only the database has nobody knows, unless they are ignored: each may have taken it away.
 */
export function missingObjects(
  standing: Standing,
  isThere: IsThere,
  isIgnored: (migration: string) => boolean = () => false,
): MissingObject[] {
  const stranger = standing.entries.find((entry) => isForeign(entry) && !isIgnored(entry.id))?.id ?? null;
  const { objects, doubts } = leftBy(standing.entries);
  const missing = objects.flatMap((object) => {
    const place = isThere(object, standing);
    return place === false || typeof place === 'string' ? [{ ...object, elsewhere: place || null }] : [];
  });
  const tables = new Set(missing.filter(({ kind }) => kind === 'table').map(({ path }) => path.at(-1)));
  return missing
    .filter(({ kind, path }) => !inTable.has(kind) || !tables.has(path.at(-2)))
    .map(({ kind, path, migration, at, elsewhere }) => ({
      standing,
      migration,
      effect: { action: 'add', kind, path },
      elsewhere,
      doubt: doubts.find(({ begins }) => at <= begins)?.id ?? stranger,
    }));
}

function isForeign({ migration, status }: Entry): boolean {
  return migration === null && ['missing-from-repository', 'failed', 'partially-applied'].includes(status);
}

/** Of projects without a single row: what their migrations make, and is there. */
export function unrecordedOf(standings: Standing[], isThere: IsThere): Unrecorded[] {
  const without = standings.filter(({ project, history }) => {
    return (project?.migrations.length ?? 0) > 0 && (history?.recorded.length ?? 0) === 0;
  });
  return without.map((standing) => {
    const { objects } = leftBy(standing.entries.map((entry) => ({ ...entry, status: 'applied' as const })));
    // Schemas, extensions and the like are often made beforehand, by somebody else.
    const own = objects.filter(({ kind }) => kind === 'table' || kind === 'column' || kind === 'type');
    const there = own.filter((object) => isThere(object, standing) === true).map(objectName);
    return { standing, there, asked: own.length };
  });
}

/** What a file of `migrations.extra` leaves behind, and is not there. */
export function extraStanding(extra: Extra, isThere: IsThere): ExtraStanding {
  const schema = emptySchema();
  for (const effect of effectsOf(extra.effects)) schema.apply(effect, extra.file);
  const missing = schema.left().filter((object) => isThere(object) === false);
  return { extra, missing: missing.map(({ kind, path }) => ({ action: 'add', kind, path })) };
}

/**
 * Where a history keeps only heads, and the repository does not know them (older code, newer database), nothing says what
 * is applied. If all that the repository's migrations add is there, they are.
 */
export function presumed(standing: Standing, isThere: IsThere): Standing {
  const { history, entries } = standing;
  const isAhead = entries.some(({ status }) => status === 'missing-from-repository');
  const open = new Set(entries.filter(({ status }) => status === 'pending').map(({ id }) => id));
  if (history?.keeps !== 'heads' || !isAhead || open.size === 0) return standing;
  const settled = entries.map((entry) => (open.has(entry.id) ? { ...entry, status: 'applied' as const } : entry));
  const { objects } = leftBy(settled);
  const proof = objects.filter(({ migration }) => open.has(migration));
  const isProven = proof.length > 0 && objects.every((object) => Boolean(isThere(object, standing)));
  return isProven ? { ...standing, entries: settled } : standing;
}

interface Left {
  objects: ExpectedObject[];
  /** migrations whose doings are not all known, the newest first; what they add themselves is not in doubt */
  doubts: { id: string; begins: number }[];
}

function leftBy(entries: Entry[]): Left {
  const schema = emptySchema();
  const doubts: Left['doubts'] = [];
  for (const entry of entries) {
    const part = partOf(entry);
    if (part === null) continue;
    if (entry.migration?.opaque) doubts.unshift({ id: entry.id, begins: schema.count });
    for (const effect of effectsOf(entry.migration?.effects)) applyPart(schema, effect, { id: entry.id, part });
  }
  return { objects: schema.left(), doubts };
}

type Part = 'all' | 'some' | 'tables';

/** How much of a migration was carried out; null: nothing. What a baseline stands for was made by other means. */
function partOf({ status, migration, recorded }: Entry): Part | null {
  if (migration === null) return null;
  if (status === 'applied' || status === 'edited') return 'all';
  if (status === 'baseline') return recorded === null ? 'tables' : 'all';
  if (status === 'failed' || status === 'partially-applied' || recorded !== null) return 'some';
  return null;
}

function applyPart(schema: Objects, effect: Effect, { id, part }: { id: string; part: Part }): void {
  const isSure = part === 'all' || (part === 'tables' && (effect.kind === 'table' || effect.kind === 'column'));
  schema.apply(effect, id, isSure);
}

function effectsOf(texts: string[] | undefined): Effect[] {
  // No name holds the byte zero, and PostgreSQL takes none in a text.
  return (texts ?? []).flatMap((text) => (text.includes('\0') ? [] : (effectFrom(text) ?? [])));
}
