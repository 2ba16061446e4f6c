import { expect, test } from 'vitest'
import { openRenderQueue, TooManyWaiting } from '~/web/site/render-queue'

test('however many flyers are asked for, a page is rendered meanwhile, and the flyers too many are refused at once', async () => {
  const inTurn = openRenderQueue()
  let drawn = 0
  const drawing = Promise.withResolvers<void>()
  const flyers = Array.from({ length: 150 }, (_, nth) =>
    inTurn(`/en/petitions/p${nth}/flyer.pdf`, async () => {
      drawn += 1
      await drawing.promise
    }),
  )
  const refused = Promise.allSettled(flyers)
  expect(await inTurn('/en/search', async () => 'found')).toBe('found')
  expect(drawn).toBe(1)
  drawing.resolve()
  const answers = await refused
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(11)
  expect(answers.find((one) => one.status === 'rejected')).toMatchObject({ reason: expect.any(TooManyWaiting) })
  expect(drawn).toBe(11)
})
