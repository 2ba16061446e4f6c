import { readdirSync, rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startSite, until } from '../support/running-site'

test('a reset waits until Firme is stopped, asks, and then the next start is a first one', async () => {
  const site = await startSite()
  try {
    expect(() => site.firme('reset', '--yes')).toThrow('Firme is already running on')
    // A connection that was kept may have been closed while the command ran.
    await until(async () => (await fetch(`${site.url}/readyz`)).ok)
    const before = readdirSync(site.dataDir)
    // Killed, it leaves a database behind that still runs.
    process.kill(site.mainPid, 'SIGKILL')
    await until(() =>
      fetch(`${site.url}/healthz`).then(
        () => false,
        () => true,
      ),
    )
    for (const answer of ['', 'yes\n', 'RESET\n'])
      expect(() => site.pipe(answer, 'reset')).toThrow('Nothing was deleted.')
    expect(readdirSync(site.dataDir)).toEqual(before)
    const says = site.pipe('reset\n', 'reset')
    expect(says).toMatch(/postgres +\d+\.\d MB/)
    expect(says).toContain(site.dataDir)
    expect(readdirSync(site.dataDir)).toEqual([])
    expect(site.firme('reset', '--yes')).toContain('There is nothing of Firme in')
  } finally {
    rmSync(site.dataDir, { recursive: true, force: true })
  }
})
