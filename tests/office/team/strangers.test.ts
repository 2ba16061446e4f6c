import { createHook } from 'node:async_hooks'
import type { KyselyPlugin } from 'kysely'
import { TOTP } from 'otpauth'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { translator } from '~/i18n/translator'
import { deviceHeader } from '~/office/guard/devices.server'
import { beginSignIn, keepPasskey } from '~/office/team/passkeys.server'
import { fitsPassword } from '~/office/team/password.server'
import { renewRecoveryCodes } from '~/office/team/recovery-codes.server'
import { reportFailedSignIns } from '~/office/team/report-failed-sign-ins.server'
import { SignInPage } from '~/office/team/sign-in-page'
import type { FormState } from '~/ui/forms/form-state'
import { purgeTraces } from '~/worker/purge-traces.server'
import { test, type World } from '../../support/firme-test'
import { keepingMailer, sends } from '../../support/letters'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { codeAt, password, takesPassword } from '../../support/with-password'

/** Tasks of native libraries, of which Node does not say a type; comparing a password is the only one here. */
let nativeTasks = 0
const watch = createHook({ init: (_, type) => void (nativeTasks += type === 'undefined' ? 1 : 0) })
beforeAll(async () => {
  // The password of nobody is hashed once.
  await fitsPassword(null, password)
  watch.enable()
})
afterAll(() => void watch.disable())

const minutes = (world: World, count: number) => new Date(world.at.getTime() + count * 60_000)

/** Omar signs in with a password and an app. */
async function omar(world: World) {
  const { id, token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await takesPassword(world, id)
  return { id, token, email: `${id}@example.org` }
}

const signIn = (world: World, fields: Record<string, string>, at: Date, cookies: string[] = []) =>
  call(world, officeRoute('office.sign-in').action!, {
    fields: { intent: 'password', password, code: codeAt(at), ...fields },
    at,
    cookies,
  })
const cookiePair = (header: string) => header.split(';')[0]!

/** A stranger who uses up the tries with an address. */
async function strangersTry(world: World, email: string, at: Date, times = 10) {
  for (let time = 0; time < times; time += 1) await signIn(world, { email, password: 'a guess, and a long one' }, at)
}

/** Names the statements that a database runs. */
function counting(names: string[]): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      names.push(node.kind)
      return node
    },
    transformResult: async ({ result }) => result,
  }
}

test('unknown address, wrong password, wrong code and too many tries get the same page, byte for byte, for the same work', async ({
  world,
}) => {
  const { email } = await omar(world)
  const unknown = email.replace(/^........-/, '00000000-')
  const { options } = await beginSignIn(world.db, world.env.officeUrl, world.at)
  async function tries(fields: Record<string, string>) {
    const statements: string[] = []
    const before = nativeTasks
    const as = { ...world.as, office: world.as.office.withPlugin(counting(statements)) }
    const answer = await signIn({ ...world, as }, fields, world.at)
    const { form } = answer.body as { form: FormState }
    const t = translator('en')
    const page = renderToStaticMarkup(
      SignInPage({
        t,
        form,
        next: '/office',
        challengeId: 'x',
        options,
        lead: '',
        action: '/office/sign-in',
        isProof: false,
      }),
    )
    return {
      answer: JSON.stringify(answer).replaceAll(unknown, email),
      page: page.replaceAll(unknown, email),
      hashes: nativeTasks - before,
      statements,
    }
  }
  const wrongPassword = await tries({ email, password: 'a guess, and a long one' })
  expect(wrongPassword.page).toContain('That didn’t work')
  expect(wrongPassword.hashes).toBe(1)
  // The keys, the account, its tries, a code, and how it ended.
  expect(wrongPassword.statements).toEqual([
    'SelectQueryNode',
    'SelectQueryNode',
    'RawNode',
    'UpdateQueryNode',
    'RawNode',
  ])
  expect(await tries({ email: unknown })).toEqual(wrongPassword)
  expect(await tries({ email, code: '000000' })).toEqual(wrongPassword)
  await strangersTry(world, email, world.at)
  // Everything is right here, but there is no try left.
  expect(await tries({ email })).toEqual(wrongPassword)
  const [one, two] = [await tries({ email, code: 'aaaaaaaaaa' }), await tries({ email: unknown, code: 'aaaaaaaaaa' })]
  expect(one).toEqual(two)
  expect([one!.page, one!.hashes]).toEqual([wrongPassword.page, 1])
})

test('strangers who guess lock nobody out of a browser that they have signed in with, nor from proving who they are', async ({
  world,
}) => {
  const { email, token } = await omar(world)
  const first = await signIn(world, { email }, world.at)
  const device = cookiePair(first.cookies[1]!)
  expect(first.cookies[1]).toMatch(/; Secure; HttpOnly|HttpOnly; Secure/)
  const later = minutes(world, 2)
  await strangersTry(world, email, later)
  expect((await signIn(world, { email }, later)).status).toBe(422)
  expect((await signIn(world, { email }, later, [device])).location).toBe('/office')
  const prove = await call(world, officeRoute('office.prove').action!, {
    token,
    fields: { intent: 'password', password, code: codeAt(minutes(world, 3)) },
    at: minutes(world, 3),
  })
  expect(prove.status).toBe(303)
  // An hour later a new browser may try again.
  expect((await signIn(world, { email }, minutes(world, 62))).location).toBe('/office')
})

test('wrong guesses in a known browser count against it alone, and a good one gives the try back', async ({
  world,
}) => {
  const { email } = await omar(world)
  const device = cookiePair((await signIn(world, { email }, world.at)).cookies[1]!)
  for (let time = 0; time < 10; time += 1)
    await signIn(world, { email, password: 'a guess, and a long one' }, minutes(world, 1), [device])
  expect((await signIn(world, { email }, minutes(world, 2), [device])).status).toBe(422)
  for (let time = 2; time < 14; time += 1)
    expect((await signIn(world, { email }, minutes(world, time))).location, `${time}`).toBe('/office')
})

test('a device cookie is good for its own account only, and not when somebody made it up', async ({ world }) => {
  const [mine, other] = [await omar(world), await omar(world)]
  const device = cookiePair((await signIn(world, { email: mine.email }, world.at)).cookies[1]!)
  await strangersTry(world, other.email, minutes(world, 1))
  for (const cookie of [
    device,
    device.replace(mine.id, other.id),
    `__Host-firme-device-${other.id}=${'a'.repeat(22)}.${'a'.repeat(43)}`,
  ])
    expect((await signIn(world, { email: other.email }, minutes(world, 1), [cookie])).status).toBe(422)
})

test('an account whose app somebody has taken out of the database is opened by no code', async ({ world }) => {
  const { email } = await omar(world)
  await world.db.updateTable('organizer').set({ sealed_totp: null }).execute()
  const fits = vi.spyOn(TOTP.prototype, 'validate').mockReturnValue(0)
  expect((await signIn(world, { email }, world.at)).status).toBe(422)
  expect(fits).toHaveBeenCalledOnce()
  fits.mockRestore()
})

test('a recovery code is asked for with the same work and the same answer, whether or not there is an account', async ({
  world,
}) => {
  const { email, id } = await omar(world)
  async function asks(address: string) {
    const statements: string[] = []
    const as = { ...world.as, office: world.as.office.withPlugin(counting(statements)) }
    const fields = { email: address, code: 'aaaaa-aaaaa' }
    const answer = await call({ ...world, as }, officeRoute('office.recover._index').action!, { fields })
    return { answer: JSON.stringify(answer).replaceAll(address, 'the address'), statements }
  }
  const unknown = await asks('nobody@example.org')
  expect(await asks(email)).toEqual(unknown)
  await world.db.updateTable('organizer').set({ password_hash: null }).where('id', '=', id).execute()
  expect(await asks(email)).toEqual(unknown)
})

test('many guesses at once get no more tries than one after the other', async ({ world }) => {
  const { email } = await omar(world)
  await Promise.all(Array.from({ length: 30 }, () => signIn(world, { email, code: '000000' }, world.at)))
  const row = await world.db.selectFrom('sign_in_attempt').select(['attempts', 'failures']).executeTakeFirstOrThrow()
  expect(row).toEqual({ attempts: 30, failures: 30 })
  expect((await signIn(world, { email }, world.at)).status).toBe(422)
})

test('failed tries are in the activity log without what was typed, and the organizer is told once a day, in Spanish', async ({
  world,
}) => {
  const { email, id } = await omar(world)
  await world.db.updateTable('organizer').set({ language: 'es' }).execute()
  const report = (at: Date) => reportFailedSignIns(world.as.worker, world.keyring, at)
  const log = () =>
    world.db
      .selectFrom('audit')
      .select(['organizer_id', 'subject', 'how_many'])
      .where('act', '=', 'failed-sign-in')
      .orderBy('seq')
      .execute()
  await signIn(world, { email }, world.at)
  await strangersTry(world, email, world.at, 9)
  await signIn(world, { email: 'someone@example.org' }, world.at)
  await signIn(world, { email: 'nobody@example.org' }, world.at)
  expect(await report(minutes(world, 10))).toBe(11)
  expect(await report(minutes(world, 20))).toBe(0)
  expect(await log()).toEqual([
    { organizer_id: id, subject: 'wrong password or code', how_many: 9 },
    { organizer_id: null, subject: 'addresses without an account', how_many: 2 },
  ])
  const mails = () => world.db.selectFrom('message').select('id').where('template', '=', 'sign-in-failed').execute()
  expect(await mails()).toEqual([])
  // The tenth; and many more on the same day.
  for (const at of [minutes(world, 30), minutes(world, 40)]) {
    await strangersTry(world, email, at, 5)
    expect(await report(at)).toBe(5)
    expect(await mails()).toHaveLength(1)
  }
  const mailer = keepingMailer()
  await sends(world, mailer, minutes(world, 40))
  expect(mailer.mails.map((mail) => [mail.to, mail.language, mail.subject])).toEqual([
    [email, 'es', 'Alguien está tratando de entrar a su cuenta'],
  ])
  const tomorrow = minutes(world, 24 * 60)
  await strangersTry(world, email, tomorrow)
  await report(tomorrow)
  expect(await mails()).toHaveLength(2)
})

test('what is kept about tries names nobody: no address, no network, and it is gone after two days', async ({
  world,
}) => {
  const { email, id } = await omar(world)
  await signIn(world, { email, code: '000000' }, world.at)
  await signIn(world, { email: 'nobody@example.org' }, world.at)
  const rows = await world.db.selectFrom('sign_in_attempt').selectAll().orderBy('organizer_id').execute()
  expect(rows.map((row) => [row.organizer_id, row.counted_as.length])).toEqual([
    [id, 32],
    [null, 32],
  ])
  await purgeTraces(world.as.worker, minutes(world, 3 * 24 * 60))
  expect(await world.db.selectFrom('sign_in_attempt').select('hour').execute()).toEqual([])
})

test('strangers who try recovery codes keep nobody with a known browser from theirs', async ({ world }) => {
  const { id, email } = await omar(world)
  await world.db.updateTable('organizer').set({ password_hash: null, sealed_totp: null }).where('id', '=', id).execute()
  await keepPasskey(
    world.db,
    world.keyring,
    id,
    { credentialId: 'x', publicKey: Buffer.from('k'), counter: '0' },
    'x',
    world.at,
  )
  const codes = await renewRecoveryCodes(world.db, world.keyring, id)
  const asks = (code: string, cookies: string[] = []) =>
    call(world, officeRoute('office.recover._index').action!, { fields: { email, code }, cookies })
  await asks('aaaaa-aaaaa')
  await world.db.updateTable('sign_in_attempt').set({ attempts: 1_000 }).execute()
  expect((await asks(codes[0]!)).status).toBe(429)
  expect((await asks(codes[0]!, [cookiePair(deviceHeader(world.keyring, id))])).status).toBe(303)
})

test('signing in ends the session that the browser had, so that a planted one does not stay', async ({ world }) => {
  const { email, token } = await omar(world)
  const home = (of: string) => call(world, officeRoute('office._index').loader!, { token: of })
  expect((await home(token)).status).toBe(200)
  await call(world, officeRoute('office.sign-in').action!, {
    token,
    fields: { intent: 'password', email, password, code: codeAt(world.at) },
  })
  expect((await home(token)).location).toMatch(/^\/office\/sign-in/)
})
