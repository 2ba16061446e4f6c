// What a text that is made to trouble programs costs whoever reads it, against splitting the largest plain form into its
// fields. Bundled and run by run.mjs.
import { formBody } from '~/web/http/form-body'
import { largestBody } from '~/web/http/read-body.server'
import { evilStrings, readers } from '../support/evil-strings'

/** Milliseconds of the processor in the fastest of some readings. */
async function costOf(read: () => unknown, times: number): Promise<number> {
  let fastest = Infinity
  for (let time = 0; time < times; time += 1) {
    const before = process.cpuUsage()
    await read()
    const { user, system } = process.cpuUsage(before)
    fastest = Math.min(fastest, (user + system) / 1_000)
  }
  return fastest
}

const plain = Buffer.from('given_name=Rosa&postal_code=85001&'.repeat(largestBody / 34))
const limit = await costOf(() => formBody(plain), 50)
const worst = []
for (const { what, read, bytes } of readers) {
  for (const [name, evil] of evilStrings(bytes)) {
    const cost = await costOf(() => read(evil), 3)
    worst.push({ what, name, cost, ratio: cost / limit })
  }
}
const slowest = worst.toSorted((one, other) => other.ratio - one.ratio).slice(0, 5)
for (const { what, name, cost, ratio } of slowest)
  process.stdout.write(`  ${what}, ${name}: ${cost.toFixed(1)} ms, ${ratio.toFixed(0)} times the largest plain form\n`)
process.stdout.write(
  `evil texts read in ${worst.length} ways: the slowest takes ${Math.max(...worst.map(({ cost }) => cost)).toFixed(0)} ms (goal 50)\n`,
)
