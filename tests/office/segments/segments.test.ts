import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { startBroadcast } from '~/messages/broadcasts/steer-broadcast.server'
import { findSegment } from '~/messages/segments/segments.server'
import { draftOfRule } from '~/office/segments/draft-of-rule'
import { type DraftGroup, readDraft, ruleOf } from '~/office/segments/rule-draft'
import { purgeTraces } from '~/worker/purge-traces.server'
import { approved } from '../../support/broadcasts'
import { rosa, test, tomas, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const list = () => officeRoute('office.segments._index')
const page = () => officeRoute('office.segments.$segment')

interface Shown {
  draft: DraftGroup
  form: { values: Record<string, string>; errors: { field: string; said: string }[] }
  count: { people: number; languages: { en: number; es: number }; channels: { mail: number; sms: number } } | null
  reach: { mail: { receive: number; not: Record<string, number> } } | null
  sample: { name: string; contact: string }[] | null
}

async function owner(world: World, group = 'network') {
  const groupId = await groupOf(world, group)
  return { groupId, ...(await organizer(world, 'owner', groupId)) }
}

async function post(world: World, token: string, fields: Record<string, string>, segment = 'new') {
  const answer = await call(world, page().action!, { token, fields, params: { segment } })
  return { ...answer, shown: answer.body as Shown }
}

const spanish = {
  name: 'Spanish speakers',
  campaign: '',
  revision: '0',
  'part-joins': 'all',
  'part-0-kind': 'language',
  'part-0-not': '',
  'part-0-language': 'es',
}

async function made(world: World, token: string, fields: Record<string, string> = spanish): Promise<string> {
  const { location } = await post(world, token, { ...fields, intent: 'save' })
  return /segments\/([0-9a-f-]{36})\?saved/.exec(location ?? '')![1]!
}

describe('a segment is built by buttons', () => {
  test('that add, nest and remove conditions and keep what was typed', async ({ world }) => {
    const { token } = await owner(world)
    const added = await post(world, token, { ...spanish, intent: 'add', 'part-add': 'zip' })
    expect(added.status).toBe(200)
    expect(added.shown.draft.parts).toEqual([
      { kind: 'language', isNot: false, values: { language: 'es' } },
      { kind: 'zip', isNot: false, values: { zips: '' } },
    ])
    // Not filled in yet: no mistake, and nothing to count.
    expect(added.shown.form.errors).toEqual([])
    expect(added.shown.count).toBe(null)

    const nested = await post(world, token, { ...spanish, intent: 'group' })
    expect(nested.shown.draft.parts[1]).toEqual({ joins: 'any', parts: [] })
    const inside = await post(world, token, { ...spanish, 'part-1-joins': 'any', intent: 'add 1', 'part-1-add': 'tag' })
    expect(inside.shown.draft.parts[1]).toMatchObject({ joins: 'any', parts: [{ kind: 'tag' }] })
    const removed = await post(world, token, { ...spanish, intent: 'remove 0' })
    expect(removed.shown.draft.parts).toEqual([])
    expect(removed.shown.form.values.name).toBe('Spanish speakers')
  })

  test('and says beside each condition what is wrong with it, keeping the rest', async ({ world }) => {
    const { token } = await owner(world)
    const { status, shown } = await post(world, token, {
      ...spanish,
      name: '',
      'part-1-kind': 'zip',
      'part-1-zips': '85001, 8500',
      'part-2-kind': 'signed',
      'part-2-days': 'many',
      'part-3-kind': 'place',
      'part-3-place': 'Nowhere, AZ',
      'part-4-joins': 'any',
      intent: 'save',
    })
    expect(status).toBe(422)
    expect(shown.form.errors.map(({ field }) => field)).toEqual([
      'name',
      'part-1-zips',
      'part-2-days',
      'part-3-place',
      'part-4-joins',
    ])
    expect(shown.draft.parts[1]).toMatchObject({ values: { zips: '85001, 8500' } })
    expect(await world.db.selectFrom('segment').select('id').execute()).toEqual([])
  })

  test('and counts while it is built, and why some would not be written to', async ({ world }) => {
    const { token } = await owner(world)
    await world.signs({ ...rosa, consent_email: '1' })
    await world.signs(tomas, { language: 'en' })
    await world.work()
    const { shown } = await post(world, token, { ...spanish, intent: 'count' })
    expect(shown.count).toMatchObject({ people: 1, languages: { en: 0, es: 1 }, channels: { mail: 0 } })
    // She checked the box, and has not confirmed it.
    expect(shown.reach!.mail).toMatchObject({ receive: 0, not: { 'no-consent': 1 } })
    const signature = await world.db
      .selectFrom('signature')
      .select('id')
      .where('language', '=', 'es')
      .executeTakeFirstOrThrow()
    await world.confirms(signature.id)
    const later = await post(world, token, { ...spanish, intent: 'count' })
    expect(later.shown.count).toMatchObject({ people: 1, channels: { mail: 1 } })
    expect(later.shown.reach!.mail).toMatchObject({ receive: 1, not: { 'no-consent': 0 } })
    // A city need have no officials of ours.
    const inCity = (place: string) => ({ ...spanish, 'part-0-kind': 'place', 'part-0-place': place })
    expect((await post(world, token, { ...inCity('phoenix, AZ'), intent: 'count' })).shown.count!.people).toBe(2)
    expect((await post(world, token, { ...inCity('Tucson AZ'), intent: 'count' })).shown.count!.people).toBe(0)
    const id = await made(world, token, inCity('Phoenix AZ'))
    const { body } = await call(world, page().loader!, { token, params: { segment: id } })
    expect((body as Shown).draft.parts).toMatchObject([{ values: { place: 'Phoenix, AZ' } }])
  })
})

describe('a saved segment', () => {
  test('is listed in words, without the marks that find people', async ({ world }) => {
    const { token } = await owner(world)
    await made(world, token, {
      ...spanish,
      'part-1-kind': 'zip',
      'part-1-not': '1',
      'part-1-zips': '85001',
    })
    const { body } = await call(world, list().loader!, { token })
    const { segments } = body as { segments: { words: string }[] }
    expect(segments.map(({ words }) => words)).toEqual(['chose a language: Spanish and not: live in a ZIP code: 85001'])
    expect(JSON.stringify(body)).not.toContain('marks')
  })

  test('is made once, has a name of its own, and is not saved over what somebody else saved', async ({ world }) => {
    const { token } = await owner(world)
    const id = await made(world, token)
    expect(await made(world, token)).toBe(id)
    const taken = await post(world, token, {
      ...spanish,
      name: 'SPANISH speakers',
      'part-0-language': 'en',
      intent: 'save',
    })
    expect(taken.status).toBe(422)
    const first = { ...spanish, revision: '1', name: 'Hispanohablantes', intent: 'save' }
    expect((await post(world, token, first, id)).status).toBe(303)
    const second = await post(world, token, { ...first, name: 'Mine' }, id)
    expect(second.status).toBe(409)
    expect(second.shown.form.values.name).toBe('Mine')
    expect(
      (await post(world, token, { ...first, name: 'Mine', revision: second.shown.form.values.revision! }, id)).status,
    ).toBe(303)
  })

  test('is nobody’s but its group’s, and finds only that group’s people', async ({ world }) => {
    const { token } = await owner(world)
    await world.signs(rosa)
    await world.work()
    const id = await made(world, token)
    const other = await owner(world, 'Tierra y Casa')
    for (const work of [page().loader!, page().action!])
      expect(
        (
          await call(world, work, {
            token: other.token,
            params: { segment: id },
            ...(work === page().action ? { fields: { intent: 'drop' } } : {}),
          })
        ).status,
      ).toBe(404)
    const network = await groupOf(world, 'network')
    const stolen = await post(world, other.token, { ...spanish, group: network, intent: 'count' })
    expect(stolen.shown.count).toMatchObject({ people: 0 })
    expect((await post(world, other.token, { ...spanish, group: network, intent: 'save' })).status).toBe(422)
    expect((await post(world, token, { ...spanish, intent: 'count' })).shown.count).toMatchObject({ people: 1 })
  })

  test('opens three of its people, and that is written down', async ({ world }) => {
    const { token } = await owner(world)
    await world.signs(rosa)
    await world.work()
    const id = await made(world, token)
    const shown = await call(world, page().loader!, { token, params: { segment: id } })
    expect(JSON.stringify(shown.body)).not.toContain('Rosa')
    const { sample } = (await post(world, token, { intent: 'open' }, id)).shown
    expect(sample).toMatchObject([{ name: 'Rosa Martínez' }])
    expect(sample![0]!.contact).not.toContain('rosa@')
    const entry = await world.db
      .selectFrom('audit')
      .select(['act', 'how_many'])
      .orderBy('seq', 'desc')
      .executeTakeFirst()
    expect(entry).toEqual({ act: 'opened-segment', how_many: 1 })
  })

  test('can be frozen with its people, and removed; both can be undone', async ({ world }) => {
    const { token } = await owner(world)
    await world.signs(rosa)
    await world.work()
    const id = await made(world, token)
    const people = async () =>
      ((await call(world, page().loader!, { token, params: { segment: id } })).body as Shown).count!.people
    const frozen = await post(world, token, { intent: 'freeze' }, id)
    await world.signs({ ...tomas, given_name: 'Tomás' })
    await world.work()
    expect(await people()).toBe(1)
    const undo = (location: string | null) =>
      call(world, officeRoute('office.undo').action!, {
        token,
        fields: { id: new URL(location!, 'http://x').searchParams.get('undo')! },
      })
    await undo(frozen.location)
    expect(await people()).toBe(2)
    const removed = await post(world, token, { intent: 'drop' }, id)
    expect(await findSegment(world.db, id)).toBe(null)
    await undo(removed.location)
    expect(await findSegment(world.db, id)).toMatchObject({ id, name: 'Spanish speakers' })
  })
})

test('whoever is frozen anew needs a new approval, and not while a message to those before them is going out', async ({
  world,
}) => {
  const { token } = await owner(world)
  await world.signs(rosa)
  await world.work()
  const id = await made(world, token)
  await post(world, token, { intent: 'freeze' }, id)
  const message = await approved(world)
  const kept = await findSegment(world.db, id)
  await world.db
    .updateTable('broadcast')
    .set({ segment: JSON.stringify(kept) })
    .execute()
  const state = async () => (await world.db.selectFrom('broadcast').select('state').executeTakeFirstOrThrow()).state
  const people = () => world.db.selectFrom('segment_person').select('person_id').execute()
  const before = await people()
  await post(world, token, { intent: 'unfreeze' }, id)
  // What still goes to them is kept.
  await purgeTraces(world.as.worker, new Date(world.at.getTime() + 3 * 86_400_000))
  expect(await people()).toEqual(before)
  await world.signs({ ...rosa, given_name: 'Ana', email: 'ana@example.org' })
  await world.work()
  expect((await post(world, token, { intent: 'freeze' }, id)).status).toBe(303)
  expect(await state()).toBe('draft')
  expect(await people()).toHaveLength(2)

  const again = await findSegment(world.db, id)
  await world.db
    .updateTable('broadcast')
    .set({ state: 'approved', approved_revision: 1, segment: JSON.stringify(again) })
    .execute()
  await startBroadcast(world.as.office, message, world.at)
  const refused = await post(world, token, { intent: 'freeze' }, id)
  expect(refused.status).toBe(409)
  expect(refused.shown.form.errors[0]!.said).toContain('is going out')
  expect(refused.shown.form.values.name).toBe('Spanish speakers')
})

test('a condition names only what its organizer has to choose from, or what it named before', async ({ world }) => {
  const { token } = await owner(world)
  const other = await owner(world, 'Tierra y Casa')
  const { id: petition } = await world.db
    .selectFrom('petition')
    .select('id')
    .where('slug', '=', 'alto-polimigra')
    .executeTakeFirstOrThrow()
  const asks = { ...spanish, 'part-0-kind': 'signed', 'part-0-petition': petition, 'part-0-days': '' }
  const id = await made(world, token, asks)
  const theirs = await post(world, other.token, { ...asks, intent: 'reach' })
  expect(theirs).toMatchObject({ status: 422, shown: { count: null } })
  expect(theirs.shown.form.errors).toMatchObject([{ field: 'part-0-petition' }])
  await world.db.updateTable('petition').set({ group_id: other.groupId }).execute()
  expect((await post(world, token, { ...asks, revision: '1', intent: 'save' }, id)).status).toBe(303)
})

test('whatever a saved rule says, the builder shows it so that it means the same when it is saved again', () => {
  const petition = randomUUID()
  const places = new Map([['Tucson, AZ', 'ocd-division/country:us/state:az/place:tucson']])
  const names = new Map([...places].map(([name, id]) => [id, name]))
  const rule = {
    all: [
      { fact: 'did', act: 'called', action: petition, outcome: 'voicemail', withinDays: 7 },
      { not: { fact: 'place', id: 'ocd-division/country:us/state:az/place:tucson' } },
      {
        not: {
          any: [
            { fact: 'tag', tag: 'casa' },
            {
              any: [
                { fact: 'state', state: 'AZ' },
                { fact: 'zip', zips: ['85001'] },
              ],
            },
          ],
        },
      },
    ],
  } as const
  const draft = draftOfRule(structuredClone(rule) as never, names)
  const fields: Record<string, string> = {}
  const write = (part: DraftGroup['parts'][number], at: string) => {
    if ('joins' in part) {
      fields[`part${at}-joins`] = part.joins
      for (const [number, one] of part.parts.entries()) write(one, `${at}-${number}`)
      return
    }
    fields[`part${at}-kind`] = part.kind
    fields[`part${at}-not`] = part.isNot ? '1' : ''
    for (const [field, value] of Object.entries(part.values)) fields[`part${at}-${field}`] = value
  }
  write(draft, '')
  expect(ruleOf(readDraft(fields), { places, fields: new Map(), today: '2026-11-30' })).toEqual({
    outcome: 'rule',
    rule,
  })
})
