import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** They ask no database and keep nothing between them: loaded once for all of them, they take a third of the time. */
const pure = ['test/guards/migrations/rules/**/*.test.ts', 'test/report/**/*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/support/servers.ts'],
    pool: 'forks',
    // The tests mostly wait for PostgreSQL and for locks: a third of the time goes by without a busy core.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    testTimeout: 30_000,
    hookTimeout: 30_000,
    coverage: { include: ['shared/**/*.ts', 'functions/**/*.ts'] },
    projects: [
      { test: { name: 'all', include: ['test/**/*.test.ts'], exclude: pure, testTimeout: 30_000, hookTimeout: 30_000 } },
      { test: { name: 'pure', include: pure, isolate: false } },
    ],
  },
});
