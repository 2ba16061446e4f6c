import { expect } from 'vitest'
import { ringCodes } from '~/actions/calls/bridge/ring-codes.server'
import { openVoice } from '~/channels/voice/voice.server'
import { ends, isConnected, rung, wants } from '../../../support/bridge'
import { closedAt, openAt } from '../../../support/calls'
import { test } from '../../../support/firme-test'
import { startTexting, tomasPhone } from '../../../support/texting'

const wrong = 'Esa tecla no sirve aquí.'

test('a wrong key at “press 1 to go on” is asked again once; the second says goodbye, and nobody is rung', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const heard = await isConnected(world, phone, ['5', '7'], { at: openAt })
  expect(heard.slice(1)).toEqual([`${wrong} Oprima 1 para seguir.`, 'Esa tampoco era una de las teclas. Hasta luego.'])
  expect(rung(phone)).toEqual([])
  const good = await isConnected(world, phone, ['5', '1'], { at: openAt, phone: '+16025550102' })
  expect(good[2]).toMatch(/^Le comunicamos con/)
  await phone.stop()
})

test('a wrong key at “1 for the voicemail, 2 for the next” asks the same office again; then it goes on', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const heard = await isConnected(world, phone, ['1', '7', '8', '*', '2'], { at: closedAt })
  const offices = heard.flatMap((words) => /oficina de ([^,]+),/.exec(words)?.[1] ?? (words === wrong ? [wrong] : []))
  expect(offices.slice(0, 3)).toEqual([offices[0], wrong, offices[0]])
  expect(new Set(offices.slice(2)).size).toBe(3)
  expect(rung(phone)).toEqual([])
  await phone.stop()
})

test('a wrong key at “how did it go” is asked again, and what is pressed then is written down', async ({ world }) => {
  const phone = await startTexting(world)
  const heard = await isConnected(world, phone, ['1', '9', '1'], { at: openAt })
  expect(heard.some((words) => words.startsWith(`${wrong} ¿Cómo le fue?`))).toBe(true)
  expect(await world.db.selectFrom('outreach').select('outcome').execute()).toContainEqual({ outcome: 'spoke' })
  await phone.stop()
})

test('a wrong key where the language is chosen is asked again in both; the second time it goes on in Spanish', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const calls = async (from: string, keys: string[]) => {
    phone.simulator.calls.behaviours.set(from, { answers: 'at-once', keys })
    const call = await phone.simulator.calls.receive(from)
    await ends(phone)
    return call.heard.filter((one) => one.who === 'voice').map((one) => one.text)
  }
  const english = await calls('+16025550177', ['7', '1'])
  expect(english.slice(2, 4)).toEqual([
    'That key does nothing here. For English, press 1.',
    `${wrong} Para español, oprima 2.`,
  ])
  expect(english[4]).toMatch(/We are connecting you|is closed/)
  expect((await calls('+16025550178', ['7', '8']))[4]).toMatch(/Le comunicamos|Está cerrada/)
  await phone.stop()
})

test('a wrong key where a code is offered is asked again once, before it says goodbye', async ({ world }) => {
  const phone = await startTexting(world)
  phone.simulator.calls.behaviours.set(tomasPhone, { answers: 'at-once', keys: ['4', '4'] })
  await wants(world, world.at, { by: 'call' })
  await ringCodes(world.as.worker, world.keyring, openVoice(phone.env, 1_000)!, world.at)
  await ends(phone)
  const heard = phone.simulator.calls.all
    .at(-1)!
    .heard.filter((one) => one.who === 'voice')
    .map((one) => one.text)
  expect(heard.slice(1)).toEqual([
    `${wrong} Oprima 1 para oír su clave, o 9 si no fue usted.`,
    'Esa tampoco era una de las teclas. Hasta luego.',
  ])
  await phone.stop()
})
