import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { pauseBroadcast, resumeBroadcast, startBroadcast } from '~/messages/broadcasts/steer-broadcast.server'
import { openIntake } from '~/queue/intake/append.server'
import { stopToken } from '~/vault/links.server'
import { openVault } from '~/vault/open.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { keyringIn } from '../support/keyring'
import { fillCampaign, insertApproved } from '../support/many-subscribers'
import { startSite, until } from '../support/running-site'
import { openSmtpSink } from '../support/smtp-sink'

const mails = 2_000
const texts = 200
const kills = 4

test('2,000 mails and 200 texts leave while the worker is killed and the database crashes: none lost, no text twice, and a stop and a pause hold', async () => {
  const seen = new Map<string, number>()
  const readers = new Set<string>()
  const sink = await openSmtpSink({
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const id = /^Message-ID: (\S+)/im.exec(Buffer.concat(chunks).toString())?.[1] ?? ''
        seen.set(id, (seen.get(id) ?? 0) + 1)
        for (const { address } of envelope.rcptTo) readers.add(address)
        callback()
      })
    },
  })
  const site = await startSite({ SMTP_URL: sink.url, LOG_LEVEL: 'silent' })
  const { db, pool } = openDatabase((await runningEmbedded(site.dataDir))!, 4)
  const again = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    for (;;)
      try {
        return await work()
      } catch {
        await sleep(200)
      }
  }
  try {
    const keyring = await keyringIn(site.dataDir)
    const vault = await openVault(db, keyring)
    const campaignId = await fillCampaign(db, { keyring, vault }, { mails, texts })
    // It is day somewhere, whenever this runs.
    await sql`update person set time_zone = (select name from pg_timezone_names where extract(hour from now() at time zone name) between 11 and 15 and name like '%/%' limit 1)`.execute(
      db,
    )
    const now = new Date()
    const [mail, text] = [
      await insertApproved(db, campaignId, 'mail', now),
      await insertApproved(db, campaignId, 'text', now),
    ]
    for (const id of [mail, text])
      expect((await startBroadcast(db, { id, by: await anyOrganizer() }, now)).outcome).toBe('started')

    const waiting = async (id: string) =>
      Number(
        (
          await sql<{
            n: string
          }>`select count(*) as n from message where broadcast_id = ${id} and state in ('queued', 'sending')`.execute(
            db,
          )
        ).rows[0]!.n,
      )
    let cutShort = 0
    const inFlight = () =>
      again(
        async () =>
          (
            await db
              .selectFrom('message')
              .select('id')
              .where('broadcast_id', '=', mail)
              .where('state', '=', 'sending')
              .execute()
          ).length,
      )
    for (let killed = 0; killed < kills; ) {
      const before = seen.size
      await until(async () => seen.size > before + 100 || seen.size >= mails - 400, 60_000)
      const [pid] = site.pids('worker')
      if (!pid) continue
      process.kill(pid, 'SIGKILL')
      killed += 1
      cutShort += await inFlight()
    }
    // Somebody who has not got it yet stops by the link of a message that waits.
    const stopped = await again(async () =>
      db
        .selectFrom('message')
        .select(['id', 'person_id'])
        .where('broadcast_id', '=', mail)
        .where('state', '=', 'queued')
        .orderBy('due_at', 'desc')
        .orderBy('id', 'desc')
        .executeTakeFirst(),
    )
    if (stopped)
      await again(async () =>
        openIntake(pool).append(
          await sealingKey(db, null),
          'stop',
          { token: stopToken(keyring, stopped.id), wanted: 'stop', scope: 'everything' },
          new Date(),
        ),
      )
    cutShort += await inFlight()
    // It is started again, and recovers from its log.
    for (const pid of site.pids('postgres')) process.kill(pid, 'SIGKILL')
    await until(async () => again(async () => (await sql`select 1`.execute(db)).rows.length === 1), 60_000)

    await again(() => pauseBroadcast(db, mail))
    await sleep(2_000)
    const paused = seen.size
    await sleep(1_500)
    expect(seen.size).toBe(paused)
    await again(() => resumeBroadcast(db, mail))

    await until(
      async () => again(async () => (await stateOf(mail)) === 'done' && (await stateOf(text)) === 'done'),
      120_000,
      site.output,
    )
    const outcomes = await db
      .selectFrom('message')
      .select(['state', 'failure', 'person_id'])
      .where('broadcast_id', '=', mail)
      .execute()
    expect(outcomes).toHaveLength(mails)
    const suppressed = outcomes.filter((row) => row.state === 'suppressed')
    expect(suppressed.length).toBeLessThanOrEqual(1)
    for (const row of suppressed) expect(row.person_id).toBe(stopped!.person_id)
    expect(readers.size).toBe(mails - suppressed.length)
    expect([...seen.values()].filter((times) => times > 1).length).toBeLessThanOrEqual(cutShort)
    expect(await waiting(text)).toBe(0)
    const sent = (await readFile(path.join(site.dataDir, 'outbox', 'sms.jsonl'), 'utf8').catch(() => ''))
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { to: string }).to)
    expect(new Set(sent).size).toBe(sent.length)
    const unknown = await db
      .selectFrom('message')
      .select('id')
      .where('broadcast_id', '=', text)
      .where('state', '=', 'unknown')
      .execute()
    expect(sent.length).toBeGreaterThanOrEqual(texts - unknown.length)
  } finally {
    await db.destroy()
    await site.stop()
    await sink.stop()
  }

  async function anyOrganizer(): Promise<string> {
    const { rows } = await sql<{ id: string }>`
      insert into organizer (id, email_index, sealed, language, created_at) values (gen_random_uuid(), uuid_send(gen_random_uuid()), '', 'en', now()) returning id
    `.execute(db)
    return rows[0]!.id
  }

  async function stateOf(id: string): Promise<string> {
    return (await db.selectFrom('broadcast').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
  }
})
