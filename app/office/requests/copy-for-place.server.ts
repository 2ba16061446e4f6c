import { z } from 'zod'
import type { Trx } from '#db/client'
import { type Section, storedSection } from '~/campaigns/home/section-kinds'
import { type Bilingual, inBoth } from '~/i18n/language'
import { makeCampaign } from '~/office/campaigns/edit-campaign.server'
import type { Office } from '~/office/guard/guard.server'
import { type Copying, copyActions, copyPetitions } from './copy-actions-for-place.server'
import { addressedIn, readPlace } from './place-of-request.server'
import type { OpenedRequest } from './requests.server'
import { contentForPlace, nameForPlace, slugForPlace, wordsForPlace } from './words-for-place'

interface Copied {
  id: string
  slug: string
  /** Name of the campaign that was copied. */
  of: Bilingual
  /** The place as it reads in a sentence. */
  place: Bilingual
}

/**
 * Copies a campaign, its petitions and actions for the place of a request, all as drafts of a group, with the officials of
 * the place filled in.
 */
export async function copyForPlace(trx: Trx, office: Office, request: OpenedRequest, groupId: string): Promise<Copied> {
  const place = await readPlace(trx, request)
  const old = await addressedIn(trx, request.campaignId)
  const campaign = await copyCampaign(trx, office, request, { groupId, place, old })
  const copying = { groupId, place, old, campaignId: campaign.id }
  await copyPetitions(trx, office, request, copying)
  await copyActions(trx, office, request, copying)
  return { ...campaign, place: place.said }
}

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
  const own = inBoth((language) => nameForPlace(name[language], place.called[language]))
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

/** Sections of a home that is copied: they lead to the copy's own actions, not to those of where it came from, and name no partners. */
function withOwnActions(sections: unknown): Section[] {
  return (
    z
      .array(storedSection)
      .parse(sections)
      // Groups agreed to be named by that campaign, not by its copies.
      .filter(({ kind }) => kind !== 'partner')
      .map((section) => {
        if (section.kind === 'hero') return { ...section, action: '' }
        return section.kind === 'actions' ? { ...section, which: 'all', chosen: '' } : section
      })
  )
}
