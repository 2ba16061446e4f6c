import { sql } from 'kysely'
import { expect } from 'vitest'
import { checkDomain, type DomainToCheck, type LookUpHosts } from '~/channels/mail/check-domain'
import type { LookUpText } from '~/channels/mail/check-sender'
import { checkOwnDomain } from '~/office/settings/deliverability/check-own-domain.server'
import { readMailRates } from '~/office/settings/deliverability/mail-rates.server'
import { rosa, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const domain: DomainToCheck = {
  domain: 'firme.example',
  signingDomain: 'firme.example',
  key: { selector: 'firme', publicKey: 'AAAA' },
  returnDomain: 'bounce.firme.example',
  mailHost: 'mail.firme.example',
}

/** All as it should be. */
const texts: Record<string, string[]> = {
  'bounce.firme.example': ['v=spf1 a:mail.firme.example ~all'],
  'firme._domainkey.firme.example': ['v=DKIM1; k=rsa; p=AAAA'],
  '_dmarc.firme.example': ['v=DMARC1; p=quarantine'],
  '_mta-sts.bounce.firme.example': ['v=STSv1; id=1'],
}
const lookUpIn =
  (zone: Record<string, string[]>): LookUpText =>
  async (name) =>
    zone[name] ? { outcome: 'found', texts: zone[name] } : { outcome: 'none' }
const hosts: LookUpHosts = {
  mailServers: async () => ['mx.firme.example'],
  addresses: async () => ['192.0.2.1'],
  names: async () => ['mail.firme.example'],
}

const verdicts = async (zone: Record<string, string[]>, given: Partial<LookUpHosts> = {}) =>
  Object.fromEntries(
    (await checkDomain(lookUpIn(zone), { ...hosts, ...given }, domain)).map(({ kind, verdict }) => [kind, verdict]),
  )

test('what the DNS of our domain lacks is said, with what to copy', async () => {
  const good = { spf: 'good', dkim: 'good', dmarc: 'good', ptr: 'good', mx: 'good', tls: 'good' }
  expect(await verdicts(texts)).toEqual(good)
  expect(await verdicts({})).toEqual({
    spf: 'missing',
    dkim: 'missing',
    dmarc: 'missing',
    ptr: 'good',
    mx: 'good',
    tls: 'missing',
  })
  expect(await verdicts(texts, { names: async () => [] })).toEqual({ ...good, ptr: 'missing' })
  expect(
    await verdicts(texts, {
      names: async () => ['other.example'],
      addresses: async (host) => [host === 'other.example' ? '192.0.2.9' : '192.0.2.1'],
    }),
  ).toEqual({ ...good, ptr: 'wrong' })
  expect(await verdicts(texts, { mailServers: async () => [''] })).toEqual({ ...good, mx: 'wrong' })
  expect(await verdicts(texts, { mailServers: async () => null, addresses: async () => null })).toEqual({
    ...good,
    mx: 'silent',
    ptr: 'silent',
  })
  const lines = await checkDomain(lookUpIn({}), hosts, domain)
  expect(lines.find(({ kind }) => kind === 'dkim')).toMatchObject({
    type: 'TXT',
    name: 'firme._domainkey.firme.example',
    value: 'v=DKIM1; k=rsa; p=AAAA',
  })
})

async function atPage(world: World, role: 'owner' | 'organizer' = 'owner', group = 'network') {
  const { token } = await organizer(world, role, await groupOf(world, group))
  const { loader, action } = officeRoute('office.settings_.deliverability')
  return {
    reads: () => call(world, loader!, { token }),
    presses: (fields: Record<string, string>) => call(world, action!, { token, fields }),
  }
}

test('the worker keeps what it found for a day; an owner asks for a new look, and nobody else sees the page', async ({
  world,
}) => {
  let looks = 0
  const lookUp: LookUpText = (name) => {
    looks += 1
    return lookUpIn(texts)(name)
  }
  const checks = (at: Date) => checkOwnDomain(world.as.worker, { lookUp, hosts, domain }, () => at)
  const later = (hours: number) => new Date(world.at.getTime() + hours * 3_600_000)
  expect(await checks(later(-2))).toBe(1)
  expect(await checks(later(-1))).toBe(0)
  const once = looks
  const owner = await atPage(world)
  expect((await owner.reads()).body).toMatchObject({
    read: { check: { domain: 'firme.example', isBeingChecked: false } },
  })
  await owner.presses({ intent: 'check' })
  expect(await checks(world.at)).toBe(1)
  expect(looks).toBe(2 * once)
  expect(await checkOwnDomain(world.as.worker, { lookUp, hosts, domain: null }, () => later(99))).toBe(0)
  expect((await (await atPage(world, 'organizer')).reads()).status).toBe(403)
})

test('bounces and complaints of a week are shown by provider, against what providers put up with', async ({
  world,
}) => {
  await world.signs({ ...rosa, email: 'rosa@gmail.com' })
  await world.work()
  const copies = (count: number, failure: string | null) =>
    sql`
    insert into message (id, channel, template, language, contact_id, once_key, link_hash, state, due_at, created_at, sent_at, failure)
    select gen_random_uuid(), 'mail', 'thank-you', 'es', contact_id, gen_random_uuid()::text, uuid_send(gen_random_uuid()), 'sent', ${world.at}, ${world.at}, ${world.at}::timestamptz - interval '1 day', ${failure}
    from message, generate_series(1, ${count}) where template = 'confirm-signature'
  `.execute(world.db)
  await copies(50, null)
  const verdict = async () => {
    const [all, gmail] = await readMailRates(world.as.office, world.keyring, world.at)
    return { all: all!.complaintVerdict, gmail, bounces: all!.bounceVerdict }
  }
  expect((await verdict()).all).toBe('few')
  await copies(950, null)
  expect(await verdict()).toMatchObject({ all: 'good', gmail: { provider: 'gmail', sent: 1000 } })
  await copies(1, 'complained')
  expect((await verdict()).all).toBe('good')
  await copies(1, 'complained')
  expect((await verdict()).all).toBe('near')
  await copies(2, 'complained')
  expect((await verdict()).all).toBe('over')
  await copies(20, 'bounced')
  expect((await verdict()).bounces).toBe('good')
  await copies(40, 'bounced')
  expect((await verdict()).bounces).toBe('over')
})

test('an owner writes down how texts are registered, undoes it, and says yes to a provider’s feed', async ({
  world,
}) => {
  const owner = await atPage(world)
  const registration = async () => ((await owner.reads()).body as { read: { registration: object } }).read.registration
  await owner.presses({ intent: 'register', brand: 'approved', campaign: 'pending', note: '2,000 a day' })
  expect(await registration()).toMatchObject({ brand: 'approved', campaign: 'pending', note: '2,000 a day' })
  await owner.presses({ intent: 'undo' })
  expect(await registration()).toMatchObject({ brand: 'none', campaign: 'none', note: '' })
  await world.db
    .insertInto('mail_feed')
    .values({
      topic: 'arn:x',
      provider: 'ses',
      confirm_url: 'https://x',
      asked_at: world.at,
      wanted_at: null,
      wanted_by: null,
      confirmed_at: null,
      failure: null,
    })
    .execute()
  await owner.presses({ intent: 'want', topic: 'arn:x' })
  expect((await owner.reads()).body).toMatchObject({ read: { feeds: [{ topic: 'arn:x', state: 'wanted' }] } })
  const { rows } = await sql<{
    act: string
  }>`select act from audit where act in ('changed-text-registration', 'confirmed-mail-feed') order by seq`.execute(
    world.db,
  )
  expect(rows.map(({ act }) => act)).toEqual([
    'changed-text-registration',
    'changed-text-registration',
    'confirmed-mail-feed',
  ])
})
