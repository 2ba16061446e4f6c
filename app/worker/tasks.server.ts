import { setTimeout as sleep } from 'node:timers/promises'
import type { Task, TaskList } from 'graphile-worker'
import type { Db } from '#db/client'
import { recoverDialing } from '~/actions/calls/bridge/dial-due.server'
import { forgetCalls, forgetLegs } from '~/actions/calls/bridge/forget-calls.server'
import { resolveUnknownCalls } from '~/actions/calls/bridge/resolve-calls.server'
import { forgetCallIns } from '~/actions/calls/ivr/call-in-limit.server'
import { tellPlaces } from '~/actions/kind/tell-places.server'
import { makeDigests } from '~/actions/letters/delivery/digest.server'
import { purgeUnconfirmedLetters } from '~/actions/letters/delivery/purge-letters.server'
import { rescheduleLate, scheduleLetters } from '~/actions/letters/delivery/schedule-letters.server'
import { askAboutResponses } from '~/actions/letters/responses/ask-about-responses.server'
import { recountOutreach } from '~/actions/outreach/recount-outreach.server'
import { destroyMarksKeys } from '~/actions/petitions/signatures/destroy-token-keys.server'
import { purgeUnconfirmed } from '~/actions/petitions/signatures/purge-unconfirmed.server'
import { recount } from '~/actions/petitions/signatures/recount.server'
import { remindUnconfirmed } from '~/actions/petitions/signatures/remind-unconfirmed.server'
import { forgetPhones, tendConversations } from '~/actions/texts/dialog/tend-conversations.server'
import type { Channels } from '~/channel-states'
import { isPublicAddress, openLink } from '~/channels/links/open-link.server'
import type { Usual } from '~/channels/money/limits.server'
import { forgetTextsAtProvider, keptAtProvider } from '~/channels/sms/forget-at-provider.server'
import type { Sms } from '~/channels/sms/sms'
import type { Voice } from '~/channels/voice/voice'
import type { Env } from '~/env.server'
import { markPlaces } from '~/messages/segments/mark-places.server'
import { refreshFacts } from '~/messages/segments/refresh-facts.server'
import { announceForgetting } from '~/office/campaigns/announce-forgetting.server'
import { purgeListLines } from '~/office/lists/purge-list-lines.server'
import { warnOwners } from '~/office/money/warn-owners.server'
import { countLines } from '~/office/officials/rosters/count-lines.server'
import { bindPeople } from '~/office/people/bind-people.server'
import { forgetBulkActs } from '~/office/people/bulk.server'
import { finishErasures } from '~/office/people/erasures/finish-erasures.server'
import { expireExports } from '~/office/people/exports/export-people.server'
import { purgeImports } from '~/office/people/imports/purge-imports.server'
import { forgetReleases } from '~/office/people/moderation/held.server'
import { forgetOverdue } from '~/office/people/retention.server'
import { tellAnswers } from '~/office/petitions/deliveries/tell-answer.server'
import { countPolicyLines } from '~/office/policies/imports/policy-lists.server'
import { reportFailedSignIns } from '~/office/team/report-failed-sign-ins.server'
import { forgetDigests, makeDailyDigests } from '~/office/today/digest/make-daily-digests.server'
import { forgetChanges } from '~/office/undo/undo-change.server'
import type { Intake } from '~/queue/intake/append.server'
import { isPaused } from '~/queue/outbox/switches.server'
import { noteTaskRun } from '~/queue/task-runs.server'
import { dropErased, writeErasures } from '~/vault/backups/erased-rows.server'
import type { FilesBeside } from '~/vault/backups/files-beside'
import { backUpWhenDue } from '~/vault/backups/scheduled-backup.server'
import type { Keyring } from '~/vault/keyring'
import type { Logger } from '~/web/http/log.server'
import { indexPages } from '~/web/search/index-pages.server'
import { askDeferred } from '~/worker/sending/ask-deferred.server'
import { giveUpTexts } from '~/worker/sending/give-up-texts.server'
import { fetchMissedTexts, resolveUnknown } from '~/worker/sending/reconcile.server'
import { recoverClaims } from '~/worker/sending/recover-claims.server'
import { checkLinks } from './links/check-links.server'
import { politeVisitor } from './links/polite-visitor'
import { purgeTraces } from './purge-traces.server'
import { recordRun } from './record-run.server'

/** Dependencies of the tasks. */
export interface TaskContext {
  db: Db
  keyring: Keyring
  now: () => Date
  retentionDays: number
  lettersPerHour: number
  contactStaleDays: number
  intake: Intake
  sms: Sms
  voice: Voice | null
  publicUrl: string
  channels: Channels
  /** Daily spending limits while the office has set none. */
  usualMoney: Usual
  databaseUrl: string
  backup: Env['backup']
  /** Files of documents and videos for backups; null when these do not take them. */
  files: FilesBeside | null
  checksLinks: boolean
  log: Logger
}

/** Milliseconds; it ends before the next one begins. */
const longestLinkCheck = 15 * 60_000

/** All scheduled tasks. Each notes when it has run to its end. */
export function tasks({
  db,
  keyring,
  now,
  retentionDays,
  lettersPerHour,
  contactStaleDays,
  intake,
  sms,
  voice,
  publicUrl,
  channels,
  usualMoney,
  databaseUrl,
  backup,
  files,
  checksLinks,
  log,
}: TaskContext): TaskList {
  const audited =
    (job: string, work: () => Promise<unknown>): Task =>
    async () => {
      const result = await work()
      await recordRun(db, job, result, now())
      log.info({ job, result }, 'ran')
    }
  const work: TaskList = {
    remind_unconfirmed: audited('remind_unconfirmed', async () => ({
      asked: await untilDone(() => askDeferred(db, now())),
      reminded: await untilDone(() => remindUnconfirmed(db, keyring, now())),
    })),
    purge: audited('purge', async () =>
      (await isPaused(db, 'legal-hold'))
        ? { stopped: 'legal hold' }
        : {
            unconfirmed: await untilDone(() => purgeUnconfirmed(db, now())),
            letters: await untilDone(() => purgeUnconfirmedLetters(db, now())),
            traces: await purgeTraces(db, now()),
            rosters: await untilDone(() => purgeListLines(db, { kind: 'roster', count: countLines }, now())),
            policies: await untilDone(() => purgeListLines(db, { kind: 'policy', count: countPolicyLines }, now())),
            signers: await purgeImports(db, now()),
            releases: await forgetReleases(db, now()),
            changes: await forgetChanges(db, now()),
            digests: await forgetDigests(db, now()),
            phones: await forgetPhones(db, now()),
            legs: await forgetLegs(db, now()),
            callIns: await forgetCallIns(db, now()),
            announced: await announceForgetting(db, keyring, retentionDays, now()),
            people: await forgetOverdue(db, retentionDays, now()),
            marksKeys: await destroyMarksKeys(db, now()),
            erasedRows: await dropErased(db, backup.keepDays, now()),
          },
    ),
    ask_about_responses: async () => void (await untilDone(() => askAboutResponses(db, keyring, now()))),
    tell_answers: async () => void (await untilDone(() => tellAnswers(db, keyring, now()))),
    index_pages: async () => void (await indexPages(db, now())),
    mark_places: async () => void (await untilDone(() => markPlaces(db, keyring))),
    bind_people: async () => void (await untilDone(() => bindPeople(db, keyring, now()))),
    check_links: async (_, { abortSignal }) => {
      if (!checksLinks) return
      const signal = AbortSignal.any([abortSignal, AbortSignal.timeout(longestLinkCheck)])
      const visit = politeVisitor({
        open: openLink,
        isAllowed: isPublicAddress,
        publicUrl,
        rest: (milliseconds) => sleep(milliseconds),
        clock: () => performance.now(),
        signal,
      })
      log.info({ job: 'check_links', result: await checkLinks(db, { publicUrl, visit, signal }, now) }, 'ran')
    },
    tell_places: async () => void (await tellPlaces(db, keyring, now())),
    daily_digests: async () =>
      void (await makeDailyDigests(
        {
          db,
          keyring,
          env: { contactStaleDays },
          noteForgedRole: (organizerId) => log.warn({ organizerId }, 'a role was written by hand'),
        },
        now(),
      )),
    warn_owners: async () => void (await warnOwners(db, keyring, usualMoney, now())),
    send_letters: async () => {
      const scheduling = { keyring, perHour: lettersPerHour }
      await untilDone(() => rescheduleLate(db, scheduling, now()))
      await untilDone(() => scheduleLetters(db, scheduling, now()))
      await makeDigests(db, keyring, now())
    },
    expire_exports: audited('expire_exports', async () => ({
      exports: await expireExports(db, now()),
      bulkActs: await forgetBulkActs(db, now()),
    })),
    reconcile_texts: audited('reconcile_texts', async () => ({
      missed: await fetchMissedTexts(db, intake, sms, now()),
      resolved: await resolveUnknown(db, keyring, sms, publicUrl, now()),
      calls: await resolveUnknownCalls(db, keyring, voice, now()),
    })),
    report_failed_sign_ins: async () => void (await reportFailedSignIns(db, keyring, now())),
    finish_erasures: async () => void (await untilDone(() => finishErasures(db, now()))),
    tend_conversations: async () => void (await tendConversations(db, keyring, now())),
    forget_at_provider: audited('forget_at_provider', async () => ({
      texts: await untilDone(() => forgetTextsAtProvider(db, sms, now())),
      calls: await untilDone(() => forgetCalls(db, voice, keptAtProvider, now())),
    })),
    recover_claims: async () => {
      await recoverClaims(db, now(), { all: false })
      await recoverDialing(db, now(), { all: false })
      if (channels.texts === 'none') await untilDone(() => giveUpTexts(db, now()))
    },
    back_up: async () => {
      const { dir } = backup
      if (!dir) return
      const result = await backUpWhenDue(db, { databaseUrl, settings: { ...backup, dir }, files }, now())
      if (result) log.info({ job: 'back_up', result }, 'ran')
      await writeErasures(db, { dir, keepDays: backup.keepDays }, now())
    },
    recount: audited('recount', async () => ({
      petitions: (await recount(db, { mend: true }, now())).filter((one) => one.shown !== one.counted),
      actions: (await recountOutreach(db, { mend: true })).filter((one) => !one.isRight),
      people: await refreshFacts(db),
    })),
  }
  const noted = (name: string, task: Task): Task => {
    return async (payload, helpers) => {
      await task(payload, helpers)
      await noteTaskRun(db, name)
    }
  }
  return Object.fromEntries(Object.entries(work).map(([name, task]) => [name, noted(name, task as Task)]))
}

/** Repeats a bounded piece of work until nothing is left. @returns the total amount */
async function untilDone(work: () => Promise<number>): Promise<number> {
  let all = 0
  for (let done = await work(); done > 0; done = await work()) all += done
  return all
}
