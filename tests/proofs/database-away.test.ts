import net from 'node:net'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { readEnv } from '~/env.server'
import { openIntake } from '~/intake/append.server'
import { startSimulator } from '~/simulator/simulator.server'
import { fetchMissedTexts } from '~/sms/reconcile.server'
import { openSms } from '~/sms/sms.server'
import { startSite, until } from '../support/running-site'
import { tomasPhone } from '../support/texting'

const hour = 60 * 60_000
const account = { accountSid: `AC${'0'.repeat(32)}`, from: '+16025550100' }
const authToken = 'a token of this proof'

test('Tomás texts STOP while the database is away: the provider is told that nothing was taken, and within the hour his wish is found and kept', async () => {
  const where = { publicUrl: '', localUrl: '', authToken }
  const provider = await startSimulator({ port: 0, account, site: where, dataDir: null, pace: 0 })
  const twilio = { TWILIO_ACCOUNT_SID: account.accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: account.from, TWILIO_API_URL: provider.url }
  const site = await startSite({ LOG_LEVEL: 'silent', ...twilio })
  where.publicUrl = where.localUrl = site.url
  const url = (await runningEmbedded(site.dataDir))!
  const { db, pool } = openDatabase(url, 2)
  const suppressions = () => db.selectFrom('suppression').select(['channel', 'reason']).execute()
  try {
    // Who would start it again sleeps, so that it stays away for as long as the text takes.
    process.kill(site.mainPid, 'SIGSTOP')
    for (const pid of site.pids('postgres')) process.kill(pid, 'SIGKILL')
    await until(() => isRefused(Number(new URL(url).port)), 5_000)
    expect(await provider.texts.receive(tomasPhone, 'STOP')).toBe(503)
    process.kill(site.mainPid, 'SIGCONT')
    await until(async () => (await fetch(`${site.url}/readyz`)).ok && (await suppressions()).length === 0)
    const later = new Date(Date.now() + hour)
    const sms = openSms(readEnv({ PUBLIC_URL: site.url, ...twilio, LOG_LEVEL: 'silent' }))
    // Once an hour the worker looks by itself; within these seconds it may have been faster.
    expect(await fetchMissedTexts(db, openIntake(pool), sms, later)).toBeLessThanOrEqual(1)
    await until(async () => (await suppressions()).length > 0)
    expect(await suppressions()).toEqual([{ channel: 'sms', reason: 'opted-out' }])
    expect(await fetchMissedTexts(db, openIntake(pool), sms, later)).toBe(0)
  } finally {
    process.kill(site.mainPid, 'SIGCONT')
    await db.destroy()
    await site.stop()
    await provider.stop()
  }
})

function isRefused(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', () => resolve(true))
  })
}
