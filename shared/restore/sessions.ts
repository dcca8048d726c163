/** How names and words are written into the statements: `literal`, where nothing else has to be minded. */
type Quote = (text: string) => string;

const others = (databases: string[], quote: Quote) =>
  `FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid WHERE a.datname IN (${databases.map(quote).join(', ')}) AND a.pid <> pg_backend_pid()`;

/** One session that may not be ended would keep all the others from being ended. Only a superuser ends a superuser's. */
const mayEnd = (quote: Quote) =>
  `CASE WHEN r.rolsuper THEN (SELECT m.rolsuper FROM pg_roles m WHERE m.rolname = current_user) ELSE pg_has_role(r.oid, ${quote('USAGE')}) OR pg_has_role(${quote('pg_signal_backend')}, ${quote('USAGE')}) END`;

/** Ends the sessions of databases that this role may end, and says how many. https://www.postgresql.org/docs/current/functions-admin.html */
export function endSessions(databases: string[], quote: Quote): string {
  return `SELECT count(pg_terminate_backend(a.pid)) AS sessions_ended ${others(databases, quote)} AND ${mayEnd(quote)}`;
}

/** Those that it may not end: whose they are, for somebody who may. */
export function sessionsLeft(databases: string[], quote: Quote): string {
  return `SELECT a.pid, a.usename, a.application_name, a.client_addr, a.state ${others(databases, quote)} AND NOT ${mayEnd(quote)}`;
}
