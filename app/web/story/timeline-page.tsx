import { NextActs } from '~/actions/next-acts/next-acts'
import { paths } from '~/paths'
import { Html } from '~/ui/page/html'
import type { PageProps } from '~/ui/page/public-layout'
import { CampaignFrame } from './campaign-frame'
import { SourceLine } from './source-line'
import { Stamp } from './stamp'
import type { StoryHead } from './story-campaign.server'
import type { EntryView, TimelineView } from './timeline-view.server'

interface TimelineProps extends PageProps {
  head: StoryHead
  timeline: TimelineView
  /** For paper: the page's address without its language, and its QR code as SVG. */
  leaflet: { url: string; qr: string }
}

/** The story so far, from its beginning, by year; on paper it is a leaflet. */
export function TimelinePage({ lang, t, head, timeline, leaflet }: TimelineProps) {
  const { campaign, acts } = head
  const { years, kind, year, count } = timeline
  const path = paths.timeline(lang, campaign.slug)
  const shown = years.reduce((sum, { entries }) => sum + entries.length, 0)
  return (
    <CampaignFrame lang={lang} t={t} campaign={campaign} current="timeline">
      <header className="hero">
        <p className="label">{campaign.name}</p>
        <h1>{t('timeline.title')}</h1>
        <p className="lead to">{t(count > 0 ? 'timeline.lead' : 'timeline.none')}</p>
      </header>
      {count > 0 && <Filter lang={lang} t={t} path={path} timeline={timeline} />}
      {(kind || year) && (
        <p role="status" className="no-print">
          {t('timeline.shown', { count: shown, all: count })} <a href={path}>{t('timeline.everything')}</a>
        </p>
      )}
      <div className="timeline">
        {years.map(({ year: when, entries }) => (
          <section key={when} aria-labelledby={`y${when}`}>
            <h2 id={`y${when}`}>{when}</h2>
            <ol>
              {entries.map((entry) => (
                <Entry key={entry.slug} lang={lang} t={t} entry={entry} />
              ))}
            </ol>
          </section>
        ))}
      </div>
      {count > 0 && (
        <p className="take-along">
          <strong>{t('timeline.take')}</strong> <a href={`${path}.atom`}>{t('timeline.atom')}</a>{' '}
          <a href={`${path}.csv`}>CSV</a> <a href={`${path}.json`}>JSON</a>
        </p>
      )}
      <div className="no-print">
        <NextActs lang={lang} t={t} acts={acts} />
      </div>
      <aside className="leaflet-foot" aria-hidden="true">
        <div dangerouslySetInnerHTML={{ __html: leaflet.qr }} />
        <p>
          {t('timeline.leaflet')}
          <strong>{leaflet.url.replace(/^https?:\/\//, '')}</strong>
        </p>
      </aside>
    </CampaignFrame>
  )
}

/** Kinds as links, each with the mark that it has on the line; years as a field. Both work without a script. */
function Filter({ lang, t, path, timeline }: PageProps & { path: string; timeline: TimelineView }) {
  const { kinds, allYears, kind, year, count } = timeline
  const to = (wanted: string | null) => {
    const query = new URLSearchParams([
      ...(wanted ? [['kind', wanted]] : []),
      ...(year ? [['year', year]] : []),
    ] as string[][])
    return query.size > 0 ? `${path}?${query}` : path
  }
  return (
    <div className="timeline-filter">
      <nav aria-label={t('timeline.byKind')}>
        <ul>
          {[{ kind: null, name: t('timeline.all'), count }, ...kinds].map((one) => (
            <li key={one.kind ?? 'all'}>
              <a href={to(one.kind)} aria-current={one.kind === kind ? 'true' : undefined}>
                {one.kind && <span className={`mark ${one.kind}`} />}
                {one.name} <small>{one.count}</small>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {allYears.length > 1 && (
        <form method="get" action={path}>
          {kind && <input type="hidden" name="kind" value={kind} />}
          <label htmlFor="year">{t('timeline.year')}</label>
          <select id="year" name="year" defaultValue={year ?? ''}>
            <option value="">{t('timeline.everyYear')}</option>
            {allYears.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
          <button className="button" lang={lang}>
            {t('timeline.show')}
          </button>
        </form>
      )}
    </div>
  )
}

function Entry({ lang, t, entry }: PageProps & { entry: EntryView }) {
  const { slug, day, when, kind, kindName, title, html, picture, source, standing, links } = entry
  return (
    <li id={slug} className={standing ? 'entry no-longer' : 'entry'}>
      <span className={`mark ${kind}`} />
      <p className="when">
        <time dateTime={day}>{when}</time> <span>{kindName}</span>
      </p>
      <h3>
        <a href={`#${slug}`}>{title}</a>
      </h3>
      {standing && <Stamp standing={standing} />}
      {picture && <img src={picture.src} alt={picture.alt} width={1200} height={630} loading="lazy" decoding="async" />}
      <Html html={html} />
      {links.length > 0 && (
        <p className="leads">
          {links.map(({ to, name, href }) => (
            <span key={to}>
              {t(`timeline.links.${to}`)} {href ? <a href={href}>{name}</a> : name}
            </span>
          ))}
        </p>
      )}
      <SourceLine lang={lang} t={t} source={source} />
    </li>
  )
}
