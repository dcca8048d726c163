import type { Difference } from '../../../../shared/guards/schema/difference.ts';
import type { ObjectKind } from '../../../../shared/model/snapshot.ts';

/** What one mutation of a schema has to show: an object, the change, and of `changed` the properties. */
export interface Shown {
  kind: ObjectKind;
  path: string[];
  change: Difference['change'];
  properties: string[];
}

export interface Mutation {
  sql: string[];
  shows: Shown[];
  /** the first major version that knows it */
  since?: number;
}

/**
 * A piece of a schema that no other piece depends on. `make`: statements in this order; `after`: more, in any order.
 * `mutations`: each can be applied to what these make.
 */
export interface Section {
  make: string[];
  after?: string[];
  mutations: Mutation[];
}

/** `name(i)`: the section's names, all different, of any letters; `schema`: where it is. */
export type SectionMaker = (schema: string, name: (index: number) => string) => Section;

export const missing = (kind: ObjectKind, ...path: string[]): Shown => ({
  kind,
  path,
  change: 'removed',
  properties: [],
});
export const extra = (kind: ObjectKind, ...path: string[]): Shown => ({ kind, path, change: 'added', properties: [] });
export const differing = (properties: string, kind: ObjectKind, ...path: string[]): Shown => ({
  kind,
  path,
  change: 'changed',
  properties: properties.split(',').map((each) => each.trim()),
});
