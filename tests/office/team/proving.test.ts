import { expect, vi } from 'vitest'
import { openSite } from '~/office/guard/carry-out.server'
import { openHeldRequests, type Released } from '~/office/guard/held-requests.server'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { envInPublic } from '../../support/settings'
import { testParser } from '../../support/uploads'
import { codeAt, password, takesPassword } from '../../support/with-password'

const { loader: prove, action: proving } = officeRoute('office.prove')
const later = (world: World, minutes: number) => new Date(world.at.getTime() + minutes * 60_000)

interface Shown {
  lead: string
  next: string
  goOn: { text: string; isHeld: boolean } | null
}

/** An owner whose last proof is ten minutes old. */
async function ownerLater(world: World) {
  const network = await groupOf(world, 'network')
  const { id, token } = await organizer(world, 'owner', network)
  await takesPassword(world, id)
  const at = later(world, 10)
  const queryOf = (location: string | null) => {
    expect(location).toMatch(/^\/office\/prove\?next=.*&asked=/)
    return new URL(location!, 'https://o').search
  }
  const shown = async (location: string | null, when = at) =>
    (await call(world, prove!, { token, query: queryOf(location), at: when })).body as Shown
  const posts = async (location: string | null, fields: Record<string, string>, when: Date) => {
    const released: Released[] = []
    const carryOut = (one: Released) => void released.push(one)
    const answer = await call(world, proving!, { token, query: queryOf(location), fields, at: when, carryOut })
    return { ...answer, done: released.map(({ request }) => request) }
  }
  const proves = (location: string | null, when = at) =>
    posts(location, { intent: 'password', password, code: codeAt(when) }, when)
  const goesOn = (location: string | null, when: Date) => posts(location, { intent: 'go-on' }, when)
  const asks = (route: string, fields: Record<string, string>, when = at, params: Record<string, string> = {}) =>
    call(world, officeRoute(route).action!, { token, fields, params, at: when })
  return { network, token, at, shown, posts, proves, goesOn, asks }
}

test('an invitation that needs a fresh proof waits for it, and the proof carries it out, once', async ({ world }) => {
  const { network, at, shown, proves, asks } = await ownerLater(world)
  const fields = { intent: 'invite', email: 'lucia@example.org', role: 'organizer', group: network, language: 'es' }
  const { location } = await asks('office.team', fields)
  expect(await shown(location)).toMatchObject({
    goOn: null,
    lead: expect.stringContaining('You asked to invite lucia@example.org. '),
    next: '/office',
  })
  expect(await world.db.selectFrom('invitation').select('id').execute()).toEqual([])
  expect((await proves(location)).done).toMatchObject([{ target: '/office', fields: Object.entries(fields) }])
  // Reloading the page, or proving once more, does nothing a second time.
  expect((await proves(location, later(world, 11))).done).toEqual([])
  expect(await shown(location, at)).toMatchObject({
    goOn: { isHeld: false, text: expect.stringContaining('already done') },
  })
})

test('a proof that fails keeps what was asked for, and the next one carries it out', async ({ world }) => {
  const { proves, posts, shown, at, asks } = await ownerLater(world)
  const { location } = await asks('office.exports._index', { reason: 'phone bank' })
  const wrong = await posts(location, { intent: 'password', password: 'a guess, and a long one', code: '000000' }, at)
  expect([wrong.status, wrong.done]).toEqual([422, []])
  expect(await shown(location)).toMatchObject({ lead: expect.stringContaining('You asked to export people. ') })
  expect((await proves(location)).done).toMatchObject([{ act: 'export', fields: [['reason', 'phone bank']] }])
})

test('each of two tabs carries out what was asked for in it', async ({ world }) => {
  const { proves, shown, asks } = await ownerLater(world)
  const first = await asks('office.exports._index', { reason: 'phone bank' })
  const params = { id: '6f1d0c1e-6b6e-4a52-9a55-0d8f7a2b9c11' }
  const second = await asks('office.exports.$id.file', {}, undefined, params)
  expect(await shown(second.location)).toMatchObject({
    next: '/office/exports',
    lead: expect.stringContaining('You asked to download a list of people. '),
  })
  expect((await proves(first.location)).done).toMatchObject([{ act: 'export' }])
})

test('after more than five minutes it is not done unasked, but nothing typed is lost: one press does it within the hour', async ({
  world,
}) => {
  const { proves, goesOn, shown, asks } = await ownerLater(world)
  const { location } = await asks('office.exports._index', { reason: 'phone bank' })
  expect((await proves(location, later(world, 16))).done).toEqual([])
  expect(await shown(location, later(world, 16))).toMatchObject({
    goOn: { isHeld: true, text: expect.stringContaining('You asked to export people. It hasn’t been done yet') },
  })
  expect((await goesOn(location, later(world, 17))).done).toMatchObject([{ act: 'export' }])
  const again = await asks('office.exports._index', { reason: 'phone bank' }, later(world, 30))
  expect((await proves(again.location, later(world, 91))).done).toEqual([])
  expect(await shown(again.location, later(world, 91))).toMatchObject({ goOn: { isHeld: false } })
})

test('a press to go on needs the proof too', async ({ world }) => {
  const { goesOn, asks, at } = await ownerLater(world)
  const { location } = await asks('office.exports._index', { reason: 'phone bank' })
  const pressed = await goesOn(location, at)
  expect([pressed.status, pressed.done]).toEqual([422, []])
})

test('what was asked for is offered to nobody else, whatever address they open', async ({ world }) => {
  const { network, at, asks } = await ownerLater(world)
  const { location } = await asks('office.exports._index', { reason: 'phone bank' })
  const other = await organizer(world, 'owner', network, 'Lucía Paz')
  await takesPassword(world, other.id)
  const released: Released[] = []
  await call(world, proving!, {
    token: other.token,
    query: new URL(location!, 'https://o').search,
    fields: { intent: 'password', password, code: codeAt(at) },
    at,
    carryOut: (one) => void released.push(one),
  })
  expect(released).toEqual([])
})

test('a new password is kept for the proof, and for five minutes only', async ({ world }) => {
  const { proves, shown, asks } = await ownerLater(world)
  const fields = { intent: 'password', password: 'otra frase muy larga' }
  const { location } = await asks('office.account', fields)
  expect((await proves(location)).done).toMatchObject([{ act: 'account', fields: Object.entries(fields) }])
  const again = await asks('office.account', fields, later(world, 30))
  expect((await proves(again.location, later(world, 36))).done).toEqual([])
  expect(await shown(again.location, later(world, 36))).toMatchObject({ goOn: { isHeld: false } })
})

test('a file that comes with it is not kept, and the page says so before and after the proof', async ({ world }) => {
  const { token, at, shown, proves } = await ownerLater(world)
  const form = new FormData()
  form.set('reason', 'phone bank')
  form.set('picture', new File(['x'], 'photo.jpg', { type: 'image/jpeg' }))
  const { location } = await call(world, officeRoute('office.exports._index').action!, { token, fields: form, at })
  expect(await shown(location)).toMatchObject({ lead: expect.stringContaining('We don’t keep files meanwhile') })
  expect((await proves(location)).done).toEqual([])
  expect(await shown(location)).toMatchObject({
    goOn: { isHeld: false, text: expect.stringContaining('choose the file and send it again') },
  })
})

test('a name for a passkey that is too long is refused, not cut', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const label = 'x'.repeat(61)
  const fields = { intent: 'add-passkey', label, challenge: '', response: '' }
  expect(await call(world, officeRoute('office.account').action!, { token, fields })).toMatchObject({
    status: 422,
    body: { form: { values: { label }, errors: [{ field: 'label' }] } },
  })
})

test('what was held leaves the memory when its time is over, and when it was carried out', async ({ world }) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  try {
    vi.advanceTimersByTime(1)
    const heldRequests = openHeldRequests()
    const holder = { id: 'a session', organizerId: 'Omar' }
    const request = { act: 'account', target: '/office/account', page: '/office/account', hasFiles: false } as const
    const hold = (fields: [string, string][]) => heldRequests.hold(holder, { ...request, fields }, world.at)
    /** Asked with the time at which it was held: only what is no longer there is not found. */
    const isThere = (id: string) => heldRequests.find(holder, id, world.at) !== null
    const [secret, words, done] = [hold([['password', 'correct horse']]), hold([['label', 'Key']]), hold([])]
    heldRequests.take(holder, done, world.at)
    heldRequests.forget(done)
    heldRequests.putBack(done)
    expect([secret, words, done].map(isThere)).toEqual([true, true, false])
    vi.advanceTimersByTime(5 * 60_000 + 1_000)
    expect([secret, words].map(isThere)).toEqual([false, true])
    vi.advanceTimersByTime(56 * 60_000)
    expect(isThere(words)).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})

test('what the database was away for after the proof waits again, and is offered', async ({ world }) => {
  const heldRequests = openHeldRequests()
  const holder = { id: 'a session', organizerId: 'Omar' }
  const request = { act: 'export', target: '/office/exports?index', page: '/office/exports' } as const
  const id = heldRequests.hold(holder, { ...request, fields: [['reason', 'phone bank']], hasFiles: false }, world.at)
  const context = {
    env: envInPublic,
    db: world.db,
    keyring: world.keyring,
    now: () => world.at,
    noteError: () => {},
    noteForgedRole: () => {},
    parser: testParser,
    heldRequests,
  }
  const site = openSite(context, async (posted, { carryOut }) => {
    if (posted.url.includes('/exports')) throw new Error('terminating connection')
    carryOut({ id, request: heldRequests.take(holder, id, world.at)! })
    return new Response(null, { status: 303, headers: { location: '/office' } })
  })
  const answer = await site(new Request('https://office.example.org/office/prove', { method: 'POST' }), [])
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    `/office/prove?next=%2Foffice%2Fexports&asked=${id}`,
  ])
  expect(heldRequests.find(holder, id, world.at)).toMatchObject({ act: 'export' })
})
