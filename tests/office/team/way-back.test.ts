import { Secret, TOTP } from 'otpauth'
import { type ComponentProps, createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { AccountPage } from '~/office/team/account-page'
import { ownerLink } from '~/office/team/owner-link.server'
import { keepPasskey } from '~/office/team/passkeys.server'
import { renewRecoveryCodes } from '~/office/team/recovery-codes.server'
import { emptyForm } from '~/ui/forms/form-state'
import { purgeTraces } from '~/worker/purge-traces.server'
import { test, type World } from '../../support/firme-test'
import { keepingMailer, sends } from '../../support/letters'
import { call, givesRole, groupOf, officeRoute, organizer } from '../../support/office'

const minutes = (world: World, count: number) => new Date(world.at.getTime() + count * 60_000)
const ask = (world: World, email: string, code: string, at = world.at) =>
  call(world, officeRoute('office.recover._index').action!, { fields: { email, code }, at })
const wayBack = (world: World, token: string, at = world.at) =>
  call(world, officeRoute('office.recover.$token').loader!, { params: { token }, at })
const comesBack = (world: World, token: string, fields: Record<string, string>, at = world.at) =>
  call(world, officeRoute('office.recover.$token').action!, { params: { token }, fields, at })
const tokenIn = (answer: { location: string | null }) => answer.location!.split('/').at(-1)!
const said = (answer: { body: unknown }) =>
  (answer.body as { form: { errors: unknown[]; values: unknown } }).form.errors
const acts = async (world: World) =>
  (await world.db.selectFrom('audit').select('act').orderBy('seq').execute()).map((row) => row.act)

/** Lucía has passkeys and no password. */
async function lucia(world: World, role: 'organizer' | 'owner' = 'organizer', group?: string) {
  const { id, token } = await organizer(world, role, group ?? (await groupOf(world, 'network')), 'Lucía Paz')
  return { id, token, email: `${id}@example.org`, codes: await renewRecoveryCodes(world.db, world.keyring, id) }
}

const member = () => officeRoute('office.team_.$organizer')
const letsIn = (world: World, token: string, who: string, fields: Record<string, string> = { intent: 'let-in' }) =>
  call(world, member().action!, { token, params: { organizer: who }, fields })
const linkIn = (answer: { body: unknown }) => (answer.body as { link: string }).link.split('/').at(-1)!

test('a recovery code opens the making of a new passkey, once and for 15 minutes, and no session', async ({
  world,
}) => {
  const { email, codes } = await lucia(world)
  const opened = await ask(world, ` ${email.toUpperCase()} `, codes[0]!.toUpperCase())
  expect([opened.status, opened.cookie]).toEqual([303, null])
  expect((await wayBack(world, tokenIn(opened))).body).toMatchObject({
    found: { outcome: 'open', name: 'Lucía Paz', totp: null },
  })
  expect((await wayBack(world, tokenIn(opened), minutes(world, 15))).body).toMatchObject({ found: { outcome: 'gone' } })
  expect((await ask(world, email, codes[0]!)).status).toBe(422)
  const again = await ask(world, email, codes[1]!)
  expect((await wayBack(world, tokenIn(opened))).body).toMatchObject({ found: { outcome: 'gone' } })
  // A code makes a passkey and nothing else.
  expect(
    await comesBack(world, tokenIn(again), { intent: 'password', password: 'maíz frijol calabaza chile' }),
  ).toMatchObject({ status: 422, cookie: null })
  expect(await comesBack(world, tokenIn(again), { intent: 'passkey', challenge: 'x', response: '{}' })).toMatchObject({
    status: 422,
    cookie: null,
  })
  expect((await wayBack(world, tokenIn(again))).body).toMatchObject({ found: { outcome: 'open' } })
})

test('whoever has a password needs it beside the code, as before, and the code is not used up', async ({ world }) => {
  const { id, email, codes } = await lucia(world)
  await world.db.updateTable('organizer').set({ password_hash: 'something' }).where('id', '=', id).execute()
  expect((await ask(world, email, codes[0]!)).status).toBe(422)
  expect(await world.db.selectFrom('recovery_code').select('hash').where('used_at', 'is not', null).execute()).toEqual(
    [],
  )
})

test('an address that nobody has is answered as one with a wrong code, and held back after as many tries', async ({
  world,
}) => {
  const { email, codes } = await lucia(world)
  const known = await ask(world, email, 'aaaaa-aaaaa')
  const unknown = await ask(world, 'nobody@example.org', 'aaaaa-aaaaa')
  expect([known.status, said(known)]).toEqual([unknown.status, said(unknown)])
  await world.db.updateTable('sign_in_attempt').set({ attempts: 999 }).execute()
  for (const address of [email, 'nobody@example.org'])
    expect((await ask(world, address, 'aaaaa-aaaaa')).status).toBe(422)
  const [one, two] = [await ask(world, email, codes[0]!), await ask(world, 'nobody@example.org', codes[0]!)]
  expect([one.status, said(one)]).toEqual([429, said(two)])
  expect((await ask(world, email, codes[0]!, minutes(world, 60))).status).toBe(303)
  await purgeTraces(world.as.worker, minutes(world, 3 * 24 * 60))
  expect(await world.db.selectFrom('sign_in_attempt').select('attempts').execute()).toEqual([])
})

test('an owner lets somebody in again: the link is shown once, told by mail without the link, and in the ledger', async ({
  world,
}) => {
  const omar = await organizer(world, 'owner', await groupOf(world, 'network'))
  const { id, email } = await lucia(world)
  await world.db.updateTable('organizer').set({ language: 'es' }).where('id', '=', id).execute()
  const token = linkIn(await letsIn(world, omar.token, id))
  expect((await wayBack(world, token)).body).toMatchObject({ found: { outcome: 'open', name: 'Lucía Paz' } })
  expect((await wayBack(world, token, minutes(world, 24 * 60))).body).toMatchObject({ found: { outcome: 'gone' } })
  const page = await call(world, member().loader!, { token: omar.token, params: { organizer: id } })
  expect(JSON.stringify(page.body)).not.toContain(token)
  expect(await acts(world)).toContain('let-in-again')
  const mailer = keepingMailer()
  await sends(world, mailer)
  expect(mailer.mails.map((mail) => [mail.to, mail.language, mail.subject])).toEqual([
    [email, 'es', 'Se creó un enlace para que usted vuelva a entrar'],
  ])
  expect(mailer.mails[0]!.text).not.toContain(token)
  const second = linkIn(await letsIn(world, omar.token, id))
  expect((await wayBack(world, token)).body).toMatchObject({ found: { outcome: 'gone' } })
  expect((await wayBack(world, second)).body).toMatchObject({ found: { outcome: 'open' } })
})

test('with an owner’s link a password and an app open the account too; it works once, and so does its code, and all other sessions end', async ({
  world,
}) => {
  const omar = await organizer(world, 'owner', await groupOf(world, 'network'))
  const { id, email, token: old } = await lucia(world)
  const link = linkIn(await letsIn(world, omar.token, id))
  const { found } = (await wayBack(world, link)).body as { found: { totp: { secret: string } } }
  const code = new TOTP({ secret: Secret.fromBase32(found.totp.secret) }).generate({ timestamp: world.at.getTime() })
  const fields = { intent: 'password', password: 'maíz frijol calabaza chile', secret: found.totp.secret, code }
  expect((await comesBack(world, link, { ...fields, password: 'short' })).status).toBe(422)
  const both = await Promise.all([comesBack(world, link, fields), comesBack(world, link, fields)])
  expect(both.map((answer) => answer.status).sort()).toEqual([303, 410])
  expect(both.find((answer) => answer.status === 303)!.location).toBe('/office/account?again')
  expect((await call(world, officeRoute('office.account').loader!, { token: old })).location).toMatch(/sign-in/)
  // The code that set the app up is used up, and the browser is known from now on.
  const signIn = { intent: 'password', email, password: fields.password, code }
  expect((await call(world, officeRoute('office.sign-in').action!, { fields: signIn })).status).toBe(422)
  expect(both.find((answer) => answer.status === 303)!.cookies).toHaveLength(2)
  expect(await acts(world)).toContain('came-back')
})

test('nobody is let in by an organizer, by an owner of only some of their groups, or by themselves; a removed account stays shut', async ({
  world,
}) => {
  const member1 = await groupOf(world, 'Ocotillo')
  const member2 = await groupOf(world, 'Elsewhere')
  const owner = await organizer(world, 'owner', member1)
  const { id } = await lucia(world, 'organizer', member1)
  const plain = await organizer(world, 'organizer', member1)
  expect((await letsIn(world, plain.token, id)).status).toBe(403)
  expect((await letsIn(world, (await organizer(world, 'owner', member2)).token, id)).status).toBe(404)
  expect((await letsIn(world, owner.token, owner.id)).status).toBe(422)
  const link = linkIn(await letsIn(world, owner.token, id))
  await givesRole(world, id, member2, 'owner')
  expect((await letsIn(world, owner.token, id)).status).toBe(422)
  await world.db.updateTable('organizer').set({ removed_at: world.at }).where('id', '=', id).execute()
  expect((await wayBack(world, link)).body).toMatchObject({ found: { outcome: 'gone' } })
})

test('making a link needs a fresh proof; old passkeys are listed, and an owner removes one that was lost', async ({
  world,
}) => {
  const omar = await organizer(world, 'owner', await groupOf(world, 'network'))
  const { id } = await lucia(world)
  const key = '00000000-0000-4000-8000-000000000001'
  await world.db
    .insertInto('passkey')
    .values({
      id: key,
      organizer_id: id,
      credential_id: 'lost',
      public_key: Buffer.from('x'),
      counter: '0',
      name: 'Lost phone',
      created_at: world.at,
      used_at: null,
    })
    .execute()
  expect((await call(world, member().loader!, { token: omar.token, params: { organizer: id } })).body).toMatchObject({
    member: { passkeys: [{ name: 'Lost phone' }] },
  })
  const later = minutes(world, 6)
  expect(
    (
      await call(world, member().action!, {
        token: omar.token,
        params: { organizer: id },
        fields: { intent: 'let-in' },
        at: later,
      })
    ).location,
  ).toMatch(/^\/office\/prove/)
  await letsIn(world, omar.token, id, { intent: 'remove-passkey', id: key })
  expect(await world.db.selectFrom('passkey').select('id').execute()).toEqual([])
  expect(await acts(world)).toContain('removed-passkey')
})

test('the last owner who is locked out comes in by the link of the command line', async ({ world }) => {
  await lucia(world, 'owner')
  const link = (await ownerLink(world.db, world.keyring, true, world.at))!
  expect(
    (await call(world, officeRoute('office.join.$token').loader!, { params: { token: link } })).body,
  ).toMatchObject({ found: { outcome: 'open', role: 'owner' } })
})

test('whoever has one passkey and no password is told to add a second one; phones list it by person and group', async ({
  world,
}) => {
  const { id, token } = await lucia(world)
  const account = () => call(world, officeRoute('office.account').loader!, { token })
  const shown = async () => {
    const { account: props } = (await account()).body as { account: ComponentProps<typeof AccountPage> }
    const page = { ...props, t: translator('en'), lang: 'en' as const, form: emptyForm, codes: null, isAgain: false }
    return { props, html: renderToStaticMarkup(createElement(AccountPage, page)) }
  }
  const adds = (credentialId: string) =>
    keepPasskey(world.db, world.keyring, id, { credentialId, publicKey: Buffer.from('x'), counter: '0' }, 'x', world.at)
  await adds('one')
  const { props, html } = await shown()
  expect(html).toContain('Add a second one')
  expect(props.options).toMatchObject({
    user: { name: 'Lucía Paz · Firme', displayName: 'Lucía Paz · Firme' },
  })
  await adds('two')
  expect((await shown()).html).not.toContain('Add a second one')
})
