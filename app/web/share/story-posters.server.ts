import type { Db } from '#db/client'
import { readPicture } from '~/actions/petitions/read-picture.server'
import type { Campaign } from '~/campaigns/campaign'
import { findCampaign } from '~/campaigns/campaigns.server'
import { caseEventNames } from '~/campaigns/cases/case-content'
import { readCase } from '~/campaigns/cases/cases.server'
import { overturnedIn } from '~/campaigns/cases/standing'
import { sayStanding } from '~/campaigns/cases/standing-words'
import { readMeeting } from '~/campaigns/meetings/meetings.server'
import { readPost } from '~/campaigns/news/news.server'
import { everything, readTimeline } from '~/campaigns/timeline/timeline.server'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { partialDate } from '~/ui/page/dates'
import { meetingLineView } from '~/web/story/meeting-view.server'
import { artOf, posterArt } from './poster-art.server'
import type { Poster } from './poster-image.server'
import { type Asked, counted, type Shared } from './share-image'

/** What a thing in a campaign's story shows in link previews; null when it has no public page. */
export async function readStoryShared(
  db: Db,
  { lang, path, slug, campaign: campaignSlug }: Asked & { campaign: string },
  now: Date,
): Promise<Shared | null> {
  const campaign = await findCampaign(db, campaignSlug)
  if (!campaign) return null
  switch (path) {
    case paths.courtCase(lang, campaignSlug, slug):
      return ofCase(db, { lang, campaign, slug })
    case paths.post(lang, campaignSlug, slug):
      return ofPost(db, { lang, campaign, slug }, now)
    case paths.meeting(lang, campaignSlug, slug):
      return ofMeeting(db, { lang, campaign, slug }, now)
    default:
      return null
  }
}

/** What a campaign's timeline shows in link previews. */
export async function readTimelineShared(db: Db, lang: Language, slug: string): Promise<Shared | null> {
  const campaign = await findCampaign(db, slug)
  if (!campaign) return null
  const t = translator(lang)
  const { count, years } = await readTimeline(db, campaign.id, everything)
  return posterOf(db, campaign, {
    label: campaign.name[lang],
    title: t('timeline.title'),
    target: years.length > 1 ? `${years[0]}–${years.at(-1)}` : '',
    sign: 'pin',
    soFar: counted(lang, count, t('timeline.events', { count })),
    go: t('timeline.read'),
  })
}

interface Thing {
  lang: Language
  campaign: Campaign
  slug: string
}

/** A ruling that no longer stands is named before anything else. */
async function ofCase(db: Db, { lang, campaign, slug }: Thing): Promise<Shared | null> {
  const courtCase = await readCase(db, campaign.id, slug)
  if (!courtCase) return null
  const t = translator(lang)
  const { content, latest } = courtCase
  const overturned = overturnedIn(content)
    .map((one) => `${sayStanding(lang, one.overturned).line}: ${one.event.title[lang]}`)
    .join('. ')
  const status = latest && `${caseEventNames[latest.kind][lang]}, ${partialDate(lang, latest.happenedOn)}`
  return posterOf(db, campaign, {
    label: `${t('cases.label')} · ${campaign.name[lang]}`,
    title: content.name,
    target: overturned || (status ?? ''),
    sign: 'bubble',
    soFar: null,
    go: t('cases.meaning'),
  })
}

async function ofPost(db: Db, { lang, campaign, slug }: Thing, now: Date): Promise<Shared | null> {
  const post = await readPost(db, campaign.id, slug, now)
  if (!post) return null
  const t = translator(lang)
  const { title, picture } = post.content
  const own = await readPicture(db, /^\/pictures\/([0-9a-f-]+)\.jpg$/.exec(picture)?.[1])
  if (own) return { ...tagged(campaign), shows: own }
  return posterOf(db, campaign, {
    label: `${t('news.title')} · ${campaign.name[lang]}`,
    title: title[lang],
    target: '',
    sign: 'bubble',
    soFar: null,
    go: t('news.read'),
    ...(picture ? { art: await artOf(db, picture) } : {}),
  })
}

async function ofMeeting(db: Db, { lang, campaign, slug }: Thing, now: Date): Promise<Shared | null> {
  const meeting = await readMeeting(db, campaign.id, slug, now)
  if (!meeting) return null
  const t = translator(lang)
  const { title, place, day, time, zoneName, phase } = meetingLineView(lang, meeting)
  return posterOf(db, campaign, {
    label: place?.name ?? campaign.name[lang],
    title,
    target: `${day}, ${time} (${zoneName})`,
    sign: 'pin',
    soFar: null,
    go: t(phase === 'over' ? 'meetings.phase.over' : 'meetings.go'),
  })
}

async function posterOf(
  db: Db,
  campaign: Campaign,
  poster: Omit<Poster, 'colour' | 'art'> & Partial<Poster>,
): Promise<Shared> {
  return { ...tagged(campaign), shows: { colour: campaign.colour, art: await posterArt(db, campaign), ...poster } }
}

function tagged({ id }: Campaign): { tags: string[] } {
  return { tags: ['site', `story:${id}`] }
}
