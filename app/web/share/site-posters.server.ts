import type { Db } from '#db/client'
import { readSiteDay } from '#db/site-day'
import { listActionCards } from '~/actions/registry.server'
import { listCampaigns } from '~/campaigns/campaigns.server'
import { listDocuments } from '~/campaigns/library/documents.server'
import { policiesTag } from '~/campaigns/policies/announce-policies.server'
import { countLocalities, countOf, policiesAsOf } from '~/campaigns/policies/policies.server'
import { stateName } from '~/geography/place-name'
import { stateNames } from '~/geography/state-names'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { SitePage } from '~/paths'
import { houseColour } from '~/ui/page/page-style'
import { listSheriffs } from '~/web/finder/sheriffs.server'
import { posterArt } from './poster-art.server'
import type { Poster } from './poster-image.server'
import { counted, type Shared } from './share-image'

/** What a page of the whole site shows in link previews: the picture of the only campaign, and its number of today. */
export async function readSiteShared(db: Db, lang: Language, page: SitePage, now: Date): Promise<Shared> {
  const t = translator(lang)
  const [only, ...others] = await listCampaigns(db)
  const campaign = others.length === 0 ? only : undefined
  const poster = {
    colour: campaign?.colour ?? houseColour,
    label: campaign?.name[lang] ?? t('site.campaign.label'),
    target: '',
    sign: 'pin',
    art: campaign ? await posterArt(db, campaign) : null,
  } as const
  switch (page) {
    case 'home': {
      const cards = await listActionCards(db, lang, now, null)
      const done = cards.reduce((sum, card) => sum + card.done, 0)
      return {
        shows: {
          ...poster,
          sign: 'pen',
          title: t('site.home.title'),
          soFar: counted(lang, done, t('site.share.done', { count: done })),
          go: t('site.share.act'),
        },
        tags: ['site', ...cards.map(({ tag }) => tag)],
      }
    }
    case 'officials':
      return {
        shows: { ...poster, title: t('places.find.title'), soFar: null, go: t('site.share.find') },
        tags: ['site'],
      }
    case 'sheriffs': {
      const all = await listSheriffs(db, 'county')
      const known = all.filter(({ postSlug }) => postSlug !== null).length
      return {
        shows: {
          ...poster,
          title: t('places.sheriffs.title'),
          target: t('places.sheriffs.lead'),
          soFar: counted(lang, known, t('site.share.sheriffs', { count: known })),
          go: t('places.sheriffs.find'),
        },
        tags: ['site', ...new Set(all.map(({ countySlug }) => `place:${countySlug}`))],
      }
    }
    case 'localities':
      return {
        shows: {
          ...poster,
          title: t('localities.title'),
          ...limiting(lang, (await countLocalities(db, now)).limits),
        },
        tags: ['site', policiesTag],
      }
    case 'documents': {
      const { all } = await listDocuments(db, lang, everyDocument, { from: 0, most: 1 })
      return {
        shows: {
          ...poster,
          sign: 'bubble',
          title: t('library.list.title'),
          target: t('site.share.everyPage'),
          soFar: counted(lang, all, t('site.share.documents', { count: all })),
          go: t('library.viewer.read'),
        },
        tags: ['site'],
      }
    }
    case 'search':
      return {
        shows: {
          ...poster,
          sign: 'bubble',
          title: t('search.label'),
          target: t('search.description'),
          soFar: null,
          go: t('search.go'),
        },
        tags: ['site'],
      }
  }
}

/** What the page of a state's localities shows in link previews; null when there is no such state. */
export async function readStateShared(db: Db, lang: Language, slug: string, now: Date): Promise<Shared | null> {
  const state = slug.toUpperCase()
  const name = stateNames[state]
  if (slug === state || !name) return null
  const t = translator(lang)
  const { limits } = countOf(await policiesAsOf(db, await readSiteDay(db, now), state))
  return {
    shows: {
      colour: houseColour,
      label: t('localities.title'),
      title: stateName(lang, name),
      target: '',
      sign: 'pin',
      art: null,
      ...limiting(lang, limits),
    },
    tags: ['site', policiesTag],
  }
}

const everyDocument = { collection: '', campaign: '', year: '', language: '' }

function limiting(lang: Language, limits: number): Pick<Poster, 'soFar' | 'go'> {
  const t = translator(lang)
  return { soFar: counted(lang, limits, t('site.share.limiting', { count: limits })), go: t('site.share.localities') }
}
