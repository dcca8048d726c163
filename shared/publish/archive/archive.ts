/**
 * Keeps texts by key for a time: reports, and what has become of calls. Keys are paths without a leading slash. All of
 * it throws what its store throws; whoever asks decides what that means.
 */
export interface Archive {
  /** where a key is kept, for people: "s3://bucket/key" */
  addressOf(key: string): string;
  /** null where there is nothing under the key */
  read(key: string): Promise<string | null>;
  write(key: string, text: string): Promise<void>;
  /** Writes only where nothing is yet under the key, atomically; false where something was. */
  claim(key: string, text: string): Promise<boolean>;
  /** A link that lets whoever has it read a text for so many seconds at most. It belongs into no log. */
  linkTo?(key: string, seconds: number): Promise<string>;
  /** The names that lie directly in a folder of keys, in no order; none where there is no such folder. */
  list?(folder: string): Promise<string[]>;
}
