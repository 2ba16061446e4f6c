import type { Trx } from '#db/client'
import { advocacyBySlug } from '~/actions/kind/advocacy.server'
import { petitionBySlug } from '~/actions/petitions/petitions.server'
import type { Bilingual } from '~/i18n/language'
import { actionWriting } from '~/office/actions/action-writing.server'
import { insertAction } from '~/office/actions/office-actions.server'
import { saveFirstDraft } from '~/office/editor/drafts.server'
import type { Office } from '~/office/guard/guard.server'
import { type CopyTarget, fillBlanks, targetOf } from '~/office/petitions/copies.server'
import { insertPetition } from '~/office/petitions/office-petitions.server'
import { publishedContent } from '~/office/petitions/petition-content'
import { petitionWriting } from '~/office/petitions/petition-writing.server'
import type { Target } from '~/officials/posts/target'
import type { Place } from './place-of-request.server'
import type { OpenedRequest } from './requests.server'
import { contentForPlace, hasRole, slugForPlace, wordsForPlace } from './words-for-place'

/** Where a copy goes. */
export interface Copying {
  groupId: string
  campaignId: string
  place: Place
  /** Everyone whom the campaign that is copied addresses. */
  old: readonly Target[]
}

/**
 * Its own petitions, and those with blanks, which are made for this; copies for other places are left out, and so are
 * petitions to a post that the place does not have.
 */
export async function copyPetitions(
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
    await saveFirstDraft(trx, office, { kind: petitionWriting, thing: (await petitionBySlug(trx, copy))!, content })
  }
}

/** Whom a petition's blanks name: who holds the same post as whom it addressed, or decides in the place. */
function blanksFor({ officials, called, said }: Place, addressed: readonly Target[]): CopyTarget {
  const first = officials.find(({ role }) => addressed.some((one) => one.role === role)) ?? officials[0]
  return { ...(first ? targetOf(first) : { name: called.en, office: { en: '', es: '' } }), place: said }
}

/**
 * Actions to chosen officials go to those of the place with the same roles. Those to a post that it does not have are
 * left out.
 */
export async function copyActions(
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
    await saveFirstDraft(trx, office, { kind: actionWriting, thing: (await advocacyBySlug(trx, copy.slug))!, content })
    const targets = original.targeting.how === 'posts' ? place.officials.filter(({ role }) => roles.includes(role)) : []
    if (targets.length > 0)
      await trx
        .insertInto('advocacy_target')
        .values(targets.map(({ postId }, position) => ({ advocacy_campaign_id: copy.id, post_id: postId, position })))
        .execute()
  }
}
