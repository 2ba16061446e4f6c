import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Trx } from '#db/client'
import { type Ending, listEndings } from '~/actions/kind/campaign-ending.server'
import { dayOf, endOfDay, lastDayBefore } from '~/campaigns/ending'
import { lookAgain, mustLookAgain } from '~/office/editor/look-again'
import type { Office } from '~/office/guard/guard.server'
import { momentsAgo, oneAtATime } from '~/office/guard/sent-twice.server'
import { isPaused } from '~/queue/outbox/switches.server'
import { longDate } from '~/ui/page/dates'
import { slugOf } from '~/ui/page/slug'
import { createVaultKey, renewTokenKey } from '~/vault/vault-keys.server'
import { type CampaignDraft, publishReadyDrafts, readCampaignDrafts } from './campaign-drafts.server'
import type { CampaignForm, ClosingForm } from './campaign-form'

/** Campaigns this organizer may edit, with their end and what happens to their people. */
export async function readCampaigns(office: Office) {
  const [endings, isHeld] = await Promise.all([
    listEndings(office.db, office.env.retentionDays, office.now),
    isPaused(office.db, 'legal-hold'),
  ])
  const rows = await office.db
    .selectFrom('campaign')
    .selectAll()
    .select((eb) =>
      eb.exists(eb.selectFrom('campaign_request').whereRef('made_campaign_id', '=', 'campaign.id')).as('isCopy'),
    )
    .where('group_id', '=', sql<string>`any(${office.groupsWith('edit')}::uuid[])`)
    .orderBy('created_at')
    .execute()
  const drafts = new Map<string, CampaignDraft[]>()
  for (const { id, isCopy, state } of rows)
    if (state === 'draft' || (isCopy && state === 'published')) drafts.set(id, await readCampaignDrafts(office, id))
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    state: row.state,
    /** Of one that was copied for a place: its petitions and actions that are not open. */
    drafts: drafts.get(row.id) ?? [],
    /** Whether the organizer may bring the end closer, which deletes its people sooner. */
    mayClose: office.may('close-campaigns', row.group_id),
    ending: saidEnding(
      endings.find((one) => one.campaignId === row.id),
      isHeld,
      office.now,
    ),
    name: row.name,
    values: { closes_at: lastDayBefore(row.closes_at) },
  }))
}

function saidEnding(ending: Ending | undefined, isHeld: boolean, now: Date) {
  if (!ending) return null
  return {
    isOver: ending.endsAt <= now,
    endsOn: lastDayBefore(ending.endsAt),
    isFinal: ending.finalAt <= now,
    finalOn: dayOf(ending.finalAt),
    forgetOn: dayOf(ending.forgetAt),
    people: ending.people,
    isHeld,
  }
}

/**
 * Creates a campaign with its own keys.
 *
 * @param wanted.state published at once unless it is to be a draft: until it has petitions there is nothing to see
 * @param wanted.slug default: of its name
 */
export async function makeCampaign(
  trx: Trx,
  office: Office,
  form: CampaignForm,
  wanted: { state?: 'draft' | 'published'; slug?: string } = {},
): Promise<CampaignChanged> {
  const closesAt = closesAtOf(form)
  if (closesAt && closesAt <= office.now) return refusePast(office, form.closes_at)
  // The same form sent twice makes one.
  const columns = columnsOf(form)
  await oneAtATime(trx, `campaign ${form.group} ${form.name_en}`)
  const twin = await trx
    .selectFrom('campaign')
    .select('id')
    .where('group_id', '=', form.group)
    .where('created_at', '>', momentsAgo(office.now))
    .where(
      sql<boolean>`(name, summary, story) = (${columns.name}::jsonb, ${columns.summary}::jsonb, ${columns.story}::jsonb)`,
    )
    .executeTakeFirst()
  if (twin) return { outcome: 'changed', id: twin.id }
  const base = wanted.slug ?? slugOf(form.name_en, 'campaign')
  for (let count = 1; count < 100; count += 1) {
    const made = await trx
      .insertInto('campaign')
      .values({
        ...columns,
        closes_at: closesAt,
        ending_changed_at: closesAt && office.now,
        slug: count === 1 ? base : `${base}-${count}`,
        state: wanted.state ?? 'published',
        group_id: form.group,
        created_at: office.now,
        updated_at: office.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) continue
    await createVaultKey(trx, office.keyring, made.id)
    await announce(trx, ['site'])
    await office.audit({ groupId: form.group, act: 'made-campaign', subject: made.id }, trx)
    return { outcome: 'changed', id: made.id }
  }
  throw new Error('no free slug')
}

export type CampaignChanged =
  | { outcome: 'changed'; id: string }
  | { outcome: 'refused'; field: 'closes_at' | 'archive'; words: string }

/**
 * Changes a campaign's closing date, or archives or reopens it. Its pages close and open with it. Publishing a draft
 * publishes those of its petitions and actions that miss nothing. Ending it
 * sooner, and so deleting its people sooner, needs the right `close-campaigns`.
 *
 * @throws 404 when it is not this organizer's
 */
export async function changeCampaign(
  trx: Trx,
  office: Office,
  id: string,
  change: { form: ClosingForm } | { state: 'published' | 'archived' },
): Promise<CampaignChanged> {
  const { rows } = await sql<EndingNow>`
    select group_id as "groupId", state, jsonb_build_array(name, summary, story, sections) as words, closes_at as "closesAt", ends_at as "endsAt" from campaign
    where id = ${id} and group_id = any(${office.groupsWith('publish')}::uuid[]) for no key update
  `.execute(trx)
  const [before] = rows
  if (!before) throw new Response(null, { status: 404 })
  const isFormSame = 'form' in change && change.form.closes_at === lastDayBefore(before.closesAt)
  const after =
    'form' in change
      ? { state: before.state, closesAt: isFormSame ? before.closesAt : closesAtOf(change.form) }
      : { state: change.state, closesAt: before.closesAt }
  const isEndingNew = after.state !== before.state || after.closesAt?.getTime() !== before.closesAt?.getTime()
  if (after.state === 'published' && before.state !== 'published' && mustLookAgain(before.words))
    return {
      outcome: 'refused',
      field: 'archive',
      words: office.t('office.campaigns.errors.lookAgain', { mark: `${lookAgain.en} / ${lookAgain.es}` }),
    }
  const refused = isEndingNew && refuseEnding(office, before, after)
  if (refused) return refused
  await trx
    .updateTable('campaign')
    .set({
      closes_at: after.closesAt,
      updated_at: office.now,
      ...(isEndingNew ? { state: after.state, ending_changed_at: office.now } : {}),
      ...(after.state === before.state ? {} : { archived_at: after.state === 'archived' ? office.now : null }),
    })
    .where('id', '=', id)
    .execute()
  if (before.state === 'draft' && after.state === 'published') await publishReadyDrafts(trx, office, id)
  if (isEndingNew) {
    await withdrawNotices(trx, id)
    await renewTokenKeyIfOpen(trx, office, id)
  }
  await announce(trx, ['site', ...(await tagsOfPages(trx, id))])
  const subject = isEndingNew
    ? `${id} ${after.state === before.state ? `closes ${lastDayBefore(after.closesAt) || 'never'}` : after.state}`
    : id
  await office.audit({ groupId: before.groupId, act: 'changed-campaign', subject }, trx)
  return { outcome: 'changed', id }
}

interface EndingNow {
  groupId: string
  words: unknown
  state: 'draft' | 'published' | 'archived'
  closesAt: Date | null
  endsAt: Date | null
}

function refuseEnding(
  office: Office,
  before: EndingNow,
  after: Pick<EndingNow, 'state' | 'closesAt'>,
): CampaignChanged | null {
  const { t, now } = office
  const field = after.state === before.state ? 'closes_at' : 'archive'
  const refuse = (words: string): CampaignChanged => ({ outcome: 'refused', field, words })
  if (field === 'closes_at' && after.closesAt && after.closesAt <= now)
    return refusePast(office, lastDayBefore(after.closesAt))
  const endsAt = after.state === 'archived' ? now : after.closesAt
  const isSooner = endsAt !== null && (before.endsAt === null || endsAt < before.endsAt)
  if (isSooner && !office.may('close-campaigns', before.groupId)) return refuse(t('office.campaigns.errors.ownerOnly'))
  return null
}

function refusePast({ t, lang }: Office, day: string): CampaignChanged {
  return {
    outcome: 'refused',
    field: 'closes_at',
    words: t('office.campaigns.errors.past', { day: longDate(lang, day) }),
  }
}

/** Without the token key no new signature could be recorded. */
async function renewTokenKeyIfOpen(trx: Trx, { keyring, now }: Office, id: string): Promise<void> {
  const open = await trx
    .selectFrom('campaign')
    .select('id')
    .where('id', '=', id)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .executeTakeFirst()
  if (open) await renewTokenKey(trx, keyring, id, now)
}

/** Suppresses queued mails that name an outdated deletion day. */
async function withdrawNotices(trx: Trx, id: string): Promise<void> {
  await sql`
    update message set state = 'suppressed', failure = 'no-longer-needed' from forgetting_notice
    where forgetting_notice.id = forgetting_notice_id and message.campaign_id = ${id} and message.state = 'queued'
  `.execute(trx)
}

async function tagsOfPages(trx: Trx, id: string): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`
    select 'petition:' || id as tag from petition where campaign_id = ${id} union all select 'action:' || id from advocacy_campaign where campaign_id = ${id}
  `.execute(trx)
  return rows.map((row) => row.tag)
}

/** End of the closing day, or null. */
function closesAtOf(form: ClosingForm): Date | null {
  return form.closes_at === '' ? null : endOfDay(form.closes_at)
}

function columnsOf(form: CampaignForm) {
  return {
    name: JSON.stringify({ en: form.name_en, es: form.name_es }),
    summary: JSON.stringify({ en: form.summary_en, es: form.summary_es }),
    story: JSON.stringify({ en: form.story_en, es: form.story_es }),
    colour: form.colour,
  }
}
