import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { fromNewNetwork } from '../support/new-network'
import { startSite, until } from '../support/running-site'

const people = 500
/** What is killed early and often is started again later and later. */
const kills = 6

test('500 texts leave while the worker is killed six times: none twice, and those nobody knows of are said to be unknown', async () => {
  const site = await startSite({ LOG_LEVEL: 'silent', TRUSTED_PROXIES: '1' })
  try {
    const sign = async (number: number) => {
      const fields = { given_name: `ana${number}`, phone: `602555${String(1_000 + number)}`, postal_code: '85001' }
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        ...fromNewNetwork(),
      }
      const answer = await fetch(`${site.url}/es/petitions/alto-polimigra`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers,
        redirect: 'manual',
      })
      expect(answer.status).toBe(303)
    }
    let killed = 0
    const killing = (async () => {
      while (killed < kills) {
        await sleep(700)
        const [pid] = site.pids('worker')
        if (!pid) continue
        process.kill(pid, 'SIGKILL')
        killed += 1
      }
    })()
    for (let number = 0; number < people; number += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, one) => sign(number + one)))
      await sleep(600)
    }
    await killing
    const { db } = openDatabase((await runningEmbedded(site.dataDir))!, 1)
    const count = async (...states: string[]) =>
      (
        await db
          .selectFrom('message')
          .select('id')
          .where('state', 'in', states as 'sent'[])
          .execute()
      ).length
    await until(async () => (await count('sent', 'delivered', 'unknown')) === people)
    const unknown = await count('unknown')
    await db.destroy()
    const lines = (await readFile(path.join(site.dataDir, 'outbox', 'sms.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { to: string }).to)
    expect(new Set(lines).size).toBe(lines.length)
    expect(lines.length).toBeGreaterThanOrEqual(people - unknown)
    expect(unknown).toBeLessThan(people / 2)
  } finally {
    await site.stop()
  }
})
