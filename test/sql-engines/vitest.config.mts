import { defineConfig } from 'vitest/config';

/** Needs database servers: `apt-get install sqlite3 postgresql mariadb-server`; what is missing is said loudly. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/sql-engines/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
