import { sql } from 'kysely'
import { expect, test as plain } from 'vitest'
import { seedPlaces } from '#db/seeds/places'
import { askBridge, limitOf } from '~/actions/calls/bridge/ask-bridge.server'
import { dialDue } from '~/actions/calls/bridge/dial-due.server'
import { dialable } from '~/actions/calls/bridge/dialable'
import { ringCodes } from '~/actions/calls/bridge/ring-codes.server'
import { callIn } from '~/actions/calls/ivr/call-in.server'
import { readSignForm } from '~/actions/petitions/sign.schema'
import { costOf, costOfCode, usualCallPrices } from '~/channels/money/prices'
import { openVoice } from '~/channels/voice/voice.server'
import { readEnv } from '~/env.server'
import { stateNames } from '~/geography/state-names'
import { stateOfZip } from '~/geography/state-of-zip'
import { readRow } from '~/office/people/imports/import-row'
import { countiesOfZip } from '~/officials/divisions/lookup.server'
import { readContact } from '~/officials/posts/contact-value'
import { contactSchema } from '~/people/own-page.schema'
import { phoneNumber, postalCode } from '~/ui/forms/fields.schema'
import { shownNumber, telHref } from '~/ui/forms/phone-number'
import { territoryZone, usNumber } from '~/ui/forms/us-number'
import { zones } from '~/ui/page/zones'
import { sealingKey } from '~/vault/vault-keys.server'
import { ends, types, wants } from '../support/bridge'
import { actionOf, toSheriff } from '../support/calls'
import { rosa, test } from '../support/firme-test'
import { startTexting } from '../support/texting'

/** One number of each area code of the territories, as people write it. */
const territories = [
  ['787 555 0123', '+17875550123', 'America/Puerto_Rico'],
  ['(939) 555-0123', '+19395550123', 'America/Puerto_Rico'],
  ['340-555-0123', '+13405550123', 'America/Puerto_Rico'],
  ['671.555.0123', '+16715550123', 'Pacific/Guam'],
  ['+1 670 234 0123', '+16702340123', 'Pacific/Guam'],
  ['1-684-633-1234', '+16846331234', 'Pacific/Pago_Pago'],
] as const
const numbers = territories.map(([, number]) => number)
/** Under +1 too, but not at home: Ontario, British Columbia, the Dominican Republic, Jamaica, the Bahamas, Cayman, Sint Maarten. */
const abroad = [
  '416 555 0123',
  '604 684 1234',
  '809 555 1234',
  '829 222 1234',
  '849 222 1234',
  '876 922 1234',
  '658 555 1234',
  '242 322 1234',
  '345 949 1234',
  '721 542 1234',
]

plain.for(territories)('%s is at home in every form, list and call', ([typed, number, zone]) => {
  expect(usNumber(typed)).toBe(number)
  expect(phoneNumber.parse(typed)).toBe(number)
  expect(
    readSignForm({ comment: true, names: true, phone: true, network: false }, { ...rosa, email: '', phone: typed }),
  ).toMatchObject({ outcome: 'read', value: { phone: number } })
  expect(contactSchema({ texts: 'real' }).parse({ contact: typed }).contact).toEqual({
    channel: 'sms',
    contact: number,
  })
  expect(
    readRow(
      ['Rosa', typed, '00901'],
      { given_name: '0', phone: '1', postal_code: '2' },
      '0b1f8f0e-6f0e-4c59-9d6a-0d5f3c1c2a11',
      'es',
    ),
  ).toMatchObject({ outcome: 'read', submission: { phone: number } })
  for (const kind of ['voice', 'text', 'fax'] as const)
    expect(readContact(kind, typed)).toEqual({ outcome: 'read', contact: { value: number, extension: '' } })
  expect(dialable(typed)).toEqual({ number })
  expect(limitOf({ phone: typed })).toBe('calling')
  expect(territoryZone(number)).toBe(zone)
  expect(zone in zones).toBe(true)
  // As people read it, and as a phone dials it.
  expect(shownNumber(number)).toMatch(/^\(\d{3}\)\u00a0\d{3}-\d{4}$/)
  expect(telHref(number, '')).toBe(`tel:${number}`)
})

plain.for(abroad)('%s stays refused at every door', (typed) => {
  expect(usNumber(typed)).toBeNull()
  expect(phoneNumber.safeParse(typed).success).toBe(false)
  expect(readContact('voice', typed)).toEqual({ outcome: 'invalid', problem: 'phone' })
  expect(dialable(typed)).toEqual({ refused: 'abroad' })
})

plain('premium numbers of the territories are refused like those of the states', () => {
  expect([usNumber('787 976 1234'), dialable('787 976 1234')]).toEqual([null, { refused: 'costly' }])
  expect([usNumber('671 976 1234'), 'refused' in dialable('671 976 1234')]).toEqual([null, true])
})

plain.for([
  ['00601', 'PR'],
  ['00725', 'PR'],
  ['00918', 'PR'],
  ['00801', 'VI'],
  ['00850', 'VI'],
  ['96910', 'GU'],
  ['96932', 'GU'],
  ['96950', 'MP'],
  ['96951', 'MP'],
  ['96952', 'MP'],
  ['96799', 'AS'],
  ['96701', 'HI'],
  ['96898', 'HI'],
] as const)('ZIP %s lies in %s', ([zip, state]) => {
  expect(stateOfZip(zip)).toBe(state)
  expect(postalCode.parse(zip)).toBe(zip)
  expect(stateNames[state]).toBeTruthy()
})

plain.for(['96939', '96940', '96941', '96960', '96970'])('ZIP %s is of a nation of its own', (zip) =>
  expect(stateOfZip(zip)).toBeNull(),
)

test('every ZIP of the territories is known, with its county and its own clocks', async ({ world }) => {
  const zoneOf = async (zip: string) => {
    const found = await countiesOfZip(world.db, zip)
    return [found?.state, found?.timeZone, found?.counties.length]
  }
  for (const zip of ['00601', '00725', '00926'])
    expect(await zoneOf(zip)).toEqual(['PR', 'America/Puerto_Rico', expect.any(Number)])
  for (const zip of ['00801', '00802', '00804', '00820', '00824', '00830', '00840', '00851'])
    expect(await zoneOf(zip), zip).toEqual(['VI', 'America/Puerto_Rico', 1])
  for (const zip of ['96910', '96913', '96921', '96931'])
    expect(await zoneOf(zip), zip).toEqual(['GU', 'Pacific/Guam', 1])
  for (const zip of ['96950', '96951', '96952']) expect(await zoneOf(zip), zip).toEqual(['MP', 'Pacific/Guam', 1])
  expect(await zoneOf('96799')).toEqual(['AS', 'Pacific/Pago_Pago', 1])
  const { rows } = await sql<{
    zone: string
  }>`select distinct time_zone as zone from division where state in ('PR', 'VI', 'GU', 'MP', 'AS') and time_zone is not null order by 1`.execute(
    world.db,
  )
  expect(rows.map((row) => row.zone)).toEqual(['America/Puerto_Rico', 'Pacific/Guam', 'Pacific/Pago_Pago'])
  expect(await seedPlaces(world.db)).toBe('left alone')
})

test('whoever texts FIRMA from any territory signs, and it counts; from abroad nobody is answered', async ({
  world,
}) => {
  const phone = await startTexting(world)
  for (const from of numbers) {
    expect((await phone.says('FIRMA', { from }))[0], from).toMatch(/^Firme: /)
    await phone.says('Ana Colón', { from })
    await phone.says('00901', { from })
    expect((await phone.says('sí', { from }))[0], from).toMatch(/^Firme: su firma ya cuenta/)
  }
  expect(await world.total()).toBe(numbers.length)
  expect(await phone.says('FIRMA', { from: '+18095551234' })).toEqual([])
  await phone.stop()
})

test('a text to a territory costs what is set for it, another what it always did', async ({ world }) => {
  const phone = await startTexting(world)
  const { prices } = phone.env
  const spent = async () =>
    (
      await world.db
        .selectFrom('spend')
        .select((the) => the.fn.sum<string>('micros').as('micros'))
        .executeTakeFirst()
    )?.micros ?? '0'
  await phone.says('HELP')
  const states = Number(await spent())
  expect(states % prices.segment).toBe(0)
  await phone.says('HELP', { from: '+17875550123' })
  expect(Number(await spent()) - states).toBe((states / prices.segment) * prices.territorySegment)
  await phone.stop()
})

test('a phone in Puerto Rico asks for a code, proves itself, is rung, and the call costs what calls there cost', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const from = numbers[0]!
  const action = await actionOf(world, toSheriff)
  phone.simulator.calls.behaviours.set(from, { answers: 'at-once', keys: ['1'] })
  const asked = await askBridge(
    { db: world.db, intake: world.intake, env: phone.env },
    action,
    'es',
    { here: [], area: '' },
    { phone: '787 555 0123', by: 'text' },
    world.at,
  )
  if (asked.outcome !== 'asked') throw new Error(asked.outcome)
  await world.work()
  await phone.sends()
  const told = phone.simulator.texts.all.filter((text) => text.to === from)[0]
  await types(world, asked.bridgeId, /\d{6}/.exec(told!.body)?.[0] ?? '')
  expect(await dialDue(world.as.worker, world.keyring, openVoice(phone.env, 1_000)!, world.at)).toBe(1)
  await ends(phone)
  await world.work()
  const { micros, units } = await world.db
    .selectFrom('spend')
    .select(['micros', 'units'])
    .where('way', '=', 'voice')
    .executeTakeFirstOrThrow()
  const { calls } = phone.env.prices
  expect(
    (Number(micros) - units * (calls.minute + calls.territoryMinute - calls.oneEndMinute)) % calls.machineDetection,
  ).toBe(0)
  expect(Number(micros)).toBeGreaterThanOrEqual(units * calls.territoryMinute)
  await phone.stop()
})

test('whoever rings us from a territory is asked their language like everybody, and once in half an hour', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const answering = { db: world.db, intake: world.intake, env: phone.env, siteKey: () => sealingKey(world.db, null) }
  for (const [index, From] of numbers.entries()) {
    const rings = (sid: string) => callIn(answering, '', new URLSearchParams(), { From, CallSid: sid }, world.at)
    expect(await rings(`CA${index}`)).toContain('<Gather')
    expect(await rings(`CB${index}`)).not.toContain('<Gather')
  }
  await phone.stop()
})

test('a code is said over the phone by the clocks of the territory, though nobody knows whose number it is', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const states = async (number: string, utc: string) => {
    const at = new Date(utc)
    const id = await wants(world, at, { phone: number, by: 'call' })
    await ringCodes(world.as.worker, world.keyring, openVoice(phone.env, 1_000)!, at)
    return (
      await world.db
        .selectFrom('code_call')
        .select(['failure'])
        .where('bridge_call_id', '=', id)
        .executeTakeFirstOrThrow()
    ).failure
  }
  // 9:30 in Guam is the evening before in New York; 14:00 there is midnight in Guam.
  expect(await states('+16715550123', '2026-11-24T23:30:00Z')).toBeNull()
  expect(await states('+16715550124', '2026-11-24T19:00:00Z')).toBe('night')
  expect(await states('+17875550123', '2026-11-24T13:30:00Z')).toBeNull()
  expect(await states('+16846331234', '2026-11-24T18:00:00Z')).toBe('night')
  expect(await states('+16846331235', '2026-11-24T21:00:00Z')).toBeNull()
  // Where the area code says little, it must be day from coast to coast.
  expect(await states('+16025550177', '2026-11-24T13:30:00Z')).toBe('night')
  await phone.stop()
})

plain('prices of the territories are a multiple of the states’ until they are set', () => {
  expect(readEnv({}).prices).toMatchObject({ segment: 11_300, territorySegment: 90_400, calls: { ...usualCallPrices } })
  expect(readEnv({ TWILIO_TERRITORY_MULTIPLE: '3' }).prices).toMatchObject({
    territorySegment: 33_900,
    calls: { territoryMinute: 42_000 },
  })
  expect(
    readEnv({ TWILIO_TERRITORY_SEGMENT_PRICE: '0.05', TWILIO_TERRITORY_MINUTE_PRICE: '0.03' }).prices,
  ).toMatchObject({ territorySegment: 50_000, calls: { territoryMinute: 30_000 } })
  expect(() => readEnv({ TWILIO_TERRITORY_MULTIPLE: '0.5' })).toThrow('TWILIO_TERRITORY_MULTIPLE')
  const call = { seconds: 61, legs: 1 }
  expect(costOf({ ...call, territoryEnds: 0 }, usualCallPrices)).toBe(2 * 28_000 + 7_500)
  expect(costOf({ ...call, territoryEnds: 1 }, usualCallPrices)).toBe(2 * (14_000 + 112_000) + 7_500)
  expect(costOf({ ...call, territoryEnds: 2 }, usualCallPrices)).toBe(2 * 224_000 + 7_500)
  expect([
    costOfCode({ seconds: 30, isTerritory: false }, usualCallPrices),
    costOfCode({ seconds: 30, isTerritory: true }, usualCallPrices),
  ]).toEqual([14_000, 112_000])
})
