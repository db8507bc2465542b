import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/agent/*.test.ts'],
    pool: 'forks',
    // One editor, one agent: a scenario begins when the one before has ended.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
