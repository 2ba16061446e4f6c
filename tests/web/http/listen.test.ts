import { expect, onTestFinished } from 'vitest'
import { announce } from '#db/announce'
import { doctor } from '~/doctor.server'
import { listen, passesNotificationsOn } from '~/web/http/listen.server'
import { test } from '../../support/firme-test'
import { openPooler } from '../../support/pooler'

async function poolerTo(url: string): Promise<string> {
  const pooler = await openPooler(url)
  onTestFinished(() => pooler.stop())
  return pooler.url
}

/** What the listener says of itself first, and what it has heard. */
async function listening(url: string) {
  const tags: string[] = []
  const first = Promise.withResolvers<boolean>()
  const listener = listen(url, (tag) => tags.push(tag), first.resolve)
  onTestFinished(() => listener.stop())
  return { isListening: await first.promise, tags }
}

test('a web process that reaches the database itself hears what has changed, and nothing of its own trial', async ({
  world,
}) => {
  const { isListening, tags } = await listening(world.url)
  expect(isListening).toBe(true)
  await announce(world.db, ['petition:1'])
  await expect.poll(() => tags).toEqual(['petition:1'])
})

test('through a pool that swallows notifications it does not take itself for listening', async ({ world }) => {
  const { isListening } = await listening(await poolerTo(world.url))
  expect(isListening).toBe(false)
})

test('the doctor says that notifications do not come back through a pool, and that they do at the address of its own', async ({
  world,
}) => {
  const pooled = await poolerTo(world.url)
  expect(await passesNotificationsOn(pooled)).toBe(false)
  const said = async (env: Partial<typeof world.env>) =>
    (await doctor({ ...world.env, databaseUrl: pooled, ...env })).find((one) => one.name === 'notifications')
  expect(await said({})).toMatchObject({ state: 'warn', detail: expect.stringContaining('DATABASE_URL_LISTEN') })
  expect(await said({ listenUrl: world.url })).toMatchObject({ state: 'ok' })
  const nowhere = new URL(world.url)
  nowhere.port = '1'
  expect(await said({ listenUrl: nowhere.href })).toMatchObject({
    state: 'warn',
    detail: expect.stringContaining('check its address'),
  })
})
