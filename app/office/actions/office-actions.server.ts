import type { Trx } from '#db/client'
import { type AdvocacyCampaign, advocacyBySlug } from '~/actions/kind/advocacy.server'
import type { Targeting } from '~/actions/kind/targeting'
import type { Office } from '~/office/guard/guard.server'
import { withoutRight } from '~/office/guard/refuse-by-role.server'
import type { Right } from '~/office/guard/rights'
import { slugOf } from '~/ui/page/slug'

/**
 * Loads an action if this organizer has the right to it.
 *
 * @throws 404 if they cannot see it, 403 if they can see it but lack the right
 */
export async function officeAction(
  office: Office,
  right: Right,
  slug = office.params.action ?? '',
): Promise<AdvocacyCampaign> {
  const action = await advocacyBySlug(office.db, slug)
  if (!action || !office.may('see-numbers', action.groupId)) throw new Response(null, { status: 404 })
  if (!office.may(right, action.groupId)) throw withoutRight(right, action.groupId)
  return action
}

/** Starts a draft with only a title, in the organizer's language. @returns its slug */
export async function startAction(
  trx: Trx,
  office: Office,
  wanted: { title: string; kind: string; campaign: string; group: string },
): Promise<string> {
  const title = { en: '', es: '', [office.lang]: wanted.title }
  return (
    await insertAction(trx, office, {
      campaignId: wanted.campaign,
      groupId: wanted.group,
      kind: wanted.kind,
      title,
      slugFrom: wanted.title,
      targeting: { how: 'posts', order: 'in-turn' },
    })
  ).slug
}

/** What a new draft starts with. */
export interface NewAction {
  campaignId: string
  groupId: string
  kind: string
  title: { en: string; es: string }
  slugFrom: string
  targeting: Targeting
}

/** Inserts a draft under the first free slug and writes the audit entry. */
export async function insertAction(trx: Trx, office: Office, wanted: NewAction): Promise<{ id: string; slug: string }> {
  const empty = JSON.stringify({ en: '', es: '' })
  const base = slugOf(wanted.slugFrom, 'action')
  for (let count = 1; count < 1_000; count += 1) {
    const slug = count === 1 ? base : `${base}-${count}`
    const made = await trx
      .insertInto('advocacy_campaign')
      .values({
        campaign_id: wanted.campaignId,
        group_id: wanted.groupId,
        kind: wanted.kind,
        slug,
        title: JSON.stringify(wanted.title),
        summary: empty,
        content: '{}',
        targeting: JSON.stringify(wanted.targeting),
        opens_at: null,
        closes_at: null,
        created_at: office.now,
        updated_at: office.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) continue
    await office.audit({ groupId: wanted.groupId, act: 'made-action', subject: made.id }, trx)
    return { id: made.id, slug }
  }
  throw new Error('no free slug')
}
