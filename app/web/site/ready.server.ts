import { sql } from 'kysely'
import type { Db } from '#db/client'
import { missingIndexes } from '#db/indexes'
import { isAway } from '#db/is-away'
import { pendingMigrations } from '#db/migrate'
import type { ChannelState, Channels } from '~/channel-states'
import { refusalsUntilHold } from '~/channels/mail/mail-trouble.server'
import type { Env } from '~/env.server'
import { countStale } from '~/officials/posts/stale-queue.server'
import { readTaskRuns, type TaskRun } from '~/queue/task-runs.server'
import { readKeyringReports } from '~/vault/keyring-report.server'
import { heldKeyringWords, keyringWords } from '~/vault/keyring-words'

/** Name of the check for mail held up by a fault on our side. */
export const outgoingMail = 'outgoing mail'

/** The result of one check, and how to fix a problem. */
export interface Check {
  name: string
  state: 'ok' | 'warn' | 'bad'
  detail: string
}

/** The answer of `/readyz`. */
export interface Readiness {
  isReady: boolean
  checks: Check[]
}

/** Milliseconds. */
const readyFor = 2_000

/** Checks at most every two seconds, however many ask: it uses the same connections that signatures are written on. */
export function openReadiness(
  db: Db,
  env: Env,
  { isHearing, now }: { isHearing: () => boolean; now: () => Date },
): () => Promise<Readiness> {
  let last: { at: number; looked: Promise<Readiness> } | null = null
  return () => {
    const at = now().getTime()
    if (!last || at - last.at >= readyFor)
      last = { at, looked: withHearing(readiness(db, env, new Date(at)), isHearing()) }
    return last.looked
  }
}

async function withHearing(looked: Promise<Readiness>, isHearing: boolean): Promise<Readiness> {
  const { isReady, checks } = await looked
  return { isReady, checks: [...checks, hearingCheck(isHearing)] }
}

/** Whether a web process hears what has changed, or renders its pages again every two seconds. */
export function hearingCheck(isHearing: boolean): Check {
  return {
    name: 'notifications',
    state: isHearing ? 'ok' : 'warn',
    detail: isHearing
      ? 'come back within two seconds'
      : 'do not come back, so pages and totals are shown up to two seconds late and cost more: if there is a pool such as PgBouncer in between, set DATABASE_URL_LISTEN to the address of the database itself',
  }
}

/** Checks the database, its schema, the keyring, and how long submissions and messages have been waiting. */
export async function readiness(db: Db, env: Env, now: Date): Promise<Readiness> {
  const checks = [...channelChecks(env), ...(await databaseChecks(db, env, now)), await keyringCheck(db)]
  return { isReady: checks.every((check) => check.state !== 'bad'), checks }
}

/** Where mail, texts and calls go; what is not set up is said, and how to. Also shown at the start. */
export function channelChecks({ channels, mailHost, twilio }: Pick<Env, 'channels' | 'mailHost' | 'twilio'>): Check[] {
  const setUp = 'set the three TWILIO_ settings and start again'
  const mail: Record<Channels['mail'], Check> = {
    real: { name: 'mail', state: 'ok', detail: `leaves through ${mailHost}` },
    capture: {
      name: 'mail',
      state: 'warn',
      detail: 'is captured in DATA_DIR/outbox/mail and not sent: set SMTP_URL to send it',
    },
  }
  const texts: Record<ChannelState, Check> = {
    real: { name: 'texts', state: 'ok', detail: `leave through Twilio account ${twilio?.accountSid}` },
    capture: {
      name: 'texts',
      state: 'warn',
      detail: `are captured in DATA_DIR/outbox/sms.jsonl and not sent: ${setUp} to send them`,
    },
    none: {
      name: 'texts',
      state: 'ok',
      detail: `not set up: people sign by email alone, and no page offers texts; to have them, ${setUp}`,
    },
  }
  const calls: Record<ChannelState, Check> = {
    real: { name: 'calls', state: 'ok', detail: `are connected through Twilio account ${twilio?.accountSid}` },
    capture: { name: 'calls', state: 'warn', detail: `ring nobody but the simulator: ${setUp} to connect them` },
    none: {
      name: 'calls',
      state: 'ok',
      detail: `not set up: people call from their own phones; to connect them, ${setUp}`,
    },
  }
  return [mail[channels.mail], texts[channels.texts], calls[channels.calls]]
}

async function databaseChecks(db: Db, env: Env, now: Date): Promise<Check[]> {
  try {
    const hasNoTexts = env.channels.texts === 'none'
    const pending = await pendingMigrations(db)
    if (pending.length > 0)
      return [{ name: 'migrations', state: 'bad', detail: `${pending.length} have not run: npx firme migrate` }]
    const indexes = await indexesCheck(db)
    if (indexes?.state === 'bad') return [indexes]
    const { rows } = await sql<{ waiting: number; stuck: number; unsent: number; texts: number; deletions: number }>`
      select waiting, stuck, unsent, texts, deletions from queue_health(${now}, ${hasNoTexts})
    `.execute(db)
    const { waiting, stuck, unsent, texts, deletions } = rows[0]!
    const stale = await countStale(db, env.contactStaleDays, now)
    return [
      { name: 'database', state: 'ok', detail: 'answers' },
      { name: 'migrations', state: 'ok', detail: 'all have run' },
      ...(indexes ? [indexes] : []),
      queueCheck('intake', waiting, 'the oldest submission has waited', 'is the worker running?'),
      {
        name: 'stuck submissions',
        state: stuck === 0 ? 'ok' : 'warn',
        detail: stuck === 0 ? 'none' : `${stuck} could not be recorded; they are kept and tried again`,
      },
      ...(deletions > 0
        ? [
            {
              name: 'legal hold',
              state: 'warn',
              detail: `${deletions} requests to delete wait until it is lifted: npx firme go-on legal-hold`,
            } as const,
          ]
        : []),
      queueCheck(
        'outbox',
        unsent,
        'the oldest message is overdue by',
        'is the worker running, and does the mail server answer?',
      ),
      ...(texts > 0
        ? [
            {
              name: 'waiting texts',
              state: 'warn',
              detail: `${texts} cannot leave, because texts are not set up; each is given up after a day, and counted as not sent`,
            } as const,
          ]
        : []),
      await mailCheck(db, now),
      tasksCheck(await readTaskRuns(db, now), now),
      {
        name: 'officials',
        state: stale === 0 ? 'ok' : 'warn',
        detail:
          stale === 0
            ? 'all contacts are fresh'
            : `${stale} facts about officials want checking: look in the office, under Officials, To check`,
      },
    ]
  } catch (error) {
    if (!isAway(error)) throw error
    return [{ name: 'database', state: 'bad', detail: 'does not answer: is it running, and is DATABASE_URL right?' }]
  }
}

/** Null: none is missing. Without one that keeps rows unique, saving fails; without another, pages are slow. */
async function indexesCheck(db: Db): Promise<Check | null> {
  const { unique, forSpeed } = await missingIndexes(db)
  const name = 'indexes'
  const mend = 'npx firme migrate builds what is missing'
  if (unique.length > 0)
    return { name, state: 'bad', detail: `${unique.join(', ')} is missing, so saving fails: ${mend}` }
  if (forSpeed.length === 0) return null
  return { name, state: 'warn', detail: `${forSpeed.join(', ')} is missing, so some pages are slow: ${mend}` }
}

/** How long ago each scheduled task ran; the late ones only, when some are. */
function tasksCheck(runs: TaskRun[], now: Date): Check {
  const name = 'scheduled tasks'
  if (runs.length === 0) return { name, state: 'warn', detail: 'none has run yet: is the worker running?' }
  const late = runs.filter((run) => run.isLate)
  const said = (all: TaskRun[]) => all.map(({ task, ranAt }) => `${task} ${ranAt ? since(ranAt, now) : 'not yet'}`)
  return late.length === 0
    ? { name, state: 'ok', detail: said(runs).join(', ') }
    : {
        name,
        state: 'warn',
        detail: `late: ${said(late).join(', ')}. Is the worker running? If the clock was wrong for a while, start the worker again`,
      }
}

function since(at: Date, now: Date): string {
  const minutes = Math.round((now.getTime() - at.getTime()) / 60_000)
  if (minutes < 0) return 'in the future'
  if (minutes < 120) return `${minutes} min ago`
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h ago` : `${Math.round(minutes / 1_440)} days ago`
}

/** Whether a fault on our side holds up mail. The office shows which provider rejects us. */
async function mailCheck(db: Db, now: Date): Promise<Check> {
  const pause = await db
    .selectFrom('mail_pause')
    .select(['since', 'reason'])
    .where('resumes_at', 'is not', null)
    .executeTakeFirst()
  const { rows } = await sql<{
    refusing: number
  }>`select refusing_providers(${now}, ${refusalsUntilHold}) as refusing`.execute(db)
  const { refusing } = rows[0]!
  if (pause)
    return {
      name: outgoingMail,
      state: 'warn',
      detail: `none leaves since ${pause.since.toISOString().slice(0, 16)}Z: ${pause.reason}; npx firme doctor says how to mend it`,
    }
  return {
    name: outgoingMail,
    state: refusing === 0 ? 'ok' : 'warn',
    detail:
      refusing === 0
        ? 'nothing holds it up'
        : `${refusing} mail ${refusing === 1 ? 'provider refuses' : 'providers refuse'} ours; npx firme doctor says how to mend it`,
  }
}

function queueCheck(name: string, seconds: number, what: string, mend: string): Check {
  const age = Math.max(0, Math.round(seconds))
  return { name, state: age > 60 ? 'warn' : 'ok', detail: `${what} ${age} s${age > 60 ? `: ${mend}` : ''}` }
}

/** What worker and office reported about their keyring; the web role holds none and cannot test it. */
async function keyringCheck(db: Db): Promise<Check> {
  const reports = await readKeyringReports(db).catch(() => null)
  if (reports === null)
    return { name: 'keyring', state: 'warn', detail: 'nobody can tell while the database does not answer' }
  const [first] = reports
  if (!first)
    return {
      name: 'keyring',
      state: 'warn',
      detail: 'neither worker nor office has tried it lately: is the worker running?',
    }
  if (first.is !== 'open' && first.is !== 'new')
    return {
      name: 'keyring',
      state: 'bad',
      detail: (first.isHeld ? heldKeyringWords : keyringWords)(first.is, first.file, first.user),
    }
  const open = reports.find((one) => !one.isPrivate)
  return open
    ? { name: 'keyring', state: 'warn', detail: `others can read it: chmod 600 ${open.file}` }
    : { name: 'keyring', state: 'ok', detail: 'opens the keys of this database, for its owner only' }
}
