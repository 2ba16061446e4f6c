import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { AdvocacyCampaign } from '~/actions/kind/advocacy.server'
import type { ActionCard } from '~/actions/kind/kind'
import { type PlaceInAddress, placeQuery } from '~/actions/kind/place-in-address'
import type { Petition } from '~/actions/petitions/petition'
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

/** A petition as the act somebody comes from. */
export function donePetition(
  petition: Pick<Petition, 'id'>,
  campaign: { id: string; slug: string; name: Bilingual },
): DoneAct {
  return {
    tag: `petition:${petition.id}`,
    campaignId: campaign.id,
    campaignSlug: campaign.slug,
    campaignName: campaign.name,
  }
}

/**
 * Reads what somebody can do after an act: the same official in another way first, then the campaign’s open acts of
 * other kinds, then of the same kind. Of two acts of a kind that may lead to the same official, such as “Call your
 * sheriff” and “Call Sheriff Vance”, only the first.
 */
export async function readNextActs(
  db: Db,
  { language, done, place, isStuck = false, share = null }: Reading,
  now: Date,
): Promise<NextActsView> {
  const [lists, sameOfficial, alike] = await Promise.all([
    listCardsByKind(db, language, now, done.campaignId),
    tagsOfSameOfficial(db, done.tag),
    readAlike(db, done.campaignId),
  ])
  const own = isStuck ? -1 : lists.findIndex((cards) => cards.some((card) => card.tag === done.tag))
  const cards = [...lists.slice(own + 1), ...lists.slice(0, own + 1)]
    .flat()
    .filter((card) => card.state === 'open' && card.tag !== done.tag && !(isStuck && card.asksPlace))
  // A call or a letter to that official before the petition to them.
  const rank = ({ tag }: ActionCard) => (!sameOfficial.has(tag) ? 2 : tag.startsWith('petition:') ? 1 : 0)
  const best = cards.toSorted((one, other) => rank(one) - rank(other))
  return {
    cards: eachOnce(best, alike, isStuck ? [] : [done.tag])
      .slice(0, most)
      .map((card) => openedThere(card, place)),
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

/** Leaves out what is like a card before it, or like what was done. */
function eachOnce(cards: ActionCard[], alike: Set<string>, done: string[]): ActionCard[] {
  const tags = [...done]
  return cards.filter(({ tag }) => {
    if (tags.some((earlier) => alike.has(`${earlier} ${tag}`) || alike.has(`${tag} ${earlier}`))) return false
    tags.push(tag)
    return true
  })
}

/** Pairs of tags in a campaign: an act to officials who were chosen, and one of its kind to whoever holds such a post. */
async function readAlike(db: Db, campaignId: string): Promise<Set<string>> {
  const { rows } = await sql<{ pair: string }>`
    select 'action:' || chosen.id || ' action:' || theirs.id as pair
    from advocacy_campaign as chosen join advocacy_campaign as theirs using (campaign_id, kind)
    where campaign_id = ${campaignId} and chosen.targeting ->> 'how' <> 'lookup' and theirs.targeting ->> 'how' = 'lookup'
      and exists (select from advocacy_target join post on post.id = post_id
        where advocacy_campaign_id = chosen.id and theirs.targeting -> 'roles' ? post.role)
  `.execute(db)
  return new Set(rows.map(({ pair }) => pair))
}

function openedThere(card: ActionCard, place: PlaceInAddress | undefined): ActionCard {
  return card.asksPlace && place && place.here.length > 0
    ? { ...card, path: `${card.path}?${placeQuery(place)}` }
    : card
}

/**
 * Tags of acts of other kinds in the same campaign that reach an official whom this one reaches. A petition
 * reaches the post it was made for and whoever is named as its target.
 */
async function tagsOfSameOfficial(db: Db, tag: string): Promise<Set<string>> {
  const { rows } = await sql<{ tag: string }>`
    select 'action:' || other.id as tag
    from advocacy_campaign as done join advocacy_campaign as other on other.campaign_id = done.campaign_id and other.kind <> done.kind
    where 'action:' || done.id = ${tag} and (
      exists (select from advocacy_target as ours join advocacy_target as theirs using (post_id)
        where ours.advocacy_campaign_id = done.id and theirs.advocacy_campaign_id = other.id and not theirs.has_agreed)
      or (done.targeting ->> 'how' = 'lookup' and other.targeting ->> 'how' = 'lookup'
        and exists (select from jsonb_array_elements_text(done.targeting -> 'roles') as role where other.targeting -> 'roles' ? role)))
    union
    select case when 'petition:' || petition.id = ${tag} then 'action:' || action.id else 'petition:' || petition.id end
    from petition join advocacy_campaign as action using (campaign_id)
    where ${tag} in ('petition:' || petition.id, 'action:' || action.id) and exists (
      select from advocacy_target join membership on membership.post_id = advocacy_target.post_id and ended_on is null
        join official on official.id = official_id join post on post.id = membership.post_id
      where advocacy_campaign_id = action.id and not has_agreed
        and (petition.target_key in (post.id::text, post.slug) or position(official.name in petition.target ->> 'en') > 0))
  `.execute(db)
  return new Set(rows.map((row) => row.tag))
}
