import type { KyselyPlugin } from 'kysely'
import { expect } from 'vitest'
import { setPaused, watchSwitch } from '~/queue/outbox/switches.server'
import { test } from '../../support/firme-test'

/** Holds back the answers to queries until each is let go, in any order. */
function heldBack() {
  const waiting: (() => void)[] = []
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => new Promise((resolve) => waiting.push(() => resolve(result))),
  }
  return { plugin, waiting }
}

test('a switch that was just turned on stays on when an answer from before comes late', async ({ world }) => {
  const { plugin, waiting } = heldBack()
  const watch = watchSwitch(world.db.withPlugin(plugin), 'read-only', () => {})
  const comes = async (count: number) => {
    while (waiting.length < count) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const early = watch.look()
  await comes(1)
  await setPaused(world.db, 'read-only', true, null, world.at)
  const late = watch.look()
  await comes(2)
  waiting[1]!()
  await late
  expect(watch.isPaused()).toBe(true)
  waiting[0]!()
  await early
  expect(watch.isPaused()).toBe(true)
  watch.stop()
})
