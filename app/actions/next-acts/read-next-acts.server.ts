import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { AdvocacyCampaign } from '~/actions/kind/advocacy.server'
import type { ActionCard } from '~/actions/kind/kind'
import { type PlaceInAddress, placeQuery } from '~/actions/kind/place-in-address'
import { linksToShare } from '~/actions/petitions/share-links'
import { listCardsByKind } from '~/actions/registry.server'
import type { Bilingual, Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { NextActsView } from './next-acts'

/** The act somebody comes from. */
interface DoneAct {
  /** Tag of its card: `petition:<id>` or `action:<id>`. */
  tag: string
  campaignId: string
  campaignSlug: string
  campaignName: Bilingual
}

interface Reading {
  language: Language
  done: DoneAct
  /** Where they live, if known; acts that ask for it are opened there. */
  place?: PlaceInAddress
  /** Whether nobody is known where they live: acts that ask for a place are then left out, and petitions come first. */
  isStuck?: boolean
  /** What to share and where it is: its title, and its URL with a channel’s code. Null shares nothing. */
  share?: { title: string; link: (ref: string) => string } | null
}

const most = 3

/** An outreach action as the act somebody comes from. */
export function doneAct({ id, campaignId, campaignSlug, campaignName }: AdvocacyCampaign): DoneAct {
  return { tag: `action:${id}`, campaignId, campaignSlug, campaignName }
}

/**
 * Reads what somebody can do after an act: the same official in another way first, then the campaign’s open acts of
 * other kinds, then of the same kind.
 */
export async function readNextActs(
  db: Db,
  { language, done, place, isStuck = false, share = null }: Reading,
  now: Date,
): Promise<NextActsView> {
  const [lists, sameOfficial] = await Promise.all([
    listCardsByKind(db, language, now, done.campaignId),
    tagsOfSameOfficial(db, done.tag),
  ])
  const own = isStuck ? -1 : lists.findIndex((cards) => cards.some((card) => card.tag === done.tag))
  const cards = [...lists.slice(own + 1), ...lists.slice(0, own + 1)]
    .flat()
    .filter((card) => card.state === 'open' && card.tag !== done.tag && !(isStuck && card.asksPlace))
  const best = [
    ...cards.filter((card) => sameOfficial.has(card.tag)),
    ...cards.filter((card) => !sameOfficial.has(card.tag)),
  ]
  return {
    cards: best.slice(0, most).map((card) => openedThere(card, place)),
    share: share && {
      title: share.title,
      links: linksToShare(
        share.link,
        share.title,
        translator(language)('outreach.else.shareText', { title: share.title }),
      ),
    },
    campaign: { slug: done.campaignSlug, name: done.campaignName[language] },
  }
}

function openedThere(card: ActionCard, place: PlaceInAddress | undefined): ActionCard {
  return card.asksPlace && place && place.here.length > 0
    ? { ...card, path: `${card.path}?${placeQuery(place)}` }
    : card
}

/** Tags of actions of other kinds in the same campaign that reach an official whom this one reaches. */
async function tagsOfSameOfficial(db: Db, tag: string): Promise<Set<string>> {
  const { rows } = await sql<{ tag: string }>`
    select 'action:' || other.id as tag
    from advocacy_campaign as done join advocacy_campaign as other on other.campaign_id = done.campaign_id and other.kind <> done.kind
    where 'action:' || done.id = ${tag} and (
      exists (select from advocacy_target as ours join advocacy_target as theirs using (post_id)
        where ours.advocacy_campaign_id = done.id and theirs.advocacy_campaign_id = other.id and not theirs.has_agreed)
      or (done.targeting ->> 'how' = 'lookup' and other.targeting ->> 'how' = 'lookup'
        and exists (select from jsonb_array_elements_text(done.targeting -> 'roles') as role where other.targeting -> 'roles' ? role)))
  `.execute(db)
  return new Set(rows.map((row) => row.tag))
}
