import path from 'node:path'
import { defineConfig } from 'vitest/config'

const root = path.resolve(import.meta.dirname, '..')

export default defineConfig({
  root,
  resolve: {
    alias: { '~': path.join(root, 'app'), '#db': path.join(root, 'db'), '#emails': path.join(root, 'emails') },
  },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    // Runs in a copy of the project, where what it imports stands.
    exclude: ['tests/actions/kind/new-kind/**'],
    globalSetup: ['tests/support/database-server.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    // One worker reads the modules once for all files: every test has a database of its own, and nothing else to share.
    isolate: false,
  },
})
