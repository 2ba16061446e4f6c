import { createHash } from 'node:crypto'
import type { Db } from '#db/client'
import type { ReportAdapter } from '~/channels/mail/reports/report-adapter'
import { isReportProvider, reportAdapters } from '~/channels/mail/reports/report-adapters'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import type { Keyring } from '~/vault/keyring'
import { messageOfBounce } from '~/vault/links.server'
import { openText, openVault, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { isFirstArrival } from './first-arrival.server'
import { recordReturn } from './record-bounces.server'

/** Puts reports of providers aside, sealed, until their signatures have been checked: nothing is fetched in a transaction. */
export async function recordMailReports(
  { trx, vault }: RecordContext,
  arrivals: OpenedSubmission<'mail-report'>[],
): Promise<void> {
  for (const { id, submission, at } of arrivals)
    await trx
      .insertInto('mail_report')
      .values({
        id,
        provider: submission.provider,
        sealed: sealText(vault.site(), sealedAs('mail_report', id), submission.body),
        arrived_at: at,
        retry_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** Gets a text from a provider's server. @throws when it does not answer with one */
export type GetText = (url: string) => Promise<string>

const minute = 60_000
/** After that long without a certificate, a report is given up. */
const mostDays = 3

/**
 * Checks the signature of one report, and records what it says about our mails; or says yes to one feed that an owner has
 * confirmed. A feed that nobody has confirmed tells us nothing.
 *
 * @param certificates those fetched so far, by address
 * @returns how many were done
 */
export async function workOnReports(
  db: Db,
  keyring: Keyring,
  { get, certificates }: { get: GetText; certificates: Map<string, string> },
  now: Date,
): Promise<number> {
  return (await confirmNextFeed(db, get, now)) + (await checkNextReport(db, keyring, { get, certificates }, now))
}

async function checkNextReport(
  db: Db,
  keyring: Keyring,
  { get, certificates }: { get: GetText; certificates: Map<string, string> },
  now: Date,
): Promise<number> {
  const due = await db
    .updateTable('mail_report')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), retry_at: new Date(now.getTime() + 5 * minute) }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('mail_report')
        .select('id')
        .where('retry_at', '<=', now)
        .orderBy('retry_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'provider', 'sealed', 'arrived_at', 'attempts'])
    .executeTakeFirst()
  if (!due) return 0
  const vault = await openVault(db, keyring)
  const body = openText(vault.site(), sealedAs('mail_report', due.id), due.sealed)
  const adapter: ReportAdapter | null = isReportProvider(due.provider) ? reportAdapters[due.provider] : null
  const url = adapter?.certificateUrl(body) ?? null
  if (!adapter || url === null) return drop(db, due.id)
  const certificate = certificates.get(url) ?? (await get(url).catch(() => null))
  if (certificate === null) {
    if (now.getTime() - due.arrived_at.getTime() > mostDays * 24 * 60 * minute) return drop(db, due.id)
    const wait = Math.min(minute * 2 ** due.attempts, 6 * 60 * minute)
    await db
      .updateTable('mail_report')
      .set({ retry_at: new Date(now.getTime() + wait) })
      .where('id', '=', due.id)
      .execute()
    return 1
  }
  const report = adapter.read(body, certificate)
  if (report === null) return drop(db, due.id)
  certificates.set(url, certificate)
  await db.transaction().execute(async (trx) => {
    const deleted = await trx.deleteFrom('mail_report').where('id', '=', due.id).executeTakeFirst()
    if (deleted.numDeletedRows === 0n) return
    if (report.is === 'offer')
      await trx
        .insertInto('mail_feed')
        .values({
          topic: report.topic,
          provider: due.provider,
          confirm_url: report.confirmUrl,
          asked_at: due.arrived_at,
          wanted_at: null,
          wanted_by: null,
          confirmed_at: null,
          failure: null,
        })
        .onConflict((conflict) =>
          conflict
            .column('topic')
            .doUpdateSet({ confirm_url: report.confirmUrl, asked_at: due.arrived_at, failure: null }),
        )
        .execute()
    if (report.is !== 'events') return
    const feed = await trx
      .selectFrom('mail_feed')
      .select('topic')
      .where('topic', '=', report.topic)
      .where('wanted_at', 'is not', null)
      .executeTakeFirst()
    if (!feed) return
    // Providers send some of them twice; a mail may have left again by then.
    const name = createHash('sha256').update(body).digest('hex')
    if (!(await isFirstArrival({ trx, keyring }, `feed ${name}`, due.arrived_at))) return
    for (const { tokens, bounce } of report.events) {
      const messageId = tokens.map((token) => messageOfBounce(keyring, token)).find((id) => id !== null)
      if (messageId) await recordReturn({ trx, keyring, vault }, messageId, bounce, due.arrived_at)
    }
  })
  return 1
}

async function drop(db: Db, id: string): Promise<number> {
  await db.deleteFrom('mail_report').where('id', '=', id).execute()
  return 1
}

/** Why a feed could not be confirmed. */
const silent = 'not-answered'

/** Tells a provider that we want a feed, once an owner has said so. */
async function confirmNextFeed(db: Db, get: GetText, now: Date): Promise<number> {
  const feed = await db
    .selectFrom('mail_feed')
    .select(['topic', 'provider', 'confirm_url', 'asked_at'])
    .where('wanted_at', 'is not', null)
    .where('confirmed_at', 'is', null)
    .where('failure', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!feed) return 0
  const isTheirs = isReportProvider(feed.provider) && reportAdapters[feed.provider].isConfirmUrl(feed.confirm_url)
  const answered =
    isTheirs &&
    (await get(feed.confirm_url)
      .then(() => true)
      .catch(() => false))
  await db
    .updateTable('mail_feed')
    .set(answered ? { confirmed_at: now } : { failure: silent })
    .where('topic', '=', feed.topic)
    .where('asked_at', '=', feed.asked_at)
    .execute()
  return 1
}
