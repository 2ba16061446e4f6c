import { availableParallelism } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const root = path.resolve(import.meta.dirname, '..')

/** The files that take longest, the longest first; then everything that waits for a running site. */
const longest = [
  'stories/evil',
  'proofs/nothing-lost',
  'attack/database-away',
  'stories/forms',
  'proofs/dev',
  'stories/modes',
  'proofs/starting',
  'attack/rolling-restarts',
  'proofs/letters-killed',
  'stories/enter',
  'proofs/commands',
  'proofs/no-text-doubled',
  'stories/found-and-shared',
  'proofs/',
  'stories/',
]

/** What takes longest begins first, or everybody would wait for it at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((part) => moduleId.includes(`/${part}`))
      return found < 0 ? longest.length : found
    }
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}

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
    // Each story and proof has a site of its own beside it: on two cores, three of them wait for each other too long.
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    // A worker reads the modules once for all its files: every test has a database of its own, and nothing else to share.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
})
