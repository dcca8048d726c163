/** The client of `pg` alone: its main module brings the pool and the native client along. */
declare module 'pg/lib/client.js' {
  export { Client as default } from 'pg';
}
