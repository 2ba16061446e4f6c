import { constants, setPriority } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger as JobLogger, type Runner, run, type TaskList } from 'graphile-worker'
import { type Db, openDatabase, patienceOf } from '#db/client'
import { openClock } from '#db/clock'
import { dialDue, recoverDialing } from '~/actions/calls/bridge/dial-due.server'
import { ringCodes, speakCodes } from '~/actions/calls/bridge/ring-codes.server'
import { filesOfBackup } from '~/campaigns/library/backed-up-files.server'
import { openDocumentReading } from '~/campaigns/library/read-stored.server'
import { openRecognizer } from '~/campaigns/library/recognize-text.server'
import { workOnFiles } from '~/campaigns/library/work-on-files.server'
import { dropUnusedVideo } from '~/campaigns/videos/drop-unused-videos.server'
import { isPublicAddress, openLink } from '~/channels/links/open-link.server'
import { openLookUpHosts, openLookUpText } from '~/channels/mail/look-up-text.server'
import { openMailbox } from '~/channels/mail/mailbox.server'
import { openMailer, ownDomain, waysOut } from '~/channels/mail/mailer.server'
import { usualMoney } from '~/channels/money/limits.server'
import { openSms } from '~/channels/sms/sms.server'
import { storageOf } from '~/channels/storage/open-storage.server'
import { openFileParser } from '~/channels/uploads/file-parser.server'
import { sweepTemporaryFiles } from '~/channels/uploads/temporary-file.server'
import { openVoice } from '~/channels/voice/voice.server'
import type { Env } from '~/env.server'
import { planBroadcasts } from '~/messages/broadcasts/plan-broadcasts.server'
import { climbByDay } from '~/messages/ladders/climb-by-day.server'
import { walkLadders } from '~/messages/ladders/walk-ladders.server'
import { openPlacesTurn } from '~/office/officials/boundaries/fetch-places.server'
import { placesList } from '~/office/officials/boundaries/places-list'
import { workOnRosters } from '~/office/officials/rosters/run-roster.server'
import { doNextOfBulk } from '~/office/people/bulk.server'
import { writeNextExport } from '~/office/people/exports/export-people.server'
import { importNext } from '~/office/people/imports/import-next.server'
import { workOnPolicies } from '~/office/policies/imports/work-on-policies.server'
import { checkNextSender } from '~/office/settings/check-senders.server'
import { checkOwnDomain } from '~/office/settings/deliverability/check-own-domain.server'
import { newsCaps } from '~/people/news-caps'
import { carryConsents } from '~/people/subscriptions.server'
import { crontab } from '~/queue/crontab'
import { openIntake } from '~/queue/intake/append.server'
import { expectTasks } from '~/queue/task-runs.server'
import type { Keyring } from '~/vault/keyring'
import { watchKeyring } from '~/vault/watch-keyring.server'
import { builtFolder } from '~/web/http/built-folder.server'
import { hushConsole, type Logger, openLog } from '~/web/http/log.server'
import { mostReturned } from '~/web/site/mail-hook.server'
import { type GetText, workOnReports } from '~/worker/recording/record-mail-reports.server'
import { recoverClaims } from '~/worker/sending/recover-claims.server'
import { sendDue } from '~/worker/sending/send-messages.server'
import { type Drain, isArriving, openDrain } from './drain-intake.server'
import { type Loop, startLoop } from './loop'
import { mendSchedule } from './prepare-jobs.server'
import { openMailboxTurn } from './read-mailbox.server'
import { tasks } from './tasks.server'

/**
 * Starts the worker: it drains the intake, sends queued messages and runs scheduled tasks. Without a keyring it waits;
 * people can still sign, and everything is recorded once the keyring is back. Runs at low priority, because on a shared
 * machine people who are signing go first.
 */
export async function startWorker(env: Env): Promise<{ stop(): Promise<void> }> {
  setPriority(constants.priority.PRIORITY_LOW)
  const log = openLog(env)
  hushConsole(log)
  const { db, pool } = openDatabase(env.databaseUrl!, 10, patienceOf.worker)
  const clock = openClock(db, (error) => log.error({ error }, 'the clock could not be compared'))
  const { now } = clock
  await clock.look()
  const mailer = openMailer(env)
  const sms = openSms(env)
  const voice = openVoice(env)
  const begun: { loops: Loop[]; runner: Runner | null } = { loops: [], runner: null }

  async function begin(keyring: Keyring): Promise<void> {
    // Before anything is claimed: claims that exist now are from a worker that was killed.
    await recoverClaims(db, now(), { all: true })
    await recoverDialing(db, now(), { all: true })
    await carryConsents(db, new Date(now().getTime() - longestRun))
    await mendSchedule(pool)
    await expectTasks(db)
    begun.runner = await startRunner(
      pool,
      log,
      tasks({
        db,
        keyring,
        now,
        retentionDays: env.retentionDays,
        lettersPerHour: env.lettersPerHour,
        contactStaleDays: env.contactStaleDays,
        intake: openIntake(pool),
        sms,
        voice,
        publicUrl: env.publicUrl,
        channels: env.channels,
        databaseUrl: env.databaseUrl!,
        backup: env.backup,
        files: filesOfBackup(env),
        checksLinks: env.checksLinks,
        usualMoney: usualMoney(env.prices),
        log,
      }),
    )
    const burst = { isOn: false }
    const certificates = new Map<string, string>()
    const getText = providersText(`Firme (+${env.publicUrl})`)
    const mailboxTurn = (mailbox: NonNullable<Env['mailbox']>) => {
      const turn = openMailboxTurn(db, openMailbox(mailbox, mostReturned), openIntake(pool))
      return () => turn(now())
    }
    const ownDomainCheck = { lookUp: openLookUpText(), hosts: openLookUpHosts(), domain: ownDomain(env) }
    const senders = { lookUp: openLookUpText(), waysOut: waysOut(env) }
    const library = {
      parser: openFileParser(path.join(builtFolder(env), 'roles', 'parse-file.js')),
      storage: storageOf(env),
      folder: path.join(env.dataDir, 'cleaning'),
    }
    // A worker that was killed has left its copy.
    await sweepTemporaryFiles(library.folder)
    const readDocuments = openDocumentReading({ ...library, recognizer: await openRecognizer() })
    const fetchPlaces = openPlacesTurn(db, {
      url: placesList,
      agent: `Firme (+${env.publicUrl})`,
      open: openLink,
      isAllowed: isPublicAddress,
    })
    begun.loops.push(
      startLoop(log, 'drain', openDrainTurn(db, openDrain(db, keyring, env.prices.calls), burst, now)),
      startLoop(
        log,
        'drain beside',
        onlyInBurst(burst, openDrainTurn(db, openDrain(db, keyring, env.prices.calls), burst, now)),
      ),
      startLoop(log, 'import', () => importNext(db, keyring, now()), officeWait),
      startLoop(log, 'rosters', () => workOnRosters(db, now()), officeWait),
      startLoop(log, 'places', () => fetchPlaces(now()), officeWait),
      startLoop(log, 'policies', () => workOnPolicies(db, now()), officeWait),
      startLoop(log, 'bulk', () => doNextOfBulk(db, keyring, now()), officeWait),
      startLoop(log, 'documents', () => readDocuments(db, now()), officeWait),
      startLoop(log, 'unused videos', () => dropUnusedVideo(db, library.storage, now()), videoWait),
      startLoop(log, 'files of documents', () => workOnFiles(db, library, now()), officeWait),
      startLoop(
        log,
        'mail reports',
        () => workOnReports(db, keyring, { get: getText, certificates }, now()),
        officeWait,
      ),
      ...(env.mailbox ? [startLoop(log, 'mailbox', mailboxTurn(env.mailbox), officeWait)] : []),
      startLoop(log, 'own domain', () => checkOwnDomain(db, ownDomainCheck, now), officeWait),
      startLoop(log, 'senders', () => checkNextSender(db, senders, now), officeWait),
      startLoop(log, 'broadcasts', () => planBroadcasts(db, now()), planningWait),
      startLoop(log, 'ladders', () => walkLadders(db, keyring, now()), officeWait),
      startLoop(log, 'ladders by day', () => climbByDay(db, now()), dayWait),
      startLoop(log, 'export', () => writeNextExport(db, keyring, now), officeWait),
      ...(voice
        ? [
            startLoop(log, 'dial', () => dialDue(db, keyring, voice, now())),
            startLoop(
              log,
              'say codes',
              async () => (await speakCodes(db, keyring, voice, now())) + (await ringCodes(db, keyring, voice, now())),
            ),
          ]
        : []),
      // Without a provider no loop takes texts from the queue: they wait, and are given up after a day.
      ...(env.channels.texts === 'none' ? (['mail'] as const) : (['mail', 'sms'] as const)).map((channel) =>
        startLoop(
          log,
          `send ${channel}`,
          afterBurst(burst, now, () =>
            sendDue(
              db,
              {
                keyring,
                mailer,
                sms,
                publicUrl: env.publicUrl,
                officeUrl: env.officeUrl,
                log,
                newsCaps: newsCaps(env.newsPerWeek),
              },
              channel,
              now,
            ),
          ),
        ),
      ),
    )
  }

  const watch = await watchKeyring(db, {
    file: env.keyringFile,
    role: 'worker',
    onOpen: begin,
    noteError: (error) => log.error({ error }, 'the keyring could not be tried'),
  })
  if (watch.why())
    log.warn({ state: 'locked', why: watch.why() }, 'nothing is opened or sent until the keyring is back')

  return {
    async stop() {
      await watch.stop()
      await Promise.all(begun.loops.map((loop) => loop.stop()))
      await begun.runner?.stop()
      await mailer.close()
      clock.stop()
      await db.destroy()
    },
  }
}

/** Gets a certificate, or says yes to a feed, at a provider's own address, which its adapter has checked. */
function providersText(agent: string): GetText {
  return async (url) => {
    const answer = await openLink(new URL(url), {
      method: 'GET',
      bodyBytes: 100_000,
      agent,
      timeout: 10_000,
      signal: new AbortController().signal,
      isAllowed: isPublicAddress,
    })
    if (answer.outcome !== 'answered' || answer.status !== 200) throw new Error('a mail provider did not answer')
    return answer.body
  }
}

const batch = 500
/** Milliseconds that the previous version may have run on this schema, before it was replaced or after it came back. */
const longestRun = 30 * 86_400_000
/** Milliseconds between checks for work requested in the office. */
const officeWait = 1_000
/** The same for people of a broadcast, of which many wait in the outbox while more are planned. */
const planningWait = 500
const videoWait = 3_600_000
const dayWait = 60_000

/** Whether the intake holds more than one batch. */
interface Burst {
  isOn: boolean
}

/**
 * Drains one batch per turn. While a burst is arriving, pauses four times as long as the batch took: if web, worker and
 * database share a machine, people who are signing go first.
 */
function openDrainTurn(db: Db, drain: Drain, burst: Burst, now: () => Date): () => Promise<number> {
  return async () => {
    const startedAt = now().getTime()
    const { recorded, failed } = await drain(now(), batch)
    burst.isOn = recorded + failed >= batch
    if (burst.isOn && (await isArriving(db, now()))) await sleep(4 * (now().getTime() - startedAt))
    return recorded + failed
  }
}

/** Runs a second drain only in a burst; otherwise a single one keeps the order of arrival. */
function onlyInBurst(burst: Burst, turn: () => Promise<number>): () => Promise<number> {
  return async () => (burst.isOn ? turn() : 0)
}

const longestDeferral = 2_000

/** Gives recording priority during a burst, but sends at least every two seconds. */
function afterBurst(burst: Burst, now: () => Date, turn: () => Promise<number>): () => Promise<number> {
  let lastTurn = 0
  return async () => {
    if (burst.isOn && now().getTime() - lastTurn < longestDeferral) return 0
    lastTurn = now().getTime()
    return turn()
  }
}

function startRunner(
  pgPool: ReturnType<typeof openDatabase>['pool'],
  log: Logger,
  taskList: TaskList,
): Promise<Runner> {
  // Logs only the job's name, because the error may quote data from the database.
  const logger = new JobLogger((scope) => (level) => {
    if (level === 'error') log.error({ job: scope.taskIdentifier ?? scope.label }, 'a job failed')
  })
  return run({ pgPool, taskList, crontab, logger, concurrency: 2, noHandleSignals: true, noPreparedStatements: true })
}
