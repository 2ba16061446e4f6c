// Letters through the outbox against what the same SMTP server takes from the same library with nothing else to do.

import { randomBytes, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import pg from 'pg'
import { pino } from 'pino'
import { openDatabase } from '#db/client'
import { migrate } from '#db/migrate'
import { seedDemo } from '#db/seeds/demo'
import { openMailer } from '~/channels/mail/mailer.server'
import type { Sms } from '~/channels/sms/sms'
import { oweToOfficials } from '~/queue/outbox/enqueue-messages.server'
import { keyringFrom } from '~/vault/keyring.server'
import { openVault, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { vaultKeyCreator } from '~/vault/vault-keys.server'
import { sendDue } from '~/worker/sending/send-messages.server'
import { openSmtpSink } from '../support/smtp-sink'

const count = 4_000
const noTextIsDue = () => Promise.reject(new Error('no text is due'))
const noTexts: Sms = {
  send: noTextIsDue,
  allows: () => 0,
  segmentMicros: 0,
  territorySegmentMicros: 0,
  dayMicros: 0,
  listReceived: noTextIsDue,
  listSent: noTextIsDue,
  remove: noTextIsDue,
}
const [server] = process.argv.slice(2)
const name = `bench_${randomBytes(4).toString('hex')}`
const admin = new pg.Client({ connectionString: server })
await admin.connect()
await admin.query(`create database ${name}`)
const { db } = openDatabase(server!.replace(/[^/]+$/, name), 6)
const keyring = keyringFrom(randomBytes(32))
const now = () => new Date()
await migrate(db)
await seedDemo(db, vaultKeyCreator(keyring), now())
const body =
  'I live in Saguaro County, Arizona. I ask you to hold nobody past their release because immigration asks, unless a judge has signed a warrant. '.repeat(
    6,
  )

const sink = await openSmtpSink()
const raw = await rawRate()
await queueLetters()
const rate = await outboxRate()
process.stdout.write(
  `letters through the outbox: ${Math.round(rate)}/s; raw SMTP to the same server: ${Math.round(raw)}/s; ratio ${(rate / raw).toFixed(2)} (goal 0.5)\n`,
)
await sink.stop()
await db.destroy()
await admin.query(`drop database ${name} with (force)`)
await admin.end()

async function rawRate(): Promise<number> {
  const { hostname, port } = new URL(sink.url)
  const transport = createTransport({
    host: hostname,
    port: Number(port),
    ignoreTLS: true,
    pool: true,
    maxConnections: 4,
    maxMessages: 200,
  })
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: count }, (_, number) =>
      transport.sendMail({
        from: 'Firme <firme@example.org>',
        to: 'sheriff.vance@example.org',
        subject: 'No judge, no hold',
        text: `${number} ${body}`,
      }),
    ),
  )
  const took = performance.now() - startedAt
  transport.close()
  return (count / took) * 1_000
}

/** As many letters, each sealed, confirmed and due. */
async function queueLetters(): Promise<void> {
  await sql`truncate letter cascade`.execute(db)
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
  const contact = await db
    .selectFrom('contact_detail')
    .select('id')
    .where('post_id', '=', post_id)
    .where('kind', '=', 'email')
    .executeTakeFirstOrThrow()
  const keys = (await openVault(db, keyring)).byCampaign.get(action.campaign_id)!
  const ids = Array.from({ length: count }, () => randomUUID())
  const people = ids.map(() => randomUUID())
  const words = (number: number) =>
    JSON.stringify({
      subject: 'No judge, no hold',
      body: `${number} ${body}`,
      spanish: '',
      name: `P${number}`,
      place: '85001',
      replyTo: null,
      sender: null,
      isToAll: false,
    })
  await db.transaction().execute(async (trx) => {
    await sql`insert into contact_point (id, campaign_id, channel, blind_index, sealed, created_on) select id, ${action.campaign_id}, 'mail', sha256(id::text::bytea), '', current_date from unnest(${people}::uuid[]) as one (id)`.execute(
      trx,
    )
    await sql`insert into person (id, campaign_id, contact_id, name_index, sealed, language, created_on) select id, ${action.campaign_id}, id, '', '', 'es', current_date from unnest(${people}::uuid[]) as one (id)`.execute(
      trx,
    )
    await sql`
      insert into letter (id, writing_id, advocacy_campaign_id, post_id, person_id, contact_id, name_slot, contact_detail_id, sealed, likeness, language, area, source, state, written_at, confirmed_at)
      select id, id, ${action.id}, ${post_id}, person, person, 1, ${contact.id}, sealed, '\\x0000000000000000', 'es', '850', 'web', 'queued', now(), now()
      from unnest(${ids}::uuid[], ${people}::uuid[], ${ids.map((id, number) => sealText(keys, sealedAs('letter', id), words(number)))}::bytea[]) as one (id, person, sealed)
    `.execute(trx)
    const dueAt = new Date()
    await oweToOfficials(
      trx,
      keyring,
      ids.map((id) => ({
        id: randomUUID(),
        template: 'letter-to-official',
        contactDetailId: contact.id,
        letterId: id,
        onceKey: `letter ${id}`,
        dueAt,
        dueUntil: new Date(dueAt.getTime() + 3_600_000),
      })),
      dueAt,
    )
  })
  await sql`analyze`.execute(db)
}

async function outboxRate(): Promise<number> {
  const mailer = openMailer({
    smtpUrl: sink.url,
    mailFrom: 'Firme <firme@example.org>',
    bounceAddress: 'bounce@example.org',
    dkim: null,
    dataDir: tmpdir(),
  })
  const sending = {
    keyring,
    mailer,
    sms: noTexts,
    publicUrl: 'https://firme.example.org',
    officeUrl: 'https://office.example.org',
    log: pino({ level: 'silent' }),
  }
  const startedAt = performance.now()
  while ((await sendDue(db, sending, 'mail', now)) > 0);
  const took = performance.now() - startedAt
  await mailer.close()
  return (count / took) * 1_000
}
