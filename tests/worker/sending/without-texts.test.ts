import { pino } from 'pino'
import { expect } from 'vitest'
import { openDatabase } from '#db/client'
import { openSms } from '~/channels/sms/sms.server'
import { openVoice } from '~/channels/voice/voice.server'
import { openIntake } from '~/queue/intake/append.server'
import { channelChecks, readiness } from '~/web/site/ready.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { giveUpTexts } from '~/worker/sending/give-up-texts.server'
import { tasks } from '~/worker/tasks.server'
import { rosa, test, tomas, type World } from '../../support/firme-test'
import { envWithoutTwilio as env, envInPublic } from '../../support/settings'

const hours = (world: World, count: number) => new Date(world.at.getTime() + count * 60 * 60_000)
const messages = (world: World) =>
  world.db.selectFrom('message').select(['channel', 'state', 'failure']).orderBy('channel').execute()

test('texts that are owed wait while texts are not set up; after a day they are given up, said as not sent, and never as sent', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.signs(tomas)
  await world.work()
  const waiting = [
    { channel: 'mail', state: 'queued', failure: null },
    { channel: 'sms', state: 'queued', failure: null },
  ]
  expect(await giveUpTexts(world.as.worker, hours(world, 23))).toBe(0)
  expect(await messages(world)).toEqual(waiting)
  expect(await giveUpTexts(world.as.worker, hours(world, 25))).toBe(1)
  expect(await messages(world)).toEqual([waiting[0], { channel: 'sms', state: 'suppressed', failure: 'no-texts' }])
  expect(await giveUpTexts(world.as.worker, hours(world, 26))).toBe(0)
})

test('a setting that was lost for an hour costs nobody a code: what waited leaves when it is back', async ({
  world,
}) => {
  await world.signs(tomas)
  await world.work()
  expect(openSms(env).allows(150, hours(world, 1))).toBe(0)
  await giveUpTexts(world.as.worker, hours(world, 1))
  expect(await claimMessages(world.db, 'sms', 10, hours(world, 1))).toHaveLength(1)
})

test('the worker gives up nothing where texts are set up', async ({ world }) => {
  await world.signs(tomas)
  await world.work()
  const { db, pool } = openDatabase(world.url, 2)
  const later = hours(world, 48)
  const recover = async (settings: typeof env) => {
    const list = tasks({
      db,
      keyring: world.keyring,
      now: () => later,
      retentionDays: 180,
      lettersPerHour: 60,
      contactStaleDays: 90,
      intake: openIntake(pool),
      sms: openSms(settings),
      voice: openVoice(settings),
      publicUrl: settings.publicUrl,
      channels: settings.channels,
      usualMoney: { voice: 0, sms: 0, segment: 0 },
      databaseUrl: world.url,
      backup: settings.backup,
      files: null,
      checksLinks: settings.checksLinks,
      log: pino({ level: 'silent' }),
    })
    await list.recover_claims!({}, {} as never)
  }
  await recover(envInPublic)
  expect(await messages(world)).toMatchObject([{ state: 'queued' }])
  await recover(env)
  expect(await messages(world)).toMatchObject([{ state: 'suppressed' }])
  await db.destroy()
})

test('/readyz and doctor name the state of each channel, and texts that cannot leave are not blamed on the worker', async ({
  world,
}) => {
  await world.signs(tomas)
  await world.work()
  const { checks } = await readiness(world.db, env, hours(world, 2))
  const check = (name: string) => checks.find((one) => one.name === name)
  expect(check('mail')).toMatchObject({ state: 'ok', detail: 'leaves through 127.0.0.1' })
  expect(check('texts')).toMatchObject({ state: 'ok', detail: expect.stringMatching(/not set up.*TWILIO_/) })
  expect(check('calls')).toMatchObject({ state: 'ok', detail: expect.stringMatching(/not set up.*TWILIO_/) })
  expect(check('outbox')).toMatchObject({ state: 'ok' })
  expect(check('waiting texts')).toMatchObject({ state: 'warn', detail: expect.stringMatching(/^1 cannot leave/) })
  const inPublic = await readiness(world.db, envInPublic, hours(world, 2))
  expect(inPublic.checks.find(({ name }) => name === 'outbox')).toMatchObject({ state: 'warn' })
  expect(inPublic.checks.map(({ name }) => name)).not.toContain('waiting texts')
})

test('what is said at the start fits each state', () => {
  const said = (channels: typeof env.channels) =>
    channelChecks({ ...envInPublic, channels }).map(({ name, state }) => `${name} ${state}`)
  expect(said({ mail: 'real', texts: 'real', calls: 'real' })).toEqual(['mail ok', 'texts ok', 'calls ok'])
  expect(said({ mail: 'capture', texts: 'capture', calls: 'capture' })).toEqual([
    'mail warn',
    'texts warn',
    'calls warn',
  ])
  expect(said({ mail: 'real', texts: 'none', calls: 'none' })).toEqual(['mail ok', 'texts ok', 'calls ok'])
})
