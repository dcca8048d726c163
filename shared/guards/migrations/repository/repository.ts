/** The files of a repository, as far as they are its own: no dependencies, no build output, nothing that git ignores. */
export interface Repository {
  /** absolute */
  root: string;
  /** every file, from the root, with `/`, in the order of their UTF-16 code units */
  files: string[];
  /** whether there is such a file */
  has(path: string): boolean;
  /** the files directly in a directory, by their names, in order */
  inDirectory(directory: string): string[];
  /** the files of a directory and all directories below it, from the root, in order */
  below(directory: string): string[];
  /**
   * The text of a file (UTF-8, a BOM is kept); null where there is none.
   * @throws UnreadableFileError where it is there, and too large, unreadable or no text
   */
  text(path: string): string | null;
  /** Its bytes, with the same limits. */
  bytes(path: string): Uint8Array | null;
}

/** A repository of these files, in any order. Asking for a file or a directory does not look through all of them. */
export function repositoryWith(
  files: string[],
  { root, text, bytes }: Pick<Repository, 'root' | 'text' | 'bytes'>,
): Repository {
  const sorted = files.toSorted();
  const known = new Set(sorted);
  const byDirectory = Map.groupBy(sorted, (file) => file.slice(0, Math.max(0, file.lastIndexOf('/'))));
  return {
    root,
    files: sorted,
    has: (path) => known.has(path),
    inDirectory: (directory) =>
      (byDirectory.get(directory) ?? []).map((file) => file.slice(directory === '' ? 0 : directory.length + 1)),
    // What begins with the same text stands together. `0` is the character after `/`.
    below: (directory) =>
      directory === '' ? sorted : sorted.slice(firstFrom(sorted, `${directory}/`), firstFrom(sorted, `${directory}0`)),
    text,
    bytes,
  };
}

/** The same repository without the files that the pattern fits. */
export function withoutFiles(repository: Repository, pattern: RegExp): Repository {
  return repositoryWith(
    repository.files.filter((file) => !pattern.test(file)),
    repository,
  );
}

/** Where the first text that is not before this one stands, or would. */
function firstFrom(sorted: string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as string) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A file that is there and cannot be read: why, in words. */
export class UnreadableFileError extends Error {
  override readonly name: string = 'UnreadableFileError';
  readonly file: string;

  constructor(file: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.file = file;
  }
}
