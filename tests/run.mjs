// Runs the checks and the tests, and ends with the counts.
//
//   node tests/run.mjs                    everything: `npm test`
//   node tests/run.mjs check              types, lint, format, layout, unused code, words: `npm run check`
//   node tests/run.mjs unit [path …]      the domain on real PostgreSQL: `npm run test:unit`
//   node tests/run.mjs stories [path …]   in a browser: `npm run test:stories`
//   node tests/run.mjs pictures             keeps new pictures of the pages: `npm run pictures`
//   node tests/run.mjs proofs [path …]    faults, outages and searches of the disk: `npm run test:proofs`
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { installBrowser } from './support/install-browser.mjs'

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')
const bin = (name) => path.join(root, 'node_modules', '.bin', name)
const env = { ...process.env, PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}` }
const results = mkdtempSync(path.join(tmpdir(), 'firme-results-'))
const [what = 'all', ...paths] = process.argv.slice(2)

const checks = {
  types: ['tsgo', '--noEmit'],
  lint: ['oxlint', '--deny-warnings', 'app', 'db', 'emails', 'tests'],
  format: ['biome', 'check', '--error-on-warnings', '.'],
  layout: ['depcruise', '--config', '.dependency-cruiser.mjs', 'app', 'db', 'emails'],
  unused: ['knip'],
  words: [
    'i18n-check',
    '--locales',
    'app/i18n/messages',
    '--source',
    'en',
    '--format',
    'icu',
    '--only',
    'missingKeys',
    'invalidKeys',
  ],
}
const lanes = {
  sites: { build: false, args: ['tests/stories', 'tests/proofs'] },
  unit: { build: false, args: ['--exclude', 'tests/stories/**', '--exclude', 'tests/proofs/**'] },
  stories: { build: true, args: ['tests/stories'] },
  proofs: { build: true, args: ['tests/proofs'] },
}

/** What to do about a check that fails, where it does not say so itself. */
const hints = {
  format: 'Run `npm run format`.',
  layout: 'Move the code down, or pass it in: see docs/architecture.md, "The wings".',
  unused: 'Delete what is unused.',
  words: 'Add the missing keys to app/i18n/messages, in both languages.',
}

let passed = 0
let failed = 0
/** What failed and why, said again at the end: a long run prints thousands of lines before it. */
const failures = []

switch (what) {
  case 'all':
    await runChecks()
    await build()
    installBrowser()
    // What runs a site waits much: the domain runs beside it, one file at a time, and is shown when it is done.
    await Promise.all([runTests('sites'), runTests('unit', ['--maxWorkers=1', ...lanes.unit.args], false)])
    break
  case 'check':
    await runChecks()
    break
  case 'pictures':
    env.PICTURES = 'renew'
    await runTests('stories', ['tests/stories/pictures.test.ts'])
    break
  case 'unit':
  case 'stories':
  case 'proofs':
    await runTests(what, paths)
    break
  default:
    process.stderr.write(
      `There is no "${what}" here: say check, unit, stories, proofs or pictures, or nothing for everything.\n`,
    )
    failed += 1
}
rmSync(results, { recursive: true, force: true })
for (const failure of failures) process.stdout.write(`\n✗ ${failure}\n`)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)

/** Two at a time: one alone leaves half of a small machine idle. */
async function runChecks() {
  const waiting = Object.entries(checks)
  const next = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) await check(one[0], one[1])
  }
  await Promise.all([next(), next()])
}

async function check(name, [command, ...args]) {
  const { status, output } = await run(bin(command), args)
  const hint = hints[name] ? `${hints[name]}\n` : ''
  process.stdout.write(`── ${name}${status === 0 ? '' : `\n${output}${hint}`}\n`)
  if (status === 0) {
    passed += 1
    return
  }
  failed += 1
  failures.push(name)
}

function build() {
  return check('build', ['node', 'app/firme.mjs', 'build'])
}

async function runTests(name, only = [], isShown = true) {
  if (lanes[name].build) {
    await build()
    installBrowser()
  }
  const report = path.join(results, `${name}.json`)
  const args = [
    bin('vitest'),
    'run',
    '--config',
    'tests/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const { output } = await run(bin('node'), [...args, ...(only.length > 0 ? only : lanes[name].args)], isShown)
  process.stdout.write(output)
  try {
    const { numPassedTests, success, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const found = testResults.flatMap(failuresOfFile)
    passed += numPassedTests
    failed += success ? found.length : Math.max(1, found.length)
    failures.push(...found)
  } catch {
    process.stdout.write(`The ${name} tests did not come to an end.\n`)
    failed += 1
  }
}

/** @param file what vitest's JSON reporter tells of a file: `message` says why a file could not be run at all */
function failuresOfFile({ name, message, assertionResults }) {
  const file = path.relative(root, name)
  const tests = assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => `${file}: ${fullName}\n${beginning(failureMessages.join('\n'))}`)
  return message ? [`${file}\n${beginning(message)}`, ...tests] : tests
}

function beginning(text) {
  return text.split('\n').slice(0, 8).join('\n').slice(0, 900)
}

/** @param isShown whether its output goes to the terminal at once */
function run(command, args, isShown = false) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.once('error', (error) => resolve({ status: 1, output: String(error) }))
    child.once('close', (status) => resolve({ status, output }))
  })
}
