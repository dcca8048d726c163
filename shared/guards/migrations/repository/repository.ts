/** The files of a repository, as far as they are its own: no dependencies, no build output, nothing that git ignores. */
export interface Repository {
  /** absolute */
  root: string;
  /** every file, from the root, with `/`, in the order of their code points */
  files: string[];
  /** the files directly in a directory, by their names, in order */
  inDirectory(directory: string): string[];
  /**
   * The text of a file (UTF-8, a BOM is kept); null where there is none.
   * @throws UnreadableFileError where it is there, and too large, unreadable or no text
   */
  text(path: string): string | null;
  /** Its bytes, with the same limits. */
  bytes(path: string): Uint8Array | null;
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
