import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** What every test file gets. */
const each = {
  setupFiles: ['test/support/endings.ts'],
  testTimeout: 30_000,
  hookTimeout: 30_000,
  // Examples import what a reader of them installs.
  alias: { 'lockstep/cdk': join(import.meta.dirname, 'infra/index.ts') },
};

/**
 * They keep nothing between them: loaded once for all of them, they take half of the time. Other transports than the usual
 * one stay open for a file.
 */
const together = {
  include: ['test/{guards,report}/**/*.test.ts'],
  isolate: process.env.LOCKSTEP_TRANSPORT !== undefined,
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/servers.ts'],
    pool: 'forks',
    // The tests mostly wait for PostgreSQL and for locks: a third of the time goes by without a busy core.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    coverage: { include: ['shared/**/*.ts', 'functions/**/*.ts'] },
    projects: [
      { test: { ...each, name: 'together', ...together } },
      { test: { ...each, name: 'apart', include: ['test/**/*.test.ts'], exclude: together.include } },
    ],
  },
});
