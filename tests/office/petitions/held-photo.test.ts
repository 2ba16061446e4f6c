import sharp from 'sharp'
import { expect } from 'vitest'
import { slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const params = { petition: slug }
const delivery = { intent: 'record', delivered_on: '2026-11-20', recipient: 'Ida Vance', by_whom: 'Rosa and Sam' }
const described = { photo_alt_en: 'A box', photo_alt_es: 'Una caja', all_agreed: '1' }

async function red(): Promise<Buffer> {
  return sharp({ create: { width: 1200, height: 630, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()
}

async function posts(world: World, token: string, fields: Record<string, string>, photo?: Buffer, at = world.at) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  if (photo) form.append('photo', new File([new Uint8Array(photo)], 'photo.jpg', { type: 'image/jpeg' }))
  const { action } = officeRoute('office.petitions.$petition.deliveries')
  const { status, body } = await call(world, action!, { token, params, fields: form, at })
  const refused = status === 422 ? (body as { form: { values: Record<string, string>; errors: unknown[] } }).form : null
  return { status, values: refused?.values ?? {}, errors: refused?.errors ?? [] }
}
const pictures = async (world: World) =>
  (await world.db.selectFrom('delivery').select('picture_id').execute()).map(({ picture_id }) => picture_id !== null)

test('a photo outlives the refusal of its form, for an hour, and can be left out', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const refused = await posts(world, token, { ...delivery, is_public: '1' }, await red())
  expect(refused.values).toMatchObject({ photo_name: 'photo.jpg', photo_held: expect.any(String) })
  // Refused once more, it is still there.
  const again = await posts(world, token, { ...refused.values, photo_alt_en: 'A box' })
  expect(again.values.photo_held).toEqual(expect.any(String))
  expect((await posts(world, token, { ...again.values, ...described })).status).toBe(303)
  expect(await pictures(world)).toEqual([true])
  const left = await posts(world, token, { ...delivery, recipient: 'The county board', is_public: '1' }, await red())
  expect((await posts(world, token, { ...left.values, photo_left_out: '1' })).status).toBe(303)
  expect((await pictures(world)).sort()).toEqual([false, true])
})

test('a photo that is no longer kept, or was chosen by somebody else, is asked for again', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const lucia = await organizer(world, 'organizer', await groupOf(world, 'network'), 'Lucía Paz')
  const { values } = await posts(world, token, { ...delivery, is_public: '1' }, await red())
  const gone = { status: 422, errors: [{ field: 'photo', message: 'photoGone' }] }
  const later = new Date(world.at.getTime() + 61 * 60_000)
  for (const refused of [
    await posts(world, lucia.token, { ...values, ...described }),
    await posts(world, token, { ...values, ...described }, undefined, later),
  ]) {
    expect(refused).toMatchObject(gone)
    expect(refused.values.photo_held).toBeUndefined()
  }
  const wrong = await posts(world, token, { ...delivery, is_public: '1', ...described }, Buffer.from('no picture'))
  expect(wrong.values.photo_held).toBeUndefined()
})
