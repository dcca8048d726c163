import type { Call } from '../python/value.ts';
import type { Writer } from '../python/writer.ts';

/** A call of Alembic's `op`, and what it is translated with. */
export interface Operation {
  call: Call;
  /** an expression names the line where it stands in its file */
  line: number;
  writer: Writer;
  /** the metadata may have a naming convention: it changes the names of checks that are not given by `op.f()` */
  conventions: boolean;
}

/** Translates one kind of call. What it cannot tell it says by `writer.unknown()`. */
export type Translate = (operation: Operation) => void;
