import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Trx } from '#db/client'
import { flyerCode } from '~/actions/kind/qr-code.server'
import type { Campaign } from '~/campaigns/campaign'
import { campaignById } from '~/campaigns/campaigns.server'
import { documentsOfCases, readCase } from '~/campaigns/cases/cases.server'
import { homeContent } from '~/campaigns/home/home-content'
import { readMeeting } from '~/campaigns/meetings/meetings.server'
import { readPost } from '~/campaigns/news/news.server'
import { readRooms } from '~/campaigns/rooms.server'
import { everything, readTimeline } from '~/campaigns/timeline/timeline.server'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { readDraft } from '~/office/editor/drafts.server'
import type { Office } from '~/office/guard/guard.server'
import { withOfficePictures } from '~/office/pictures/office-picture'
import { paths } from '~/paths'
import { CampaignHomePage } from '~/web/story/campaign-home-page'
import { CasePage } from '~/web/story/case-page'
import { caseView } from '~/web/story/case-view.server'
import { readMeetingOfficials } from '~/web/story/meeting-officials.server'
import { MeetingPage } from '~/web/story/meeting-page'
import { meetingView } from '~/web/story/meeting-view.server'
import { NewsPage } from '~/web/story/news-page'
import { readNewsPage } from '~/web/story/news-view.server'
import { PostPage } from '~/web/story/post-page'
import { postView } from '~/web/story/post-view.server'
import { readCampaignHome } from '~/web/story/read-campaign-home.server'
import { readStoryHead } from '~/web/story/story-campaign.server'
import { TimelinePage } from '~/web/story/timeline-page'
import { timelineView } from '~/web/story/timeline-view.server'
import { draftPage } from './draft-page.server'
import { homeName } from './home-writing.server'
import { writingOf } from './writing-of.server'

interface Preview {
  title: string
  html: string
  colour: string | undefined
}

/**
 * A draft as its public page. What is not complete enough to stand on a page is shown field by field.
 *
 * Things other than the home are published in a transaction, read like any other, and taken back: only so does a list
 * show one in its place. Nothing else may wait for a connection meanwhile.
 */
export async function readStoryPreview(office: Office, lang: Language): Promise<Preview> {
  const writing = writingOf(office)
  const thing = await writing.find(office, 'edit')
  const [{ content }, head] = await Promise.all([readDraft(office.db, writing, thing), writing.head(office, thing)])
  const campaign = await campaignById(office.db, thing.campaignId)
  if (office.params.kind === homeName) {
    const home = homeContent.parse(content)
    const page = await homePage(office, { ...campaign, home, name: home.name, summary: home.summary }, lang)
    return previewOf(page, head.title[lang], home.colour)
  }
  const trx = await office.db.startTransaction().execute()
  try {
    await writing.show(trx, thing, content, office.now)
    const page = await pageOf(office, trx, campaign, thing.slug, lang)
    return page ? previewOf(page, head.title[lang], campaign.colour) : draftPage(office, thing, content, lang)
  } finally {
    await trx.rollback().execute()
  }
}

function previewOf(page: ReactElement, title: string, colour: string): Preview {
  const html = withOfficePictures(renderToStaticMarkup(page)).replaceAll(
    /(?<=(?:src|href)=")(?=\/videos\/)/g,
    '/office',
  )
  return { title, html, colour }
}

async function homePage({ db, now }: Office, campaign: Campaign, lang: Language): Promise<ReactElement> {
  const { slug, name, summary, home } = campaign
  const { sections } = await readCampaignHome(db, { campaign, home, lang, now })
  return (
    <CampaignHomePage
      lang={lang}
      t={translator(lang)}
      slug={slug}
      name={name[lang]}
      rooms={await readRooms(db, slug)}
      summary={summary[lang]}
      sections={sections}
      news={null}
    />
  )
}

async function pageOf(
  office: Office,
  trx: Trx,
  campaign: Campaign,
  slug: string,
  lang: Language,
): Promise<ReactElement | null> {
  const { now, env, params } = office
  const t = translator(lang)
  const head = await readStoryHead(trx, campaign, lang, now)
  const frame = { lang, t, head }
  switch (params.kind) {
    case 'timeline': {
      const timeline = timelineView(lang, campaign.slug, await readTimeline(trx, campaign.id, everything))
      const url = `${env.publicUrl}${paths.withoutLanguage(paths.timeline(lang, campaign.slug))}`
      return <TimelinePage {...frame} timeline={timeline} leaflet={{ url, qr: await flyerCode(url) }} />
    }
    case 'cases': {
      const courtCase = await readCase(trx, campaign.id, slug)
      if (!courtCase) return null
      const documents = await documentsOfCases(trx, campaign.id, [courtCase])
      return <CasePage {...frame} courtCase={caseView(lang, courtCase, documents)} />
    }
    case 'news': {
      // One that is to appear later is previewed as of then.
      const post = await readPost(trx, campaign.id, slug, new Date(8.64e15))
      return post && <PostPage {...frame} post={postView(lang, post)} />
    }
    case 'press':
      return <NewsPage {...frame} shown={await readNewsPage(trx, campaign, { lang, page: 1 }, now)} />
    case 'meetings': {
      const meeting = await readMeeting(trx, campaign.id, slug, now)
      return (
        meeting && (
          <MeetingPage
            {...frame}
            meeting={meetingView(lang, meeting)}
            officials={await readMeetingOfficials(trx, meeting)}
          />
        )
      )
    }
    default:
      return null
  }
}
