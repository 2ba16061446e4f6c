import type { Worker } from 'node:cluster'
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { openKeeper } from '~/keeper'

/** A process as the keeper sees it, which notes what it is told. */
function openProcess() {
  const told: unknown[] = []
  const events = new EventEmitter()
  const worker = Object.assign(events, {
    isConnected: () => true,
    isDead: () => false,
    send: (message: unknown) => told.push(message),
    process: { kill: () => setImmediate(() => events.emit('exit', 0)) },
  })
  return { worker: worker as unknown as Worker, told, listens: () => events.emit('listening') }
}

test('pages that are saved while a server is replaced reach its successor too, which may have read the old ones', async () => {
  const processes: ReturnType<typeof openProcess>[] = []
  const fork = () => {
    processes.push(openProcess())
    return processes.at(-1)!.worker
  }
  const keeper = openKeeper({ environment: () => ({}), giveUp: () => {}, stopWithin: 1_000, fork })
  keeper.start('office')
  const replacing = keeper.replace('office')
  keeper.reload('office')
  const [, successor] = processes
  successor!.listens()
  await replacing
  expect(successor!.told).toEqual(['reload'])
})
