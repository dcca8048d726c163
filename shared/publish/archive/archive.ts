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
}
