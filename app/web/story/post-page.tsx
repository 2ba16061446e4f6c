import { NextActs } from '~/actions/next-acts/next-acts'
import { paths } from '~/paths'
import { Html } from '~/ui/page/html'
import type { PageProps } from '~/ui/page/public-layout'
import { CampaignFrame } from './campaign-frame'
import type { StoryHead } from './story-campaign.server'

/** A post in one language. */
export interface PostView {
  slug: string
  title: string
  summary: string
  html: string
  /** YYYY-MM-DD. */
  day: string
  when: string
  /** Instants, for search engines. */
  shownAt: string
  updatedAt: string
  picture: { src: string; alt: string } | null
}

/** A post of the campaign's own. */
export function PostPage({ lang, t, head, post }: PageProps & { head: StoryHead; post: PostView }) {
  const { campaign, acts } = head
  const { title, summary, html, day, when, picture } = post
  return (
    <CampaignFrame lang={lang} t={t} campaign={campaign} current="news">
      <article className="post">
        <header className="hero">
          <p className="label">
            <a href={paths.news(lang, campaign.slug)}>{t('news.title')}</a> · <time dateTime={day}>{when}</time>
          </p>
          <h1>{title}</h1>
          <p className="lead to">{summary}</p>
        </header>
        {picture && <img src={picture.src} alt={picture.alt} width={1200} height={630} decoding="async" />}
        <Html html={html} />
      </article>
      <p className="take-along">
        <a href={paths.news(lang, campaign.slug)}>{t('news.all')}</a>
      </p>
      <NextActs lang={lang} t={t} acts={acts} />
    </CampaignFrame>
  )
}
