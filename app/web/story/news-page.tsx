import { NextActs } from '~/actions/next-acts/next-acts'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'
import { CampaignFrame } from './campaign-frame'
import type { NewsPageView, NewsView, PostLine, PressLine } from './news-view.server'
import type { StoryHead } from './story-campaign.server'

/** What is new: posts, the press, and news of the campaign's petitions. */
export function NewsPage({ lang, t, head, shown }: PageProps & { head: StoryHead; shown: NewsPageView }) {
  const { campaign, acts } = head
  const { news, page, hasOlder } = shown
  const path = paths.news(lang, campaign.slug)
  return (
    <CampaignFrame lang={lang} t={t} campaign={campaign} current="news">
      <header className="hero">
        <p className="label">{campaign.name}</p>
        <h1>{t('news.title')}</h1>
        {news.length === 0 && <p className="lead to">{t('news.none')}</p>}
        {news.length === 0 && (
          <p>
            <a href={page > 1 ? path : paths.timeline(lang, campaign.slug)}>
              {t(page > 1 ? 'news.newest' : 'news.toTimeline')}
            </a>
          </p>
        )}
      </header>
      <ul className="news">
        {news.map((one) => (
          <li key={one.id} className={one.kind} id={one.kind === 'press' ? one.slug : undefined}>
            <Piece lang={lang} t={t} one={one} />
          </li>
        ))}
      </ul>
      {(page > 1 || hasOlder) && (
        <nav className="pages" aria-label={t('news.pages')}>
          {page > 1 && (
            <a className="button plain" rel="prev" href={page > 2 ? `${path}?page=${page - 1}` : path}>
              {t('news.newer')}
            </a>
          )}
          {hasOlder && (
            <a className="button" rel="next" href={`${path}?page=${page + 1}`}>
              {t('news.older')}
            </a>
          )}
        </nav>
      )}
      <p className="take-along">
        <strong>{t('news.follow')}</strong> <a href={`${path}.atom`}>Atom</a> <a href={`${path}.json`}>JSON Feed</a>
      </p>
      <NextActs lang={lang} t={t} acts={acts} />
    </CampaignFrame>
  )
}

function Piece({ lang, t, one }: PageProps & { one: NewsView }) {
  switch (one.kind) {
    case 'post':
      return <PostPiece post={one} />
    case 'press':
      return <Clipping lang={lang} t={t} press={one} />
    case 'update':
      return (
        <>
          <p className="when">
            <time dateTime={one.day}>{one.when}</time> <span>{t('news.update')}</span>
          </p>
          <h2>
            <a href={one.href}>{one.title}</a>
          </h2>
        </>
      )
  }
}

function PostPiece({ post: { day, when, href, title, summary, picture } }: { post: PostLine }) {
  return (
    <>
      {picture && <img src={picture.src} alt={picture.alt} width={1200} height={630} loading="lazy" decoding="async" />}
      <p className="when">
        <time dateTime={day}>{when}</time>
      </p>
      <h2>
        <a href={href}>{title}</a>
      </h2>
      <p>{summary}</p>
    </>
  )
}

/** Something from the press, in a frame of our own, as if cut out of the paper. */
function Clipping({ t, press }: PageProps & { press: PressLine }) {
  const { day, when, href, title, outlet, author, language, quote, note, archiveUrl } = press
  return (
    <>
      <p className="when">
        <time dateTime={day}>{when}</time> <span>{t('news.press')}</span>
      </p>
      <div className="clipping">
        <p className="masthead" lang={language}>
          {outlet}
        </p>
        <h2 lang={language}>
          <a href={href} rel="noreferrer" hrefLang={language}>
            {title}
          </a>
        </h2>
        {quote && (
          <blockquote lang={language} cite={href}>
            {quote}
          </blockquote>
        )}
        <p className="source">
          {[author && t('news.by', { author }), t(`news.in.${language}`)].filter(Boolean).join(' · ')}
          {archiveUrl && (
            <>
              {' · '}
              <a href={archiveUrl} rel="noreferrer">
                {t('news.archived')}
              </a>
            </>
          )}
        </p>
      </div>
      {note && <p>{note}</p>}
    </>
  )
}
