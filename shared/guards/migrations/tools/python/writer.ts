import type { SqlPart } from '../../../../model/manifest.ts';

/** Where the translation of a migration is written down. */
export interface Writer {
  /** SQL that runs, and the line that says so */
  add(line: number, ...texts: string[]): void;
  /** Something runs, and nobody can tell what without running it. */
  unknown(): void;
  parts: SqlPart[];
  opaque: boolean;
}

/** An empty translation. */
export function writer(): Writer {
  const written: Writer = {
    parts: [],
    opaque: false,
    add(line, ...texts) {
      for (const text of texts) written.parts.push({ line, text });
    },
    unknown() {
      written.opaque = true;
    },
  };
  return written;
}
