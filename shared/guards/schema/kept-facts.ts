import type { Settings } from '../../model/settings.ts';
import type { Scope, Snapshot } from '../../model/snapshot.ts';
import { comparisonWithin, notCompared } from './compared.ts';
import type { Comparison, SchemaFacts } from './schema-facts.ts';
import { isInScope } from './scope.ts';

/** What should be: a snapshot, or why there is none. `name`: of the file or target. */
export interface Origin {
  source: Comparison['source'];
  name: string;
  from: Snapshot | { failure: string };
}

/** The facts of a snapshot that somebody kept, beside another one: no database is asked. */
export function keptFacts(origin: Origin, to: { name: string; snapshot: Snapshot }, settings: Settings): SchemaFacts {
  return {
    operation: 'check',
    target: to.name,
    server: to.snapshot.server,
    comparisons: [comparisonOf(origin, to.snapshot, settings)],
    changing: null,
    expected: [],
    expectations: 0,
    snapshot: null,
    histories: null,
    migrations: [],
    noRoles: [],
  };
}

function comparisonOf({ from, ...origin }: Origin, kept: Snapshot, settings: Settings): Comparison {
  if ('failure' in from) return notCompared(origin, from);
  const { schemas, tables, kinds } = settings.schema;
  const scope = { schemas, tables, kinds };
  return comparisonWithin({ ...origin, from: within(from, scope) }, within(kept, scope), settings);
}

function within(snapshot: Snapshot, scope: Scope): Snapshot {
  return { ...snapshot, objects: snapshot.objects.filter(({ kind, path }) => isInScope(scope, kind, path)) };
}
