import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Petition } from '~/actions/petitions/petition'
import { petitionBySlug } from '~/actions/petitions/petitions.server'
import type { Office } from '~/office/guard/guard.server'
import { withoutRight } from '~/office/guard/refuse-by-role.server'
import type { Right } from '~/office/guard/rights'
import { slugOf } from '~/ui/page/slug'
import { usualZone } from '~/ui/page/zones'

/**
 * Loads a petition if this organizer has the right to it.
 *
 * @throws 404 if they cannot see it, 403 if they can see it but lack the right
 */
export async function officePetition(
  office: Office,
  right: Right,
  slug = office.params.petition ?? '',
): Promise<Petition> {
  const petition = await petitionBySlug(office.db, slug)
  if (!petition || !office.may('see-numbers', petition.groupId)) throw new Response(null, { status: 404 })
  if (!office.may(right, petition.groupId)) throw withoutRight(right, petition.groupId)
  return petition
}

/** Campaigns that are not archived, and groups in which this organizer may write. */
export async function placesToWrite(office: Office) {
  const groupIds = office.groupsWith('edit')
  const campaigns = await office.db
    .selectFrom('campaign')
    .select(['id', 'slug', 'name', 'group_id'])
    .where('state', '<>', 'archived')
    .where('group_id', '=', sql<string>`any(${groupsAbove(office, groupIds)}::uuid[])`)
    .orderBy('created_at')
    .execute()
  return {
    campaigns: campaigns.map(({ id, slug, name, group_id }) => ({
      id,
      slug,
      name: name[office.lang],
      groupId: group_id,
    })),
    groups: groupIds.map((id) => ({ id, name: office.groups.get(id)!.name })),
  }
}

/** These groups and those above them, in whose campaigns they may have pages. */
export function groupsAbove({ groups }: Pick<Office, 'groups'>, ids: string[]): string[] {
  const found = new Set<string>()
  for (const id of ids)
    for (let at = groups.get(id); at; at = at.parentId ? groups.get(at.parentId) : undefined) found.add(at.id)
  return [...found]
}

/** Starts a draft with only a title, in the organizer's language. @returns its slug */
export async function startPetition(
  trx: Trx,
  office: Office,
  wanted: { title: string; campaign: string; group: string },
): Promise<string> {
  const title = { en: '', es: '', [office.lang]: wanted.title }
  return insertPetition(trx, office, {
    campaignId: wanted.campaign,
    groupId: wanted.group,
    title,
    slugFrom: wanted.title,
  })
}

interface NewPetition {
  campaignId: string
  groupId: string
  title: { en: string; es: string }
  slugFrom: string
  templateId?: string
  targetKey?: string
}

/** Inserts a draft under the first free slug. @returns '' when this template already has a copy for the target */
export async function insertPetition(trx: Trx, office: Office, wanted: NewPetition): Promise<string> {
  const empty = JSON.stringify({ en: '', es: '' })
  const base = slugOf(wanted.slugFrom, 'petition')
  for (let count = 1; count < 1_000; count += 1) {
    const slug = count === 1 ? base : `${base}-${count}`
    const made = await trx
      .insertInto('petition')
      .values({
        campaign_id: wanted.campaignId,
        group_id: wanted.groupId,
        slug,
        title: JSON.stringify(wanted.title),
        ask: empty,
        target: empty,
        story: empty,
        share_text: empty,
        image: null,
        image_alt: null,
        share_image: null,
        outcome: null,
        opens_at: null,
        closes_at: null,
        template_id: wanted.templateId ?? null,
        target_key: wanted.targetKey ?? null,
        created_at: office.now,
        updated_at: office.now,
        // The zone of this group's latest petition.
        time_zone: sql<string>`coalesce((select time_zone from petition as last where last.group_id = ${wanted.groupId} order by created_at desc limit 1), ${usualZone})`,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made) {
      await office.audit({ groupId: wanted.groupId, act: 'made-petition', subject: made.id }, trx)
      return slug
    }
    if (
      wanted.templateId &&
      (await trx
        .selectFrom('petition')
        .select('id')
        .where('template_id', '=', wanted.templateId)
        .where('target_key', '=', wanted.targetKey!)
        .executeTakeFirst())
    )
      return ''
  }
  throw new Error('no free slug')
}
