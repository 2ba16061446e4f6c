import { sql } from 'kysely'
import { pino } from 'pino'
import { expect } from 'vitest'
import type { OutgoingMail } from '~/channels/mail/mailer'
import type { OutgoingText, Sms } from '~/channels/sms/sms'
import { sendDue } from '~/worker/sending/send-messages.server'
import { slug, test, type World } from '../../support/firme-test'
import { contentOf, days, end, joins, line, mails, passes, publishes, rung, texts, waits } from './ladders'

const day = 86_400_000
const after = (world: World, howMany: number) => new Date(world.at.getTime() + howMany * day)

/** Signed: after two days, at six where they live, asked to text the council; a week later a text or a mail. Who has texted is thanked. */
const ladder = contentOf([
  rung('s1', 'confirmed', { thing: slug }),
  days('s2', 2),
  waits('s3', { how: 'until', weekday: 'any', hour: 18 }),
  mails('s4', 'Text them', {
    by: 'either',
    thing: 'text-the-council',
    sms: { en: 'Text them, {name|friend}!', es: 'Mande un mensaje, {name|amiga}!' },
  }),
  days('s5', 7),
  waits('s6', { how: 'until', weekday: '1', hour: 8 }),
  line('s7', 'condition', { about: 'phone', yes: 's8', no: 's10' }),
  texts('s8', 'Now', { thing: 'text-the-council', hours: 48 }),
  line('s9', 'go', { to: 's11' }),
  mails('s10', 'Bring a friend', { purpose: 'invite' }),
  line('s11', 'tag', { name: 'asked twice' }),
  end('s12'),
  rung('s13', 'texted'),
  mails('s14', 'Thank you', { by: 'either', sms: { en: 'Thank you', es: 'Gracias' } }),
  end('s15'),
])

interface Got {
  at: string
  to: string
  subject: string
  words: string
}

/** Sends what is due with a mailer and a text channel that keep everything. */
async function sends(world: World, got: Got[], now: Date) {
  const isOurs = async (messageId: string) =>
    (await world.db.selectFrom('message').select('template').where('id', '=', messageId).executeTakeFirstOrThrow())
      .template === 'ladder-message'
  const keep = async (to: string, one: OutgoingMail | OutgoingText, subject: string, words: string) => {
    if (await isOurs(one.messageId)) got.push({ at: now.toISOString(), to, subject, words })
    return { outcome: 'sent' as const, providerId: one.messageId }
  }
  const never = () => Promise.reject(new Error('nobody asks'))
  const sms: Sms = {
    send: (text) => keep(text.to, text, '', text.body),
    allows: (most) => most,
    segmentMicros: 0,
    territorySegmentMicros: 0,
    dayMicros: 1e12,
    listReceived: never,
    listSent: never,
    remove: never,
  }
  const mailer = { send: (mail: OutgoingMail) => keep(mail.to, mail, mail.subject, mail.text), close: async () => {} }
  const log = pino({ level: 'error' })
  const sending = { keyring: world.keyring, mailer, sms, publicUrl: 'https://firme.example.org', officeUrl: '', log }
  for (const channel of ['mail', 'sms'] as const) await sendDue(world.as.worker, sending, channel, () => now)
}

const person = (name: string, email: string) => ({
  given_name: name,
  family_name: 'Vega',
  email: `${email}@example.org`,
  postal_code: '85001',
})
const caller = (name: string, phone: string) => ({ given_name: name, family_name: 'Vega', phone, postal_code: '85001' })
const lives = (world: World, id: string, zone: string | null) =>
  world.db.updateTable('person').set({ time_zone: zone }).where('id', '=', id).execute()

test('ten people walk through thirty days and get exactly what is meant for each, when it is day where they live', async ({
  world,
}) => {
  await world.db.updateTable('member_group').set({ postal_address: 'P.O. Box 1, Saguaro, AZ 85001' }).execute()
  await publishes(world, ladder)
  const ids: Record<string, string> = {}
  for (const [name, fields, language, zone] of [
    ['rosa', person('Rosa', 'rosa'), 'es', 'America/Phoenix'],
    ['ben', person('Ben', 'ben'), 'en', 'America/Denver'],
    ['ana', person('Ana', 'ana'), 'es', 'America/Indiana/Indianapolis'],
    ['tom', caller('Tomás', '602 555 0101'), 'es', 'America/Phoenix'],
    ['dee', caller('Dee', '602 555 0102'), 'en', null],
    ['eva', person('Eva', 'eva'), 'en', 'America/Phoenix'],
    ['fay', person('Fay', 'fay'), 'es', 'America/Phoenix'],
    ['gil', person('Gil', 'gil'), 'en', 'America/Phoenix'],
    ['hal', person('Hal', 'hal'), 'en', 'America/Phoenix'],
    ['ida', { ...person('Ida', 'ida'), consent_email: '' }, 'es', 'America/Phoenix'],
  ] as const) {
    ids[name] = await joins(world, fields, { language })
    await lives(world, ids[name], zone)
  }
  const got: Got[] = []
  const sending = (now: Date) => sends(world, got, now)
  await passes(world, after(world, 1), sending)
  await textsCouncil(world, ids.hal!)
  await passes(world, after(world, 4), sending)
  // Eva stops everything, mail to Fay comes back, Gil is erased.
  await sql`insert into suppression (blind_index, channel, reason, since) select blind_index, channel, 'opted-out', '2026-11-28' from contact_point join person on contact_id = contact_point.id where person.id = ${ids.eva}`.execute(
    world.db,
  )
  await sql`update contact_point set failing_since = '2026-11-28' from person where contact_id = contact_point.id and person.id = ${ids.fay}`.execute(
    world.db,
  )
  await world.db.deleteFrom('person').where('id', '=', ids.gil!).execute()
  await passes(world, after(world, 30), sending)
  await sending(after(world, 30))
  const said = got.map(({ at, to, subject, words }) => `${at.slice(0, 16)} ${to}: ${subject || words}`)
  expect(said.toSorted()).toMatchInlineSnapshot(`
    [
      "2026-11-25T18:00 hal@example.org: Thank you?",
      "2026-11-26T23:00 ana@example.org: ¿Text them?",
      "2026-11-27T01:00 +16025550101: Firme: Mande un mensaje, Tomás! https://firme.example.org/es/texts/text-the-council ALTO para cancelar.",
      "2026-11-27T01:00 ben@example.org: Text them?",
      "2026-11-27T01:00 eva@example.org: Text them?",
      "2026-11-27T01:00 fay@example.org: ¿Text them?",
      "2026-11-27T01:00 gil@example.org: Text them?",
      "2026-11-27T01:00 rosa@example.org: ¿Text them?",
      "2026-11-27T17:00 +16025550102: Firme: Text them, Dee! https://firme.example.org/en/texts/text-the-council STOP to stop.",
      "2026-12-07T13:00 ana@example.org: ¿Bring a friend?",
      "2026-12-07T15:00 ben@example.org: Bring a friend?",
      "2026-12-07T15:00 rosa@example.org: ¿Bring a friend?",
      "2026-12-07T16:00 +16025550101: Firme: Now ya! https://firme.example.org/es/texts/text-the-council ALTO para cancelar.",
      "2026-12-07T17:00 +16025550102: Firme: Now! https://firme.example.org/en/texts/text-the-council STOP to stop.",
    ]
  `)
  const mail = (to: string, subject: string) =>
    got.find((one) => one.to === to && one.subject === subject)?.words.replace(/stop\/[\w-]+/, 'stop/…')
  expect(mail('rosa@example.org', '¿Text them?')).toMatchInlineSnapshot(`
    "Hola, Rosa:

    Text them, Rosa.

    Abrir:
    https://firme.example.org/es/texts/text-the-council

    Puede dejar de recibir noticias cuando quiera, con el enlace de abajo.

    --
    Recibe este correo porque alguien pidió noticias con esta dirección. La campaña se llama «END S-COMM: ¡Alto Polimigra!». P.O. Box 1, Saguaro, AZ 85001
    Ver, cambiar o borrar lo que firmé: https://firme.example.org/es/me
    Parar todos los mensajes: https://firme.example.org/es/stop/…"
  `)
  expect(mail('ben@example.org', 'Text them?')).toMatchInlineSnapshot(`
    "Hello Ben,

    Text them, Ben.

    Open:
    https://firme.example.org/en/texts/text-the-council

    You can turn off news at any time, with the link below.

    --
    You’re getting this because someone asked for news with this address. The campaign is “End S-Comm: ¡Alto Polimigra!”. P.O. Box 1, Saguaro, AZ 85001
    See, change or delete what I signed: https://firme.example.org/en/me
    Stop all messages: https://firme.example.org/en/stop/…"
  `)
  const { rows } = await sql<{ who: string; why: string; tags: string[] }>`
    select person_id as who, left_why as why, array(select tag from person_tag where person_tag.person_id = ladder_place.person_id) as tags from ladder_place
  `.execute(world.db)
  const named = Object.entries(ids)
  expect(
    Object.fromEntries(
      rows.map(({ who, why, tags }) => [named.find(([, id]) => id === who)![0], [why, ...tags].join(' ')]),
    ),
  ).toEqual({
    rosa: 'end asked twice',
    ben: 'end asked twice',
    ana: 'end asked twice',
    tom: 'end asked twice',
    dee: 'end asked twice',
    eva: 'opted-out',
    fay: 'bounced',
    hal: 'end',
    ida: 'end asked twice',
  })
})

/** A text to an official in somebody's name. */
async function textsCouncil(world: World, personId: string) {
  await sql`
    insert into outreach (id, advocacy_campaign_id, post_id, channel, via, outcome, language, person_id, done_at)
    select gen_random_uuid(), advocacy_campaign.id, post.id, 'text', 'sms', 'sent', 'en', ${personId}, ${after(world, 1)}
    from advocacy_campaign, post where advocacy_campaign.slug = 'text-the-council' limit 1
  `.execute(world.as.worker)
}
