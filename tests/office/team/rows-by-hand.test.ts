import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { expect } from 'vitest'
import { doctor } from '~/doctor.server'
import { admit } from '~/office/guard/guard.server'
import { rolesOf } from '~/office/guard/organizers.server'
import { findSession, sessionCookie } from '~/office/guard/sessions.server'
import { askForExport, takeExport, writeNextExport } from '~/office/people/exports/export-people.server'
import { signerFilter } from '~/office/people/signers.server'
import { acceptAs } from '~/office/team/accept-invitation.server'
import {
  findInvitation,
  type Invitation,
  invitationToken,
  invite,
  writeInvitation,
} from '~/office/team/invitations.server'
import { ownerLink } from '~/office/team/owner-link.server'
import { finishSignIn, keepPasskey } from '~/office/team/passkeys.server'
import { hashPassword, passwordColumns } from '~/office/team/password.server'
import { recoveryCodeMac, renewRecoveryCodes, takeRecoveryCode } from '~/office/team/recovery-codes.server'
import { signInWithPassword } from '~/office/team/sign-in.server'
import { sealTotp } from '~/office/team/totp.server'
import { vouchForOldRows } from '~/office/team/vouch-for-rows.server'
import { findWayBack, letIn } from '~/office/team/way-back.server'
import { openVault } from '~/vault/open.server'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { templateKey } from '../../support/template'

const owner = async (world: World) => organizer(world, 'owner', await groupOf(world, 'network'))
const viewer = async (world: World) => organizer(world, 'viewer', await groupOf(world, 'network'))
const open = async (world: World) => ({ keyring: world.keyring, vault: await openVault(world.db, world.keyring) })

test('a session that somebody wrote, or moved to an owner, signs nobody in', async ({ world }) => {
  const { id } = await owner(world)
  const visitor = await viewer(world)
  const found = (token: string) => findSession(world.as.office, world.keyring, token, world.at)
  expect((await found(visitor.token))?.organizerId).toBe(visitor.id)
  await world.db.updateTable('organizer_session').set({ organizer_id: id }).execute()
  expect(await found(visitor.token)).toBeNull()

  const token = randomBytes(32).toString('base64url')
  const written = { id: randomUUID(), token_hash: sha256(token), organizer_id: id, way: 'passkey' as const }
  await world.db
    .insertInto('organizer_session')
    .values({ ...written, created_at: world.at, seen_at: world.at, proved_at: world.at, ended_at: null })
    .execute()
  expect(await found(token)).toBeNull()
})

test('an invitation whose role somebody raised opens nothing, nor does one that they wrote', async ({ world }) => {
  const keys = await open(world)
  const token = (await ownerLink(world.as.office, world.keyring, true, world.at))!
  const found = () => findInvitation(world.as.office, keys, token, world.at)
  expect((await found())?.role).toBe('owner')
  for (const change of [{ role: 'viewer' as const }, { expires_at: new Date(world.at.getTime() + 6e10) }]) {
    const before = await world.db.selectFrom('invitation').selectAll().executeTakeFirstOrThrow()
    await world.db.updateTable('invitation').set(change).execute()
    expect(await found()).toBeNull()
    await world.db.updateTable('invitation').set({ role: before.role, expires_at: before.expires_at }).execute()
  }
  const mine = randomBytes(16).toString('base64url')
  await world.db
    .updateTable('invitation')
    .set({ token_hash: sha256(mine) })
    .execute()
  expect(await findInvitation(world.as.office, keys, mine, world.at)).toBeNull()
  // The command line does not hand that one out again, but makes a new one.
  const again = (await ownerLink(world.as.office, world.keyring, true, world.at))!
  expect((await findInvitation(world.as.office, keys, again, world.at))?.role).toBe('owner')
})

test('an invitation that somebody changed by hand is not made ours when its address is invited again', async ({
  world,
}) => {
  const keys = await open(world)
  const { id: invitedBy } = await owner(world)
  const groupId = await groupOf(world, 'network')
  const invites = (email: string, role: 'viewer' | 'owner') =>
    world.as.office
      .transaction()
      .execute((trx) =>
        invite(trx, keys.keyring, keys.vault, { groupId, role, invitedBy, email, language: 'en' }, world.at),
      )
  const rows = () => world.db.selectFrom('invitation').select(['id', 'role', 'withdrawn_at', 'address_index'])
  await invites('lucia@example.org', 'viewer')
  await world.db
    .updateTable('invitation')
    .set({ token_hash: sha256('x') })
    .execute()
  await invites('lucia@example.org', 'owner')
  expect(await findInvitation(world.as.office, keys, 'x', world.at)).toBeNull()
  expect(await rows().where('withdrawn_at', 'is', null).execute()).toHaveLength(1)
  // Nor does one's own invitation become another's by its address.
  await invites('omar@example.org', 'viewer')
  const [lucias, omars] = ['owner', 'viewer'].map(async (role) =>
    rows()
      .where('role', '=', role as 'owner')
      .where('withdrawn_at', 'is', null)
      .executeTakeFirstOrThrow(),
  )
  const [hers, his] = [await lucias!, await omars!]
  await world.db.updateTable('invitation').set({ address_index: null }).where('id', '=', hers.id).execute()
  await world.db.updateTable('invitation').set({ address_index: hers.address_index }).where('id', '=', his.id).execute()
  await invites('lucia@example.org', 'owner')
  expect((await rows().where('id', '=', his.id).executeTakeFirstOrThrow()).role).toBe('viewer')
})

test('a way back, a recovery code and a passkey for somebody else’s account need the keyring', async ({ world }) => {
  const lucia = await viewer(world)
  const { id } = await owner(world)
  const token = await world.db
    .transaction()
    .execute((trx) => letIn(trx, world.keyring, { organizerId: lucia.id, madeBy: id }, world.at))
  const found = () => findWayBack(world.as.office, world.keyring, token, world.at)
  expect((await found())?.organizerId).toBe(lucia.id)
  await world.db.updateTable('access_link').set({ organizer_id: id }).execute()
  expect(await found()).toBeNull()

  const [code] = await renewRecoveryCodes(world.db, world.keyring, lucia.id)
  const typed = { organizerId: lucia.id, code: code!.replace('-', '') }
  await world.db
    .updateTable('recovery_code')
    .set({ mac: randomBytes(32) })
    .execute()
  expect(await takeRecoveryCode(world.as.office, world.keyring, typed, world.at)).toBe(false)
  await renewRecoveryCodes(world.db, world.keyring, lucia.id)
})

test('passkeys from before are vouched for once, and one that is put in later stays closed', async ({ world }) => {
  const { id } = await owner(world)
  const key = { credentialId: 'hers', publicKey: Buffer.from('key'), counter: '0' }
  await keepPasskey(world.db, world.keyring, id, key, 'Phone', world.at)
  const ours = await world.db.selectFrom('passkey').select('mac').executeTakeFirstOrThrow()
  await world.db.updateTable('passkey').set({ mac: null }).execute()

  expect(await vouchForOldRows(world.as.office, world.keyring, world.at)).toBe(1)
  expect(await world.db.selectFrom('passkey').select('mac').executeTakeFirstOrThrow()).toEqual(ours)
  await world.db
    .updateTable('passkey')
    .set({ mac: null, public_key: Buffer.from('theirs') })
    .execute()
  expect(await vouchForOldRows(world.as.office, world.keyring, world.at)).toBeNull()
  expect((await world.db.selectFrom('passkey').select('mac').executeTakeFirstOrThrow()).mac).toBeNull()
  const door = { keyring: world.keyring, officeUrl: 'https://office.example.org' }
  expect(await finishSignIn(world.as.office, door, randomUUID(), { id: 'hers' }, world.at)).toBeNull()
  expect(await world.db.selectFrom('audit').select('subject').where('act', '=', 'vouched-for-keys').execute()).toEqual([
    { subject: '1 passkeys, 0 recovery codes' },
  ])
})

test('recovery codes are kept under the keyring, and those from before are put there once and go on working', async ({
  world,
}) => {
  const { id } = await owner(world)
  const typed = 'ab12cd34ef'
  const open = createHash('sha256').update(`${id} ${typed}`).digest()
  const row = { organizer_id: id, hash: open }
  await world.db
    .insertInto('recovery_code')
    .values({ ...row, used_at: null, mac: recoveryCodeMac(world.keyring, row) })
    .execute()
  await vouchForOldRows(world.as.office, world.keyring, world.at)
  await vouchForOldRows(world.as.office, world.keyring, world.at)
  // Whoever reads the table cannot try all codes against it.
  const kept = await world.db.selectFrom('recovery_code').select('hash').execute()
  expect(kept).toHaveLength(1)
  expect(kept[0]!.hash.equals(open)).toBe(false)
  const take = () => takeRecoveryCode(world.as.office, world.keyring, { organizerId: id, code: typed }, world.at)
  expect([await take(), await take()]).toEqual([true, false])
})

test('a role that somebody raised or wrote opens nothing; the operator is told, and everybody else goes on', async ({
  world,
}) => {
  const network = await groupOf(world, 'network')
  await vouchForOldRows(world.as.office, world.keyring, world.at)
  const omar = await owner(world)
  const lucia = await viewer(world)
  const told: string[] = []
  const noteForgedRole = (organizerId: string) => void told.push(organizerId)
  const team = (token: string) => call(world, officeRoute('office.team').loader!, { token, noteForgedRole })
  const pages = (token: string) => call(world, officeRoute('office.pages._index').loader!, { token, noteForgedRole })
  expect((await pages(lucia.token)).status).toBe(200)
  await world.db.updateTable('organizer_role').set({ role: 'owner' }).where('organizer_id', '=', lucia.id).execute()

  expect([(await pages(lucia.token)).status, (await team(lucia.token)).status]).toEqual([403, 403])
  expect([...new Set(told)]).toEqual([lucia.id])
  expect(
    await admit(
      { db: world.as.office, keyring: world.keyring, now: () => world.at, noteForgedRole },
      cookieOf(lucia),
      'see-numbers',
    ),
  ).toMatchObject({ outcome: 'not-allowed' })
  expect(await doctorOfRoles(world)).toMatchObject({ state: 'bad', detail: expect.stringContaining(lucia.id) })

  // A role of somebody else, put under another account, opens nothing either.
  await world.db.deleteFrom('organizer_role').where('organizer_id', '=', lucia.id).execute()
  await sql`insert into organizer_role select ${lucia.id}, group_id, role, since, mac from organizer_role where organizer_id = ${omar.id}`.execute(
    world.db,
  )
  expect((await team(lucia.token)).status).toBe(403)

  const seen = (await team(omar.token)).body as { team: { people: { lines: { id: string; isOurs: boolean }[] } } }
  expect(seen.team.people.lines.map(({ id, isOurs }) => [id === lucia.id, isOurs])).toEqual([
    [false, true],
    [true, false],
  ])
  // An owner by hand does not make the real one dispensable, and an owner who saves the role again makes it right.
  const change = (organizer: string, role: string) =>
    call(world, officeRoute('office.team').action!, {
      token: omar.token,
      fields: { intent: 'role', organizer, group: network, role },
    })
  expect((await change(omar.id, 'viewer')).status).toBe(422)
  expect((await change(lucia.id, 'viewer')).status).toBe(303)
  expect([(await pages(lucia.token)).status, (await team(lucia.token)).status]).toEqual([200, 403])
  expect(await doctorOfRoles(world)).toMatchObject({ state: 'ok' })
})

test('an owner who was written by hand keeps the first owner from nothing, and an invitation gives them what it says', async ({
  world,
}) => {
  const forged = await viewer(world)
  await world.db.updateTable('organizer_role').set({ role: 'owner' }).execute()
  expect(await ownerLink(world.as.office, world.keyring, false, world.at)).not.toBeNull()
  const wanted = {
    groupId: await groupOf(world, 'network'),
    role: 'moderator' as const,
    invitedBy: null,
    language: 'en' as const,
  }
  const accepts = (invitation: Invitation) =>
    world.db
      .transaction()
      .execute((trx) => acceptAs(trx, world.keyring, { invitation, organizerId: forged.id }, world.at))
  const { id } = await world.db
    .transaction()
    .execute((trx) => writeInvitation(trx, world.keyring, { ...wanted, addressed: null }, world.at))
  const token = invitationToken(world.keyring, id)
  const invitation = (await findInvitation(world.as.office, await open(world), token, world.at))!
  // What was read before somebody was invited again with another role is no longer so.
  expect(await accepts({ ...invitation, role: 'owner' })).toEqual({ outcome: 'gone' })
  expect(await accepts(invitation)).toEqual({ outcome: 'accepted', role: 'moderator' })
  expect(await rolesOf(world.as.office, world.keyring, forged.id, () => {})).toEqual([
    { groupId: invitation.groupId, role: 'moderator' },
  ])
})

test('roles from before are vouched for once: owners stay owners, and one that is put in later opens nothing', async ({
  world,
}) => {
  const omar = await owner(world)
  const held = () => rolesOf(world.as.office, world.keyring, omar.id, () => {})
  const before = await held()
  await world.db.updateTable('organizer_role').set({ mac: null }).execute()
  expect(await held()).toEqual([])
  expect(await vouchForOldRows(world.as.office, world.keyring, world.at)).toBe(1)
  expect(await held()).toEqual(before)
  expect(await ownerLink(world.as.office, world.keyring, false, world.at)).toBeNull()
  await world.db.updateTable('organizer_role').set({ mac: null }).execute()
  expect(await vouchForOldRows(world.as.office, world.keyring, world.at)).toBeNull()
  expect(await held()).toEqual([])
})

test('a password that somebody wrote signs nobody in; those from before are vouched for once, and the doctor tells', async ({
  world,
}) => {
  const { id } = await owner(world)
  const vault = await openVault(world.db, world.keyring)
  const secret = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const password = 'maíz frijol calabaza chile'
  const hash = await hashPassword(password)
  const set = (columns: object) => world.db.updateTable('organizer').set(columns).where('id', '=', id).execute()
  let at = world.at
  const signsIn = async () => {
    at = new Date(at.getTime() + 60_000)
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() })
    const typed = { email: `${id}@example.org`, password, code }
    return (
      await signInWithPassword(
        world.as.office,
        { keyring: world.keyring, vault, browserOf: () => null, noteError: () => {} },
        typed,
        at,
      )
    ).outcome
  }
  await set({ ...passwordColumns(world.keyring, id, hash), sealed_totp: sealTotp(vault, id, secret) })
  expect(await signsIn()).toBe('signed-in')
  // From before, then vouched for.
  await set({ password_mac: null })
  expect(await signsIn()).toBe('wrong')
  expect(await doctorOf(world, 'passwords')).toMatchObject({ state: 'warn' })
  expect(await vouchForOldRows(world.as.office, world.keyring, world.at)).toBe(1)
  expect(await signsIn()).toBe('signed-in')
  expect(await doctorOf(world, 'passwords')).toMatchObject({ state: 'ok' })
  // Written by hand: without a proof, or with that of another hash or another account.
  const other = await viewer(world)
  const hers = passwordColumns(world.keyring, other.id, hash)
  for (const forged of [{ password_mac: null }, hers, { password_hash: await hashPassword(password) }]) {
    await set(passwordColumns(world.keyring, id, hash))
    await set(forged)
    await vouchForOldRows(world.as.office, world.keyring, world.at)
    expect(await signsIn()).toBe('wrong')
  }
  expect(await doctorOf(world, 'passwords')).toMatchObject({ state: 'bad', detail: expect.stringContaining(id) })
})

test('recovery codes that the previous version renewed after the change to keyed hashes still open, once', async ({
  world,
}) => {
  const { id } = await owner(world)
  await vouchForOldRows(world.as.office, world.keyring, world.at)
  const typed = 'ab12cd34ef'
  const row = { organizer_id: id, hash: createHash('sha256').update(`${id} ${typed}`).digest() }
  await world.db
    .insertInto('recovery_code')
    .values({ ...row, used_at: null, mac: recoveryCodeMac(world.keyring, row) })
    .execute()
  const take = () => takeRecoveryCode(world.as.office, world.keyring, { organizerId: id, code: typed }, world.at)
  expect([await take(), await take()]).toEqual([true, false])
})

test('an export that nobody in the office asked for is neither written nor handed out', async ({ world }) => {
  const keys = await open(world)
  const { id: by } = await owner(world)
  const groupId = await groupOf(world, 'network')
  const wanted = {
    scopes: [{ groupId, areas: null }],
    filter: signerFilter.parse({}),
    shape: 'people' as const,
    by,
    language: 'en' as const,
  }
  const write = () => writeNextExport(world.as.worker, world.keyring, () => world.at)
  const states = () => world.db.selectFrom('export').select('state').orderBy('asked_at').execute()

  const asked = await askForExport(world.as.office, world.keyring, wanted, world.at)
  await write()
  const other = await viewer(world)
  await world.db.updateTable('export').set({ asked_by: other.id }).execute()
  expect(
    await takeExport(world.as.office, keys, { id: asked, by: other.id, scopes: wanted.scopes }, world.at),
  ).toBeNull()
  await world.db.updateTable('export').set({ asked_by: by }).execute()
  // Nor to somebody who has lost the right that it was asked for under.
  expect(await takeExport(world.as.office, keys, { id: asked, by, scopes: [] }, world.at)).toBeNull()
  expect(await takeExport(world.as.office, keys, { id: asked, by, scopes: wanted.scopes }, world.at)).not.toBeNull()

  await askForExport(world.as.office, world.keyring, wanted, new Date(world.at.getTime() + 1))
  await world.db
    .updateTable('export')
    .set({ scopes: JSON.stringify([{ groupId: randomUUID(), areas: null }]) })
    .where('state', '=', 'waiting')
    .execute()
  await write()
  expect(await states()).toEqual([{ state: 'taken' }, { state: 'expired' }])
})

const doctorOfRoles = (world: World) => doctorOf(world, 'roles')

/** What the doctor says about one thing. */
async function doctorOf(world: World, name: string) {
  const keyringFile = path.join(await mkdtemp(path.join(tmpdir(), 'firme-roles-')), 'keyring.json')
  await writeFile(keyringFile, JSON.stringify({ version: 1, secret: templateKey.toString('base64') }))
  try {
    const checks = await doctor({ ...world.env, databaseUrl: world.url, keyringFile })
    return checks.find((check) => check.name === name)
  } finally {
    await rm(path.dirname(keyringFile), { recursive: true })
  }
}

const cookieOf = ({ token }: { token: string }) => ({ headers: new Headers({ cookie: `${sessionCookie}=${token}` }) })

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
