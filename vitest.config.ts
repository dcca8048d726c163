import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/servers.ts'],
    pool: 'forks',
    // The tests mostly wait for PostgreSQL and for locks: a third of the time goes by without a busy core.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    testTimeout: 30_000,
    hookTimeout: 30_000,
    coverage: { include: ['shared/**/*.ts', 'functions/**/*.ts'] },
  },
});
