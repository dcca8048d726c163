import type { Place } from '../tool.ts';

/** The directories that a tool's migrations are in, and what its settings say of them. */
export interface Layout extends Place {
  /** where they lie; most often the place's directory alone */
  directories: string[];
}

/** Of several directories the one that holds them all. */
export function layoutIn(directories: string[], rest: Omit<Place, 'directory'> = {}): Layout {
  const [first = '', ...others] = directories.map((directory) => directory.split('/'));
  const shared = (first as string[]).findIndex((name, at) => others.some((other) => other[at] !== name));
  const directory = shared < 0 ? (first as string[]).join('/') : (first as string[]).slice(0, shared).join('/');
  return { ...rest, directory, directories };
}

/** What the settings say, and every other directory that is marked as the tool's. */
export function layoutsOf<Found extends Layout>(configured: Found[], marked: string[]): (Found | Layout)[] {
  const known = new Set(configured.flatMap(({ directories }) => directories));
  const unique = configured.filter(
    (layout, at) => configured.findIndex(({ directory }) => directory === layout.directory) === at,
  );
  return [...unique, ...marked.filter((directory) => !known.has(directory)).map((directory) => layoutIn([directory]))];
}

/** As a Reader gives them to its caller. */
export function placesFrom(layouts: Layout[]): Place[] {
  return layouts.map(({ directories: _directories, ...place }) => place);
}

/** The layout of a place; a place that nobody found is one directory. */
export function layoutAt<Found extends Layout>(layouts: Found[], { directory }: Place): Found | Layout {
  return layouts.find((layout) => layout.directory === directory) ?? layoutIn([directory]);
}

/** A file from the root, as from the project's directory. */
export function relative(directory: string, path: string): string {
  return directory === '' ? path : path.slice(directory.length + 1);
}
