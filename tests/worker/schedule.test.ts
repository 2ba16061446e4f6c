import { Logger, type ParsedCronItem, parseCrontab, run } from 'graphile-worker'
import pg from 'pg'
import { expect, onTestFinished, vi } from 'vitest'
import { crontab, scheduledTasks } from '~/queue/crontab'
import { expectTasks, noteTaskRun, readTaskRuns } from '~/queue/task-runs.server'
import { readiness } from '~/web/site/ready.server'
import { mendSchedule, prepareJobs } from '~/worker/prepare-jobs.server'
import { tasks } from '~/worker/tasks.server'
import { test, type World } from '../support/firme-test'

const minute = 60_000
const digestOf = (at: Date) => ({
  min: at.getUTCMinutes(),
  hour: at.getUTCHours(),
  date: at.getUTCDate(),
  month: at.getUTCMonth() + 1,
  dow: at.getUTCDay(),
})
/** Minutes between the first two times of a crontab line after midnight. */
function gapOf({ match }: ParsedCronItem): number {
  const times = Array.from({ length: 3 * 1_440 }, (_, minutes) => minutes).filter((minutes) =>
    match(digestOf(new Date(Date.UTC(2026, 10, 24) + minutes * minute))),
  )
  return times[1]! - times[0]!
}

test('the minutes between two runs of each task are those of the crontab, and each task exists', () => {
  const items = parseCrontab(crontab)
  expect(items.map((item) => ({ task: item.task, everyMinutes: gapOf(item) }))).toEqual(scheduledTasks)
  const work = tasks({ backup: {} } as Parameters<typeof tasks>[0])
  expect(Object.keys(work).sort()).toEqual(scheduledTasks.map(({ task }) => task).sort())
})

async function poolOf(world: World): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: world.url, max: 4 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  onTestFinished(() => pool.end())
  await prepareJobs(pool)
  return pool
}

test('a clock that ran thirty days ahead stops no task: the start forgets times in the future', async ({ world }) => {
  const pool = await poolOf(world)
  const known = `select identifier, last_execution <= now() as "isPast", known_since <= now() as "isKnown" from graphile_worker._private_known_crontabs order by 1`
  await pool.query(
    `insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution) values
      ('tick', now() - interval '1 day', now() + interval '30 days'), ('new', now() + interval '30 days', null), ('well', now() - interval '1 day', now() - interval '1 hour')`,
  )
  await mendSchedule(pool)
  expect((await pool.query(known)).rows).toEqual([
    { identifier: 'new', isPast: null, isKnown: true },
    { identifier: 'tick', isPast: true, isKnown: true },
    { identifier: 'well', isPast: true, isKnown: true },
  ])
  // The library itself catches up on what it missed, which it would not do with a time in the future.
  await pool.query(
    `update graphile_worker._private_known_crontabs set last_execution = now() - interval '10 minutes' where identifier = 'tick'`,
  )
  const ran = Promise.withResolvers<void>()
  const runner = await run({
    pgPool: pool,
    crontab: '* * * * * tick ?fill=5m',
    taskList: { tick: () => ran.resolve() },
    noHandleSignals: true,
    noPreparedStatements: true,
    logger: new Logger(() => () => {}),
  })
  await ran.promise
  // What is done is written down before the database goes away.
  await vi.waitUntil(async () => (await pool.query('select from graphile_worker.jobs')).rowCount === 0, 20_000)
  await runner.stop()
})

const scheduled = async (world: World, at: Date) =>
  (await readiness(world.as.web, world.env, at)).checks.find((check) => check.name === 'scheduled tasks')!
const clockOf = async (world: World) =>
  (await world.db.selectNoFrom((eb) => eb.fn<Date>('now').as('at')).executeTakeFirstOrThrow()).at

test('readiness says how long ago each task ran, and which are late', async ({ world }) => {
  const now = await clockOf(world)
  const later = (minutes: number) => new Date(now.getTime() + minutes * minute)
  expect(await scheduled(world, now)).toMatchObject({ state: 'warn', detail: expect.stringContaining('none has run') })
  await expectTasks(world.as.worker)
  expect(await scheduled(world, later(1))).toMatchObject({
    state: 'ok',
    detail: expect.stringContaining('recount not yet'),
  })
  for (const { task } of scheduledTasks) await noteTaskRun(world.as.worker, task)
  await noteTaskRun(world.as.worker, 'purge')
  expect(await scheduled(world, later(3))).toMatchObject({
    state: 'ok',
    detail: expect.stringContaining('purge 3 min ago'),
  })
  const late = await scheduled(world, later(90))
  expect(late).toMatchObject({ state: 'warn', detail: expect.stringContaining('send_letters 90 min ago') })
  expect(late.detail).not.toContain('purge')
  expect((await scheduled(world, later(3 * 24 * 60))).detail).toContain('recount 3 days ago')
  // A clock that ran ahead and was set right.
  expect((await scheduled(world, later(-60))).detail).toContain('purge in the future')
  // Starting again does not make a late task look as if it had just begun.
  await expectTasks(world.as.worker)
  expect((await readTaskRuns(world.db, later(90))).filter(({ isLate }) => isLate)).not.toEqual([])
})

test('a task that fails has not run', async ({ world }) => {
  await expectTasks(world.as.worker)
  const work = tasks({ db: world.as.worker, now: () => world.at } as Parameters<typeof tasks>[0])
  await expect(work.back_up!({}, {} as never)).rejects.toThrow()
  await work.tell_answers!({}, {} as never)
  const runs = await readTaskRuns(world.db, await clockOf(world))
  expect(runs.filter(({ ranAt }) => ranAt !== null).map(({ task }) => task)).toEqual(['tell_answers'])
})
