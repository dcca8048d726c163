/** The client of `pg` alone: its main module brings the pool and the native client along. */
declare module 'pg/lib/client.js' {
  // biome-ignore lint/style/noDefaultExport: it is how this CommonJS module is seen by import
  export { Client as default } from 'pg';
}

/** How `pg` proves a password by SCRAM: takes the server's first message, and leaves the answer in the session. */
declare module 'pg/lib/crypto/sasl.js' {
  export function continueSession(session: object, password: string | undefined, data: string): Promise<void>;
}
