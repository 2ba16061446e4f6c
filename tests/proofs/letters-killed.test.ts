import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { scheduleLetters } from '~/actions/letters/delivery/schedule-letters.server'
import { openIntake } from '~/queue/intake/append.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { keyringIn } from '../support/keyring'
import { startSite, until } from '../support/running-site'
import { openSmtpSink } from '../support/smtp-sink'

const count = 400

test('400 letters leave while the worker is killed six times: none lost, doubled at most those in flight, each under its one Message-ID', async () => {
  const seen = new Map<string, number>()
  const sink = await openSmtpSink({
    onData(stream, _session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const id = /^Message-ID: (\S+)/im.exec(text)?.[1] ?? ''
        if (/^To: \S*example\.org/im.test(text) && text.includes('Dear Sheriff')) seen.set(id, (seen.get(id) ?? 0) + 1)
        // As slow as a server elsewhere, so that a kill finds some in flight.
        setTimeout(callback, 20)
      })
    },
  })
  const site = await startSite({ SMTP_URL: sink.url, LOG_LEVEL: 'silent' })
  const { db, pool } = openDatabase((await runningEmbedded(site.dataDir))!, 4)
  try {
    const keyring = await keyringIn(site.dataDir)
    const action = await db
      .selectFrom('advocacy_campaign')
      .select(['id', 'campaign_id'])
      .where('slug', '=', 'write-sheriff-vance')
      .executeTakeFirstOrThrow()
    const { post_id } = await db
      .selectFrom('advocacy_target')
      .select('post_id')
      .where('advocacy_campaign_id', '=', action.id)
      .executeTakeFirstOrThrow()
    // Open around the clock, whenever this runs.
    await db
      .updateTable('organization')
      .set({ office_hours: JSON.stringify([{ days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '23:59' }]) })
      .execute()
    const key = await sealingKey(db, action.campaign_id)
    const intake = openIntake(pool)
    const writes = (number: number) =>
      intake.append(
        key,
        'letter',
        {
          actionId: action.id,
          postIds: [post_id],
          language: 'es',
          givenName: `P${number}`,
          familyName: '',
          email: `p${number}@example.org`,
          postalCode: '85001',
          subject: 'No judge, no hold',
          body: `I live here, and this is letter ${number} ${randomUUID()}.`,
          spanish: '',
          isToAll: false,
          wantsReplies: false,
          showName: false,
          source: 'web',
        },
        new Date(),
      )
    await db.updateTable('stop_switch').set({ is_on: true }).where('name', '=', 'mail').execute()
    await Promise.all(Array.from({ length: count }, (_, number) => writes(number)))
    const letters = async () =>
      Number(
        (
          await db
            .selectFrom('letter')
            .select((eb) => eb.fn.countAll().as('all'))
            .executeTakeFirstOrThrow()
        ).all,
      )
    await until(async () => (await letters()) === count, 180_000)
    await db.deleteFrom('message').where('template', '=', 'confirm-letter').execute()
    await db.updateTable('letter').set({ state: 'waiting', confirmed_at: new Date() }).execute()
    while ((await scheduleLetters(db, { keyring, perHour: 10_000 }, new Date())) > 0);
    await sql`update message set due_at = now(), due_until = now() + interval '2 hours' where template = 'letter-to-official'`.execute(
      db,
    )
    await db.updateTable('stop_switch').set({ is_on: false }).where('name', '=', 'mail').execute()

    const underWay = async () =>
      (
        await db
          .selectFrom('message')
          .select('id')
          .where('template', '=', 'letter-to-official')
          .where('state', '=', 'sending')
          .execute()
      ).length
    let [kills, cutShort] = [0, 0]
    // Killed early and often, it is started again later and later.
    while (kills < 6) {
      const before = seen.size
      await until(async () => seen.size > before + 40 || seen.size === count, 180_000)
      const [pid] = site.pids('worker')
      if (!pid) continue
      process.kill(pid, 'SIGKILL')
      kills += 1
      cutShort += await underWay()
    }
    await until(async () => seen.size === count, 120_000, site.output)
    await until(
      async () => (await db.selectFrom('letter').select('id').where('state', '<>', 'sent').execute()).length === 0,
      180_000,
    )
    const doubled = [...seen.values()].filter((times) => times > 1)
    expect(seen.size).toBe(count)
    expect(doubled.length).toBeLessThanOrEqual(cutShort)
    expect(Math.max(...seen.values())).toBeLessThanOrEqual(kills + 1)
    const outreach = await db
      .selectFrom('outreach')
      .select((eb) => eb.fn.countAll().as('all'))
      .where('outcome', '=', 'sent')
      .executeTakeFirstOrThrow()
    expect(Number(outreach.all)).toBe(count)
  } finally {
    await db.destroy()
    await site.stop()
    await sink.stop()
  }
})
