import { pino } from 'pino'
import { expect } from 'vitest'
import { everySample } from '#emails/render-mail'
import type { OutgoingMail } from '~/channels/mail/mailer'
import { setLimit } from '~/channels/money/limits.server'
import { addSpend } from '~/channels/money/spend.server'
import { warnOwners } from '~/office/money/warn-owners.server'
import { sendDue } from '~/worker/sending/send-messages.server'
import { test, type World } from '../../support/firme-test'
import { groupOf, organizer } from '../../support/office'
import { startTexting } from '../../support/texting'

const usual = { sms: 100_000_000, voice: 25_000_000, segment: 11_300 }
const dollars = (amount: number) => amount * 1_000_000
const campaignOf = async (world: World) =>
  (await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()).id
const warn = (world: World, at = world.at) => warnOwners(world.as.worker, world.keyring, usual, at)
const spend = (world: World, way: 'sms' | 'voice', campaignId: string | null, amount: number) =>
  addSpend(world.db, way, [{ campaignId, units: 1, micros: dollars(amount) }], world.at)

/** Sends what is due. @returns the mails that left */
async function mailsOf(world: World): Promise<OutgoingMail[]> {
  const phone = await startTexting(world)
  const left: OutgoingMail[] = []
  const mailer = {
    async send(mail: OutgoingMail) {
      left.push(mail)
      return { outcome: 'sent', providerId: null } as const
    },
    close: async () => {},
  }
  const sending = {
    keyring: world.keyring,
    sms: phone.sms,
    mailer,
    publicUrl: 'https://firme.example.org',
    officeUrl: 'https://office.example.org',
    log: pino({ level: 'silent' }),
  }
  while ((await sendDue(world.as.worker, sending, 'mail', () => world.at)) > 0);
  await phone.stop()
  return left
}

test('owners of the network and of the campaign’s group are told at 80 % and at the stop, once each a day, each in their language', async ({
  world,
}) => {
  const network = await groupOf(world, 'network')
  const member = await groupOf(world, 'Ocotillo')
  await organizer(world, 'owner', network, 'Omar Reyes')
  const lucia = await organizer(world, 'owner', member, 'Lucía Paz')
  await world.db.updateTable('organizer').set({ language: 'es' }).where('id', '=', lucia.id).execute()
  await organizer(world, 'organizer', network, 'Nobody of these')
  await organizer(world, 'owner', await groupOf(world, 'Elsewhere'), 'Somebody else')
  const id = await campaignOf(world)
  await world.db.updateTable('campaign').set({ group_id: member }).execute()
  await setLimit(world.db, 'sms', id, 10, world.at)
  await spend(world, 'sms', id, 7.99)
  expect(await warn(world)).toBe(0)
  await spend(world, 'sms', id, 0.02)
  expect(await warn(world)).toBe(2)
  expect(await warn(world)).toBe(0)
  await spend(world, 'sms', id, 2)
  expect(await warn(world)).toBe(2)
  expect(await warn(world)).toBe(0)
  const mails = await mailsOf(world)
  expect(mails.map((mail) => mail.subject).sort()).toEqual([
    '80 % of today’s limit for texts is spent: “End S-Comm: ¡Alto Polimigra!”',
    'Los mensajes de texto se detuvieron hasta mañana: «END S-COMM: ¡Alto Polimigra!»',
    'Se gastó el 80 % del límite de hoy para mensajes de texto: «END S-COMM: ¡Alto Polimigra!»',
    'Texts have stopped until tomorrow: “End S-Comm: ¡Alto Polimigra!”',
  ])
  const stopped = mails.find((mail) => mail.language === 'es' && mail.subject.startsWith('Los mensajes de texto'))!
  expect(stopped.text).toMatch(
    /Hola, Lucía Paz[\s\S]*\$10\.01 hoy, y el límite del día es de \$10\.00[\s\S]*ALTO y AYUDA se contestan[\s\S]*https:\/\/office\.example\.org\/office\/spending/,
  )
  expect(stopped.stopUrl).toBeNull()
  // The next day is another one, and so is a limit that is raised and reached again.
  await setLimit(world.db, 'sms', id, 10.01, world.at)
  expect(await warn(world)).toBe(2)
  expect(await warn(world, new Date(world.at.getTime() + 86_400_000))).toBe(0)
})

test('the limit of all together is told to the network’s owners alone; when it is reached at once, the 80 % are not told after it', async ({
  world,
}) => {
  await organizer(world, 'owner', await groupOf(world, 'network'))
  await organizer(world, 'owner', await groupOf(world, 'Ocotillo'))
  await spend(world, 'voice', await campaignOf(world), 25)
  expect(await warn(world)).toBe(1)
  const [mail, ...more] = await mailsOf(world)
  expect(more).toEqual([])
  expect(mail!.subject).toBe('Calls have stopped until tomorrow: all campaigns together')
  expect(mail!.text).toContain('can call the office themselves')
})

test('two workers that notice at once owe one mail; a limit of nothing is no alarm; who was removed gets none', async ({
  world,
}) => {
  const { id } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const campaign = await campaignOf(world)
  await setLimit(world.db, 'sms', campaign, 0, world.at)
  await spend(world, 'sms', campaign, 1)
  expect(await warn(world)).toBe(0)
  await setLimit(world.db, 'sms', campaign, 1, world.at)
  expect((await Promise.all([warn(world), warn(world), warn(world)])).sort()).toEqual([0, 0, 1])
  await world.db.updateTable('organizer').set({ removed_at: world.at }).where('id', '=', id).execute()
  expect(await mailsOf(world)).toEqual([])
  expect(await world.db.selectFrom('message').select(['state', 'failure']).execute()).toEqual([
    { state: 'suppressed', failure: 'no-longer-needed' },
  ])
})

test('both mails stand in the gallery in both languages, with what stops and what goes on', () => {
  const mails = everySample().filter((mail) => mail.template.startsWith('money-'))
  expect(mails.map((mail) => [mail.template, mail.language])).toEqual([
    ['money-near', 'en'],
    ['money-near', 'es'],
    ['money-spent', 'en'],
    ['money-spent', 'es'],
  ])
  for (const mail of mails) for (const part of [mail.text, mail.html]) expect(part).toMatch(/STOP|ALTO/)
})
