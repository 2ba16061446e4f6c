// Type check, lint, words in both languages, then every test; ends with the counts.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')
const bin = (name) => path.join(root, 'node_modules', '.bin', name)
const results = mkdtempSync(path.join(tmpdir(), 'firme-results-'))
let passed = 0
let failed = 0

function check(name, command, args) {
  process.stdout.write(`\n── ${name}\n`)
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: `${path.join(root, 'node_modules', '.bin')}:${process.env.PATH}` } })
  if (status === 0) passed += 1
  else failed += 1
  return status === 0
}

check('types', bin('tsc'), ['--noEmit'])
check('lint', bin('oxlint'), ['--deny-warnings', 'app', 'db', 'emails', 'tests'])
check('words', bin('i18n-check'), ['--locales', 'app/i18n/messages', '--source', 'en', '--format', 'icu', '--only', 'missingKeys', 'invalidKeys'])
check('build', bin('node'), ['app/firme.mjs', 'help'])

process.stdout.write('\n── tests\n')
const report = path.join(results, 'tests.json')
spawnSync(bin('node'), [bin('vitest'), 'run', '--config', 'tests/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
try {
  const { numPassedTests, numFailedTests, numTotalTestSuites, success } = JSON.parse(readFileSync(report, 'utf8'))
  passed += numPassedTests
  failed += numFailedTests
  if (!success && numFailedTests === 0) failed += Math.max(1, numTotalTestSuites === 0 ? 1 : 1)
} catch {
  process.stdout.write('The tests did not come to an end.\n')
  failed += 1
}
rmSync(results, { recursive: true, force: true })
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
