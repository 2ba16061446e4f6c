import { expect } from 'vitest'
import { test } from '../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../support/office'
import { startTexting } from '../support/texting'

test('Omar registers a keyword with its first answer, is told why others are refused, and people text it at once', async ({ world }) => {
  const phone = await startTexting(world)
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const route = officeRoute('office.texts')
  const { targets } = (await call(world, route.loader!, { token })).body as { targets: { value: string }[] }
  const saves = async (word: string, welcome: string) => (await call(world, route.action!, { token, fields: { intent: 'save', word, language: 'es', target: targets[0]!.value, welcome } })).body as { problem?: string }
  expect((await saves('Alto', '')).problem).toBe('stops')
  expect((await saves('Condado', 'Vea bit.ly/x y responda con su nombre. ALTO para parar.')).problem).toBe('shortener')
  expect((await saves('Condado', 'Responda con su nombre.')).problem).toBe('no-opt-out')
  expect((await saves('Condado', 'Responda con su nombre. ALTO para parar.')).problem).toBe('no-name')
  expect((await saves('Condado', `ALTO para parar. ${'no'.repeat(240)}`)).problem).toBe('long')
  const shown = await call(world, route.action!, { token, fields: { intent: 'preview', word: 'Condado', welcome: '¿Cómo se llama?' } })
  expect(shown.body).toMatchObject({ problem: null, cost: { encoding: 'UCS-2', segments: 1, costly: ['ó'] } })
  await saves('¡Condado!', 'Alto Polimigra: responda con su nombre y apellido. ALTO para parar.')
  expect(await phone.says('condado')).toEqual(['Alto Polimigra: responda con su nombre y apellido. ALTO para parar.'])
  await phone.stop()
})

test('Omar reads the texts that nobody understood, answers one by hand, and the ledger knows; a viewer sees numbers alone', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('¿Puede venir mi prima?')
  const network = await groupOf(world, 'network')
  const { token } = await organizer(world, 'organizer', network)
  const route = officeRoute('office.messages')
  const seen = (await call(world, route.loader!, { token })).body as { toRead: { id: string; words: string; phone: string }[] }
  expect(seen.toRead).toEqual([expect.objectContaining({ words: '¿Puede venir mi prima?', phone: '··· 0101' })])
  const handled = await call(world, route.action!, { token, fields: { id: seen.toRead[0]!.id, reply: 'Claro, que venga.' } })
  expect(handled.location).toContain('said=handled')
  await phone.sends()
  expect(phone.simulator.texts.all.at(-1)).toMatchObject({ to: '+16025550101', body: 'Claro, que venga.' })
  expect((await world.db.selectFrom('audit').select('act').where('act', 'in', ['read-texts', 'handled-text']).execute()).map((line) => line.act).sort()).toEqual(['handled-text', 'read-texts'])
  const viewer = await organizer(world, 'viewer', network)
  const numbers = (await call(world, route.loader!, { token: viewer.token })).body as { toRead: unknown; figures: unknown }
  expect(numbers.toRead).toBeNull()
  expect(JSON.stringify(numbers)).not.toMatch(/prima|0101/)
  await phone.stop()
})
