import type { Db } from '#db/client'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { readPetitionPage } from '~/actions/petitions/read-petition-page.server'
import { readPicture } from '~/actions/petitions/read-picture.server'
import { listActionCards, outreachKinds } from '~/actions/registry.server'
import { campaignById, findCampaign } from '~/campaigns/campaigns.server'
import { placeName } from '~/geography/place-name'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { findDivision } from '~/officials/divisions/lookup.server'
import { postTitle } from '~/officials/posts/office-lines'
import { findTarget } from '~/officials/posts/targets.server'
import { paths, sitePages } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { houseColour } from '~/ui/page/papers'
import { artOf, posterArt } from './poster-art.server'
import type { Poster } from './poster-image.server'
import type { Asked, Shared } from './share-image'
import { counted } from './share-image'
import { readSiteShared, readStateShared } from './site-posters.server'
import { readStoryShared, readTimelineShared } from './story-posters.server'

/** What the page at a path shows in link previews; null when there is no such public page. */
export async function readShared(db: Db, asked: Asked, now: Date): Promise<Shared | null> {
  const { lang, path, slug, campaign } = asked
  if (campaign !== undefined) return readStoryShared(db, { ...asked, campaign }, now)
  const page = sitePages.find((one) => path === paths.ofSite(lang, one))
  if (page) return readSiteShared(db, lang, page, now)
  switch (path) {
    case paths.localities(lang, slug):
      return readStateShared(db, lang, slug, now)
    case paths.petition(lang, slug):
      return ofPetition(db, lang, slug, now)
    case paths.campaign(lang, slug):
      return ofCampaign(db, lang, slug, now)
    case paths.timeline(lang, slug):
      return readTimelineShared(db, lang, slug)
    case paths.official(lang, slug):
      return ofOfficial(db, lang, slug)
    case paths.place(lang, slug):
      return ofPlace(db, lang, slug)
    default:
      return ofOutreach(db, { lang, path, slug }, now)
  }
}

async function ofPetition(db: Db, lang: Language, slug: string, now: Date): Promise<Shared | null> {
  const found = await readPetitionPage(db, slug, lang, now)
  if (!found) return null
  const { petition, view } = found
  const tags = ['site', `petition:${petition.id}`]
  const own = await readPicture(db, /^\/pictures\/(.+)\.jpg$/.exec(view.shareImage ?? '')?.[1])
  if (own) return { shows: own, tags }
  const t = translator(lang)
  const { confirmed } = view.numbers
  const poster: Poster = {
    colour: view.colour,
    label: `${t('site.petition.label')} · ${view.campaignName}`,
    title: view.title,
    target: view.target,
    sign: 'pen',
    art: (await artOf(db, view.image)) ?? (await posterArt(db, await campaignById(db, petition.campaignId))),
    soFar: counted(lang, confirmed, t('site.share.signatures', { count: confirmed })),
    go: view.status === 'open' ? t('site.share.sign') : t('site.home.go.over'),
  }
  return { shows: poster, tags }
}

async function ofCampaign(db: Db, lang: Language, slug: string, now: Date): Promise<Shared | null> {
  const campaign = await findCampaign(db, slug)
  if (!campaign) return null
  const t = translator(lang)
  const cards = await listActionCards(db, lang, now, campaign.id)
  const done = cards.reduce((sum, card) => sum + card.done, 0)
  const poster: Poster = {
    colour: campaign.colour,
    label: t('site.campaign.label'),
    title: campaign.name[lang],
    target: '',
    sign: 'pen',
    art: await posterArt(db, campaign),
    soFar: counted(lang, done, t('site.share.done', { count: done })),
    go: t('site.share.act'),
  }
  return { shows: poster, tags: ['site', ...cards.map(({ tag }) => tag)] }
}

async function ofOutreach(db: Db, { lang, path, slug }: Asked, now: Date): Promise<Shared | null> {
  const kind = outreachKinds.find((one) => one.path(lang, slug) === path)
  const action = kind && (await findAdvocacyCampaign(db, kind.kind, slug))
  if (!action) return null
  const words = kind.words(lang)
  const cards = await kind.listCards(db, lang, now, action.campaignId)
  const card = cards.find((one) => one.path === path)
  const done = card?.done ?? 0
  const poster: Poster = {
    colour: action.colour,
    label: `${words.singular} · ${action.campaignName[lang]}`,
    title: action.title[lang],
    target: card?.target ?? '',
    sign: kind.sign,
    art: await posterArt(db, await campaignById(db, action.campaignId)),
    soFar: counted(lang, done, words.soFar(done).replace(wholeNumber(lang, done), '').trim()),
    go: words.go[card?.state ?? 'over'],
  }
  return { shows: poster, tags: ['site', `action:${action.id}`] }
}

async function ofOfficial(db: Db, lang: Language, slug: string): Promise<Shared | null> {
  const target = await findTarget(db, slug)
  if (!target) return null
  const t = translator(lang)
  const poster: Poster = {
    colour: houseColour,
    label: placeName(lang, target.place),
    title: target.holder?.name ?? target.organization.name,
    target: postTitle(lang, t, target),
    sign: 'phone',
    art: null,
    soFar: null,
    go: t('places.official.reach'),
  }
  return { shows: poster, tags: ['site', `place:${target.place.slug}`] }
}

async function ofPlace(db: Db, lang: Language, slug: string): Promise<Shared | null> {
  const division = await findDivision(db, slug)
  if (!division || division.kind === 'country') return null
  const t = translator(lang)
  const poster: Poster = {
    colour: houseColour,
    label: t('places.place.label'),
    title: placeName(lang, division),
    target: '',
    sign: 'pin',
    art: null,
    soFar: null,
    go: t('places.place.actions'),
  }
  return { shows: poster, tags: ['site', `place:${division.slug}`] }
}
