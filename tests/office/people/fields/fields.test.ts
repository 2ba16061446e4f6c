import { expect } from 'vitest'
import type { ListedField } from '~/office/people/fields/custom-fields.server'
import type { FilledField } from '~/office/people/fields/person-fields.server'
import { readFieldValue } from '~/office/people/fields/read-field-value'
import type { SignerDone } from '~/office/people/signer-deeds'
import { openVault } from '~/vault/open.server'
import { purgeTraces } from '~/worker/purge-traces.server'
import { everythingWeHold } from '~/worker/recording/everything-we-hold.server'
import { rosa, test, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'

const ride = {
  intent: 'add',
  kind: 'choice',
  label_en: 'Ride',
  label_es: 'Transporte',
  choices_en: 'Bus\nCar\nBike',
  choices_es: 'Autobús\nCarro\nBicicleta',
}
const kids = { intent: 'add', kind: 'number', label_en: 'Children', label_es: 'Hijos' }
const training = { intent: 'add', kind: 'date', label_en: 'Training', label_es: 'Capacitación' }

async function atFields(world: World, group: string) {
  const { token } = await organizer(world, 'organizer', group)
  let presses = 0
  const route = officeRoute('office.people.fields')
  const read = async () =>
    ((await call(world, route.loader!, { token })).body as { groups: { fields: ListedField[] }[] }).groups.flatMap(
      ({ fields }) => fields,
    )
  return {
    token,
    read,
    // One after the other: fields stand in the order in which they were added.
    posts: (fields: Record<string, string>) =>
      call(world, route.action!, { token, fields: { group, ...fields }, at: new Date(world.at.getTime() + ++presses) }),
    named: async (name: string) => (await read()).find(({ label }) => label.en === name)!,
    undoes: async (location: string | null) =>
      call(world, officeRoute('office.undo').action!, {
        token,
        fields: { id: new URL(location!, 'http://office').searchParams.get('undo')! },
      }),
  }
}

/** Rosa signed; an organizer of the network has her page and the fields open. */
async function withRosa(world: World) {
  await world.signs(rosa)
  await world.work()
  const { person_id: person } = await world.db.selectFrom('signature').select('person_id').executeTakeFirstOrThrow()
  const at = await atFields(world, await groupOf(world, 'network'))
  const route = officeRoute('office.people.$person')
  const known = { token: at.token, params: { person: person! } }
  return {
    ...at,
    person: person!,
    fills: (fields: Record<string, string>) => call(world, route.action!, { ...known, fields }),
    look: async () =>
      ((await call(world, route.loader!, known)).body as { person: { fields: FilledField[] } }).person.fields,
  }
}

const messages = (answer: { body: unknown }) =>
  (answer.body as { form: { errors: { field: string; message: string }[] } }).form.errors.map(
    ({ field, message }) => `${field}: ${message}`,
  )

test('a field is named in both languages or not made, and made once however often the button is pressed', async ({
  world,
}) => {
  const { posts, read } = await atFields(world, await groupOf(world, 'network'))
  expect(messages(await posts({ ...ride, label_es: '', choices_es: 'Autobús\nCarro' }))).toEqual([
    'label_es: label',
    'choices_es: uneven',
  ])
  expect(messages(await posts({ ...ride, choices_en: 'Bus\nbus\nCar' }))).toEqual(['choices_en: twice'])
  expect(messages(await posts({ ...kids, kind: 'secret' }))).toEqual(['kind: kind'])
  expect(await read()).toEqual([])
  for (let press = 0; press < 2; press += 1) expect((await posts(ride)).status).toBe(303)
  expect(await read()).toMatchObject([
    { label: { en: 'Ride', es: 'Transporte' }, kind: 'choice', people: 0, segments: 0, choices: [{}, {}, {}] },
  ])
  expect(messages(await posts({ ...kids, label_es: 'transporte' }))).toEqual(['label_en: taken'])
})

test('a choice that is reworded or moved keeps its people, and one that people have is not taken away', async ({
  world,
}) => {
  const { posts, named, fills, look, undoes } = await withRosa(world)
  await posts(ride)
  const { id, choices } = await named('Ride')
  const car = choices[1]!.key
  await fills({ intent: 'fields', [`field-${id}`]: car })
  expect((await named('Ride')).people).toBe(1)
  expect(
    messages(await posts({ ...ride, intent: 'change', id, choices_en: 'Bus\nBike', choices_es: 'Autobús\nBicicleta' })),
  ).toEqual(['choices_en: held'])
  const reworded = {
    ...ride,
    intent: 'change',
    id,
    choices_en: 'Own car\nBike\nBus',
    choices_es: 'Carro propio\nBicicleta\nAutobús',
  }
  const { location } = await posts(reworded)
  expect((await named('Ride')).choices.map(({ key, label }) => [label.en, key])).toEqual([
    ['Own car', car],
    ['Bike', choices[2]!.key],
    ['Bus', choices[0]!.key],
  ])
  expect(await look()).toMatchObject([{ value: car }])
  await undoes(location)
  expect((await named('Ride')).choices).toEqual(choices)
})

test('a removed field is nowhere, comes back with what it said for a day, and then that is deleted', async ({
  world,
}) => {
  const { posts, named, read, fills, look, undoes } = await withRosa(world)
  await posts(kids)
  const { id } = await named('Children')
  await fills({ intent: 'fields', [`field-${id}`]: '3' })
  const removed = await posts({ intent: 'remove', id })
  expect([await read(), await look()]).toEqual([[], []])
  await undoes(removed.location)
  expect(await look()).toMatchObject([{ id, value: '3' }])
  await posts({ intent: 'remove', id })
  const kept = () => world.db.selectFrom('person_field_value').select('value').execute()
  await purgeTraces(world.db, new Date(world.at.getTime() + 23 * 3_600_000))
  expect(await kept()).toHaveLength(1)
  await purgeTraces(world.db, new Date(world.at.getTime() + 25 * 3_600_000))
  expect(await kept()).toEqual([])
})

test('a person’s fields are filled in, refused with what was typed, never overwritten unseen, and undone', async ({
  world,
}) => {
  const { posts, named, fills, look, person } = await withRosa(world)
  for (const field of [kids, training, { ...kids, kind: 'text', label_en: 'Skills', label_es: 'Sabe' }])
    await posts(field)
  const [children, trained, skills] = [await named('Children'), await named('Training'), await named('Skills')].map(
    ({ id }) => id,
  )
  const refused = await fills({
    intent: 'fields',
    [`field-${children}`]: 'three',
    [`field-${trained}`]: 'soon',
    [`field-${skills}`]: 'SSN 123-45-6789',
  })
  expect(messages(refused)).toEqual([
    `field-${children}: number`,
    `field-${trained}: date`,
    `field-${skills}: holdsSsn`,
  ])
  expect(await world.db.selectFrom('person_field_value').selectAll().execute()).toEqual([])
  const filled = await fills({ intent: 'fields', [`field-${children}`]: '3', [`field-${trained}`]: '11/24/2026' })
  expect((await look()).map(({ value }) => value)).toEqual(['3', '2026-11-24', ''])
  // Somebody had the page open from before.
  expect(messages(await fills({ intent: 'fields', [`was-${children}`]: '', [`field-${children}`]: '4' }))).toEqual([
    `field-${children}: stale`,
  ])
  const vault = await openVault(world.db, world.keyring)
  const { contact_id: contact } = await world.db
    .selectFrom('person')
    .select('contact_id')
    .where('id', '=', person)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(await everythingWeHold(world.db, vault, contact))).toContain('Capacitación')
  const [done] = (filled.body as { done: SignerDone[] }).done
  await fills(done!.undo!)
  expect((await look()).map(({ value }) => value)).toEqual(['', '', ''])
})

test('nobody changes or sees the fields of another group', async ({ world }) => {
  const { posts, named, look } = await withRosa(world)
  const saguaro = await groupOf(world, 'Saguaro')
  const theirs = await atFields(world, saguaro)
  await theirs.posts(kids)
  const { id } = await theirs.named('Children')
  expect(await look()).toEqual([])
  for (const intent of ['change', 'remove']) expect((await posts({ ...kids, intent, id })).status).toBe(404)
  expect((await posts({ ...kids, group: saguaro })).status).toBe(404)
  await posts(kids)
  expect(await named('Children')).toBeDefined()
})

test('a segment asks for a choice by its words and for a number however it is written', async ({ world }) => {
  const { posts, named, fills, token } = await withRosa(world)
  await posts(ride)
  await posts(kids)
  const [rides, children] = [await named('Ride'), await named('Children')]
  await fills({ intent: 'fields', [`field-${rides.id}`]: rides.choices[0]!.key, [`field-${children.id}`]: '03.0' })
  const counts = async (field: string, is: string, value: string) => {
    const part = {
      'part-joins': 'all',
      'part-0-kind': 'field',
      'part-0-field': field,
      'part-0-is': is,
      'part-0-value': value,
    }
    const { body } = await call(world, officeRoute('office.segments.$segment').action!, {
      token,
      params: { segment: 'new' },
      fields: { intent: 'reach', name: 'x', group: await groupOf(world, 'network'), ...part },
    })
    const { count, form } = body as { count: { people: number } | null; form: { errors: { message: string }[] } }
    return count?.people ?? form.errors.map(({ message }) => message)
  }
  expect(await counts(rides.id, 'equal', 'autobús')).toBe(1)
  expect(await counts(rides.id, 'equal', rides.choices[1]!.key)).toBe(0)
  expect(await counts(rides.id, 'equal', 'Train')).toEqual(['value'])
  expect(await counts(rides.id, 'atLeast', 'Bus')).toEqual(['compare'])
  expect(await counts(children.id, 'equal', '3')).toBe(1)
  expect(await counts(children.id, 'atLeast', '2')).toBe(1)
  expect(await counts(children.id, 'atLeast', '4')).toBe(0)
})

test('values are kept in one way, however they are typed', () => {
  const read = (kind: 'text' | 'number' | 'date', typed: string) =>
    readFieldValue({ kind, choices: [] }, typed, '2026-11-30')
  for (const [kind, typed, value] of [
    ['number', '1,200', '1200'],
    ['number', '0012.50', '12.5'],
    ['number', '-0', '0'],
    ['number', '10', '10'],
    ['number', '-3.0', '-3'],
    ['date', '24 de noviembre de 2026', '2026-11-24'],
    ['text', '  plays   drums ', 'plays drums'],
    ['text', ' ', ''],
  ] as const)
    expect(read(kind, typed)).toEqual({ outcome: 'read', value })
  for (const [kind, typed] of [
    ['number', '1.2.3'],
    ['number', '12,5'],
    ['number', '1e5'],
    ['date', '2026-02-30'],
    ['text', 'x'.repeat(201)],
    ['number', '123456789'],
  ] as const)
    expect(read(kind, typed), typed).toMatchObject({ outcome: 'wrong' })
})
