import type { SqlPart } from '../../../../model/manifest.ts';

/** Where the translation of a migration is written down. */
export interface Writer {
  /** SQL that runs, and the line that says so */
  add(line: number, ...texts: string[]): void;
  /** Something runs, and nobody can tell what without running it. */
  unknown(): void;
  parts: SqlPart[];
  opaque: boolean;
  /** what is added now runs outside of the tool's transaction */
  outside: boolean;
}

/** An empty translation. */
export function writer(): Writer {
  const written: Writer = {
    parts: [],
    opaque: false,
    outside: false,
    add(line, ...texts) {
      const place = { line, ...(written.outside ? { outsideTransaction: true } : {}) };
      for (const text of texts) written.parts.push({ ...place, text });
    },
    unknown() {
      written.opaque = true;
    },
  };
  return written;
}
