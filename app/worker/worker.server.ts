import { run, type Runner, type TaskList } from 'graphile-worker'
import { openDatabase } from '#db/client'
import type { Env } from '~/env.server'
import { openDrain } from '~/intake/drain-intake.server'
import { openMailer } from '~/mailer/mailer.server'
import { recoverClaims } from '~/outbox/recover-claims.server'
import { sendDue } from '~/outbox/send-messages.server'
import { openSms } from '~/sms/sms.server'
import { loadKeyring } from '~/vault/keyring.server'
import { openLog } from '~/web/log.server'
import { crontab, tasks } from './tasks.server'
import { startLoop } from './loop'

/**
 * Starts the worker: it drains the intake, sends what is owed, and runs what is due by the clock. Without a keyring it
 * waits: signing goes on, and everything is recorded once the keyring is back.
 */
export async function startWorker(env: Env): Promise<{ stop(): Promise<void> }> {
  const log = openLog(env)
  const { db, pool } = openDatabase(env.databaseUrl!, 10)
  const now = () => new Date()
  const mailer = openMailer(env)
  const sms = openSms(env)
  const keyring = await loadKeyring(env.keyringFile)
  if (!keyring) log.warn({ state: 'locked' }, 'no keyring: nothing is opened or sent until it is back')

  const loops = keyring
    ? [
        startLoop(log, 'drain', openDrainTurn(openDrain(db, keyring), now)),
        ...(['mail', 'sms'] as const).map((channel) =>
          startLoop(log, `send ${channel}`, () => sendDue(db, { keyring, mailer, sms, publicUrl: env.publicUrl, log }, channel, now)),
        ),
      ]
    : []
  if (keyring) await recoverClaims(db, now(), { all: true })
  const runner = keyring ? await startRunner(pool, tasks({ db, keyring, now, log })) : null

  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
      await runner?.stop()
      await mailer.close()
      await db.destroy()
    },
  }
}

function openDrainTurn(drain: ReturnType<typeof openDrain>, now: () => Date): () => Promise<number> {
  return async () => {
    const { recorded, failed } = await drain(now())
    return recorded + failed
  }
}

function startRunner(pgPool: ReturnType<typeof openDatabase>['pool'], taskList: TaskList): Promise<Runner> {
  return run({ pgPool, taskList, crontab, concurrency: 2, noHandleSignals: true, noPreparedStatements: true })
}
