import { sql } from 'kysely'
import { z } from 'zod'
import { announce } from '#db/announce'
import type { Trx } from '#db/client'
import { advocacyBySlug } from '~/actions/kind/advocacy.server'
import { petitionBySlug } from '~/actions/petitions/petitions.server'
import { type Section, storedSection } from '~/campaigns/home/section-kinds'
import { placeInSentence, placeName } from '~/geography/place-name'
import { type Bilingual, inBoth } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { actionWriting } from '~/office/actions/action-writing.server'
import { insertAction } from '~/office/actions/office-actions.server'
import { makeCampaign } from '~/office/campaigns/edit-campaign.server'
import { saveDraft } from '~/office/editor/drafts.server'
import type { Office } from '~/office/guard/guard.server'
import { type CopyTarget, fillBlanks } from '~/office/petitions/copies.server'
import { insertPetition } from '~/office/petitions/office-petitions.server'
import { publishedContent } from '~/office/petitions/petition-content'
import { petitionWriting } from '~/office/petitions/petition-writing.server'
import { invite, withdrawInvitation } from '~/office/team/invitations.server'
import type { Target } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import { lockRequest, type OpenedRequest } from './requests.server'
import { contentForPlace, hasRole, type NewPlace, slugForPlace, wordsForPlace } from './words-for-place'

/**
 * Approves a request: a member group of its own, whose owner is invited by mail, with a copy of the campaign for the
 * place. The campaign, its petitions and actions are drafts, with the officials of the place filled in, until the group publishes them.
 *
 * @returns the slug of the new campaign
 * @throws 404 when the request has been decided
 */
export async function approveRequest(office: Office, id: string | undefined): Promise<string> {
  return office.db.transaction().execute(async (trx) => {
    const request = await lockRequest(trx, office, id, ['waiting'])
    const place = await readPlace(trx, request)
    const old = await addressedIn(trx, request.campaignId)
    const groupId = await makeGroup(trx, office, request)
    const campaign = await copyCampaign(trx, office, request, { groupId, place, old })
    const copying = { groupId, place, old, campaignId: campaign.id }
    await copyPetitions(trx, office, request, copying)
    await copyActions(trx, office, request, copying)
    const t = translator(request.language)
    const why = t('start.invitation', {
      group: request.group,
      campaign: campaign.of[request.language],
      place: place.said[request.language],
    })
    await invite(
      trx,
      office.keyring,
      office.vault,
      { groupId, role: 'owner', email: request.email, language: request.language, invitedBy: office.organizer.id, why },
      office.now,
    )
    await decide(trx, office, request.id, { state: 'approved', made_campaign_id: campaign.id })
    await office.audit({ groupId, act: 'approved-request', subject: `${request.id} ${campaign.id}` }, trx)
    return campaign.slug
  })
}

/** Refuses a request. Whoever asked hears of it from the owner, by mail. @throws 404 when it has been decided */
export async function refuseRequest(office: Office, id: string | undefined): Promise<void> {
  await office.db.transaction().execute(async (trx) => {
    const request = await lockRequest(trx, office, id, ['waiting'])
    await decide(trx, office, request.id, { state: 'refused' })
    const groupId = office.groupsWith('manage-groups')[0]!
    await office.audit({ groupId, act: 'refused-request', subject: request.id }, trx)
  })
}

/**
 * Takes a decision back, within a day, unless somebody has joined the group. The invitation is withdrawn, the copied
 * campaign is archived as the network's own, and the group is removed.
 *
 * @returns `joined` when the group is at work already: then the decision stands
 */
export async function undoDecision(office: Office, id: string | undefined): Promise<'undone' | 'joined'> {
  return office.db.transaction().execute(async (trx) => {
    const request = await lockRequest(trx, office, id, ['approved', 'refused'])
    const networkId = office.groupsWith('manage-groups')[0]!
    const row = await trx
      .selectFrom('campaign_request')
      .leftJoin('campaign', 'campaign.id', 'made_campaign_id')
      .select(['decided_at', 'made_campaign_id', 'campaign.group_id'])
      .where('campaign_request.id', '=', request.id)
      .executeTakeFirstOrThrow()
    if (office.now.getTime() - row.decided_at!.getTime() >= 86_400_000) throw new Response(null, { status: 404 })
    if (row.group_id && row.made_campaign_id) {
      const open = await trx
        .selectFrom('invitation')
        .select(['id', 'accepted_at'])
        .where('group_id', '=', row.group_id)
        .forUpdate()
        .execute()
      if (open.some(({ accepted_at }) => accepted_at) || (await isInUse(trx, row.group_id))) return 'joined'
      for (const invitation of open) await withdrawInvitation(trx, invitation.id, [row.group_id], office.now)
      await trx
        .updateTable('campaign')
        .set({ state: 'archived', archived_at: office.now, ending_changed_at: office.now, updated_at: office.now })
        .where('id', '=', row.made_campaign_id)
        .execute()
      await removeGroup(trx, row.group_id, networkId)
      await announce(trx, ['site'])
    }
    await trx
      .updateTable('campaign_request')
      .set({ state: 'waiting', made_campaign_id: null, decided_by: null, decided_at: null })
      .where('id', '=', request.id)
      .execute()
    await office.audit({ groupId: networkId, act: 'undid-request', subject: request.id }, trx)
    return 'undone'
  })
}

/** Whether somebody works in a group, or something was made for it besides what was copied. */
async function isInUse(trx: Trx, groupId: string): Promise<boolean> {
  const { rows } = await sql`
    select from organizer_role where group_id = ${groupId} union all select from member_group where parent_id = ${groupId}
    union all select from keyword where group_id = ${groupId}
  `.execute(trx)
  return rows.length > 0
}

/** What was copied, and the withdrawn invitations, go to the network: rows refer to them. */
async function removeGroup(trx: Trx, groupId: string, networkId: string): Promise<void> {
  for (const table of ['petition', 'advocacy_campaign', 'campaign', 'invitation'] as const)
    await trx.updateTable(table).set({ group_id: networkId }).where('group_id', '=', groupId).execute()
  await trx.deleteFrom('member_group').where('id', '=', groupId).execute()
}

async function decide(
  trx: Trx,
  { organizer, now }: Office,
  id: string,
  change: { state: 'approved' | 'refused'; made_campaign_id?: string },
): Promise<void> {
  await trx
    .updateTable('campaign_request')
    .set({ ...change, decided_by: organizer.id, decided_at: now })
    .where('id', '=', id)
    .execute()
}

interface Place extends NewPlace {
  officials: Target[]
  /** As a title says it: Saguaro County. */
  called: Bilingual
  /** As it reads in a sentence. */
  said: Bilingual
}

async function readPlace(trx: Trx, { divisionId }: OpenedRequest): Promise<Place> {
  const place = await trx
    .selectFrom('division')
    .select(['name', 'kind', 'slug', 'state'])
    .where('id', '=', divisionId)
    .executeTakeFirstOrThrow()
  return {
    ...place,
    officials: await officialsOf(trx, divisionId),
    called: inBoth((language) => placeName(language, place)),
    said: inBoth((language) => placeInSentence(language, place)),
  }
}

async function makeGroup(trx: Trx, office: Office, { group, divisionId }: OpenedRequest): Promise<string> {
  const network = [...office.groups.values()].find(({ kind }) => kind === 'network')!
  const { id } = await trx
    .insertInto('member_group')
    .values({
      parent_id: network.id,
      kind: 'group',
      name: group,
      areas: [],
      counties: divisionId?.includes('/county:') ? [divisionId] : [],
      created_at: office.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await office.audit({ groupId: id, act: 'made-group', subject: id }, trx)
  return id
}

const longestName = 120

async function copyCampaign(
  trx: Trx,
  office: Office,
  { campaignId }: OpenedRequest,
  { groupId, place, old }: Omit<Copying, 'campaignId'>,
): Promise<{ id: string; slug: string; of: Bilingual }> {
  const { slug, name, colour, ...rest } = await trx
    .selectFrom('campaign')
    .select(['slug', 'name', 'summary', 'story', 'colour', 'sections'])
    .where('id', '=', campaignId)
    .executeTakeFirstOrThrow()
  const { summary, story, sections } = contentForPlace(rest, (text) => wordsForPlace(text, place, [], old))
  const own = inBoth((language) => `${name[language]}: ${place.called[language]}`.slice(0, longestName))
  const form = {
    name_en: own.en,
    name_es: own.es,
    summary_en: summary.en,
    summary_es: summary.es,
    story_en: story.en,
    story_es: story.es,
    colour,
    closes_at: '',
    group: groupId,
  }
  const made = await makeCampaign(trx, office, form, { state: 'draft', slug: slugForPlace(slug, place, old) })
  if (made.outcome === 'refused') throw new Error('a campaign without an end was refused')
  await trx
    .updateTable('campaign')
    .set({ sections: JSON.stringify(withOwnActions(sections)) })
    .where('id', '=', made.id)
    .execute()
  const copy = await trx.selectFrom('campaign').select('slug').where('id', '=', made.id).executeTakeFirstOrThrow()
  return { id: made.id, slug: copy.slug, of: name }
}

/** Sections of a home that is copied: they lead to the copy's own actions, not to those of where it came from. */
function withOwnActions(sections: unknown): Section[] {
  return z
    .array(storedSection)
    .parse(sections)
    .map((section) => {
      if (section.kind === 'hero') return { ...section, action: '' }
      return section.kind === 'actions' ? { ...section, which: 'all', chosen: '' } : section
    })
}

/** Who decides in the place, its districts' members included. */
async function officialsOf(trx: Trx, divisionId: string | null): Promise<Target[]> {
  const { rows } = await sql<{ id: string }>`
    select post.id from post join division on division.id = post.division_id
    where post.retired_on is null and (division.id = ${divisionId} or (division.parent_id = ${divisionId} and division.kind = 'district')) order by post.role, post.slug
  `.execute(trx)
  return readTargets(
    trx,
    rows.map(({ id }) => id),
  )
}

interface Copying {
  groupId: string
  campaignId: string
  place: Place
  /** Everyone whom the campaign that is copied addresses. */
  old: readonly Target[]
}

/** Whom a campaign's petitions and actions address. */
async function addressedIn(trx: Trx, campaignId: string): Promise<Target[]> {
  const { rows } = await sql<{ id: string }>`
    select post.id from post where exists (select from petition where campaign_id = ${campaignId} and target_key in (post.slug, post.id::text))
      or exists (select from advocacy_target join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id where campaign_id = ${campaignId} and post_id = post.id)
    order by post.slug
  `.execute(trx)
  return readTargets(
    trx,
    rows.map(({ id }) => id),
  )
}

/**
 * Its own petitions, and those with blanks, which are made for this; copies for other places are left out, and so are
 * petitions to a post that the place does not have.
 */
async function copyPetitions(
  trx: Trx,
  office: Office,
  { campaignId: from }: OpenedRequest,
  { groupId, campaignId, place, old }: Copying,
): Promise<void> {
  const rows = await trx
    .selectFrom('petition')
    .select(['slug', 'target_key'])
    .where('campaign_id', '=', from)
    .where('template_id', 'is', null)
    .where('state', 'in', ['draft', 'open'])
    .orderBy('created_at')
    .execute()
  for (const { slug, target_key } of rows) {
    const addressed = old.filter((one) => one.slug === target_key || one.postId === target_key)
    if (!addressed.every(({ role }) => hasRole(place, role))) continue
    const original = (await petitionBySlug(trx, slug))!
    const content = contentForPlace(fillBlanks(publishedContent(original), blanksFor(place, addressed)), (text) =>
      wordsForPlace(text, place, addressed, old),
    )
    const copy = await insertPetition(trx, office, {
      campaignId,
      groupId,
      title: content.title,
      slugFrom: slugForPlace(slug, place, old),
    })
    await saveDraft(
      trx,
      petitionWriting,
      (await petitionBySlug(trx, copy))!,
      content,
      0,
      office.organizer.id,
      office.now,
    )
  }
}

/** Whom a petition's blanks name: who holds the same post as whom it addressed, or decides in the place. */
function blanksFor({ officials, called, said }: Place, addressed: readonly Target[]): CopyTarget {
  const first = officials.find(({ role }) => addressed.some((one) => one.role === role)) ?? officials[0]
  return {
    name: first?.holder?.name ?? first?.organization.name ?? called.en,
    office: inBoth((language) =>
      first && first.role !== 'other' ? translator(language)(`officials.roles.${first.role}`) : (first?.title ?? ''),
    ),
    place: said,
  }
}

/**
 * Actions to chosen officials go to those of the place with the same roles. Those to a post that it does not have are
 * left out.
 */
async function copyActions(
  trx: Trx,
  office: Office,
  { campaignId: from }: OpenedRequest,
  { groupId, campaignId, place, old }: Copying,
): Promise<void> {
  const rows = await trx
    .selectFrom('advocacy_campaign')
    .select(['id', 'slug'])
    .where('campaign_id', '=', from)
    .where('state', '=', 'open')
    .orderBy('created_at')
    .execute()
  for (const { id, slug } of rows) {
    const original = (await advocacyBySlug(trx, slug))!
    const posts = await trx
      .selectFrom('advocacy_target')
      .select('post_id')
      .where('advocacy_campaign_id', '=', id)
      .execute()
    const addressed =
      original.targeting.how === 'posts' ? old.filter(({ postId }) => posts.some((one) => one.post_id === postId)) : []
    const roles = original.targeting.how === 'posts' ? addressed.map(({ role }) => role) : original.targeting.roles
    if (roles.length > 0 && !roles.some((role) => hasRole(place, role))) continue
    const content = contentForPlace(actionWriting.published(original), (text) =>
      wordsForPlace(text, place, addressed, old),
    )
    const title = content.title as Bilingual
    const copy = await insertAction(trx, office, {
      campaignId,
      groupId,
      kind: original.kind,
      targeting: original.targeting,
      title,
      slugFrom: slugForPlace(slug, place, old),
    })
    await saveDraft(
      trx,
      actionWriting,
      (await advocacyBySlug(trx, copy.slug))!,
      content,
      0,
      office.organizer.id,
      office.now,
    )
    const targets = original.targeting.how === 'posts' ? place.officials.filter(({ role }) => roles.includes(role)) : []
    if (targets.length > 0)
      await trx
        .insertInto('advocacy_target')
        .values(targets.map(({ postId }, position) => ({ advocacy_campaign_id: copy.id, post_id: postId, position })))
        .execute()
  }
}
