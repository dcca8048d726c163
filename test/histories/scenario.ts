/**
 * Leaves a project and its database in the state that the scenario is named for, by the real tool. `at.folder` is empty,
 * `at.url` an empty database of a superuser.
 *
 *     const pending: Scenario = async (at) => {
 *       await upToDate(at);
 *       at.write('migrations/2.sql', 'ALTER TABLE users ADD COLUMN nickname text;');
 *       at.say('status', await at.run(['sometool', 'status'], { mayFail: true }));
 *     };
 */
export type Scenario = (at: At) => Promise<void>;

/** What a scenario needs beside PostgreSQL. */
export interface Needs {
  /** npm packages with their versions: installed into a cache; `node_modules` of the folder points there */
  packages?: string[];
  /** files that have to be there: `['/usr/bin/alembic']` */
  programs?: string[];
}

/** What `test/histories/<tool>/scenarios.ts` exports. */
export interface Scenarios {
  scenarios: Record<string, Scenario>;
  /** of all scenarios; nothing where none runs a tool */
  needs?: Needs;
}

export interface Ran {
  stdout: string;
  stderr: string;
  code: number | null;
}

export interface RunOptions {
  /** beside PATH, HOME, NO_COLOR and DATABASE_URL */
  env?: Record<string, string>;
  /** what it reads from its standard input */
  input?: string;
  /** a folder in the project's */
  folder?: string;
  /** a failure is what is wanted, or all the same: otherwise it throws */
  mayFail?: boolean;
}

/** Where a scenario happens, and its hands. Paths are relative to the project's folder. */
export interface At {
  folder: string;
  url: string;
  /** Runs a program, one minute at most. Throws with all that it said where it fails, unless `mayFail`. */
  run(command: string[], options?: RunOptions): Promise<Ran>;
  /** Keeps the tool's own words. The folder, the address and the name of the database are the same in every run. */
  say(name: string, words: string | Ran): void;
  write(path: string, content: string | Uint8Array): void;
  text(path: string): string;
  remove(path: string): void;
  query<Row = Record<string, unknown>>(sql: string): Promise<Row[]>;
}
