import type { Project } from '../../model/manifest.ts';
import { type Effect, effectFrom, type ObjectKind, objectKinds } from './effects.ts';
import type { HistoryTable, Standing } from './history.ts';
import { mayBeOf } from './pair.ts';
import { inTable } from './shelf.ts';

/** Schemas in which a project's names without one belong: the history's, public, and those that its migrations name. */
export interface Home {
  id: number;
  schemas: string[];
}

/** Where the names of each project and history belong. A null home is any schema. */
export interface Homes {
  /** one for each schema that a history of the project lies in, and one where it has none */
  of(project: Project): (Home | null)[];
  ofStanding(standing: Standing): Home | null;
}

/** What lies in a schema. */
export const inSchemas: ObjectKind[] = objectKinds.filter((kind) => kind !== 'schema' && kind !== 'extension');

/** Whether a name says its schema, or belongs to none. */
export function isPlaced({ kind, path }: { kind: ObjectKind; path: string[] }): boolean {
  return !inSchemas.includes(kind) || path.length > (inTable.has(kind) ? 2 : 1);
}

/** More objects of more histories than these are looked for in all schemas alike. */
const mostQuestions = 50_000;

/** The homes of all projects in a database with these tables of histories. */
export function homesFor(projects: Project[], tables: Pick<HistoryTable, 'tool' | 'schema' | 'name'>[]): Homes {
  const byProject = new Map<Project, Map<string, Home>>();
  let questions = 0;
  let id = 0;
  for (const project of projects) {
    const effects = project.migrations.flatMap((migration) =>
      (migration.effects ?? []).flatMap((text) => effectFrom(text) ?? []),
    );
    const named = [...new Set(effects.flatMap(schemaOf))];
    const own = tables.filter(({ tool, schema, name }) => mayBeOf({ tool, table: `${schema}.${name}` }, project));
    const schemas = [...new Set(['public', ...own.map(({ schema }) => schema)])];
    questions += effects.length * schemas.length;
    byProject.set(
      project,
      new Map(schemas.map((schema) => [schema, { id: id++, schemas: [...new Set([schema, 'public', ...named])] }])),
    );
  }
  const isTooMuch = questions > mostQuestions;
  return {
    of: (project) => (isTooMuch ? [null] : [...(byProject.get(project)?.values() ?? [null])]),
    ofStanding({ project, history }) {
      if (isTooMuch || project === null) return null;
      return byProject.get(project)?.get(history?.schema ?? 'public') ?? null;
    },
  };
}

/** The schema that a migration names. */
function schemaOf(effect: Effect): string[] {
  return effect.kind !== 'extension' && isPlaced(effect) ? effect.path.slice(0, 1) : [];
}
