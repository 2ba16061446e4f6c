import { NextActs } from '~/actions/next-acts/next-acts'
import { paths } from '~/paths'
import { Html } from '~/ui/page/html'
import type { PageProps } from '~/ui/page/public-layout'
import { CampaignFrame } from './campaign-frame'
import type { CaseEventView, CaseView } from './case-view.server'
import { SourceLine } from './source-line'
import { Stamp } from './stamp'
import type { StoryHead } from './story-campaign.server'

/** A case in court: where it is at, what it means for the reader, then everything that happened in it. */
export function CasePage({ lang, t, head, courtCase }: PageProps & { head: StoryHead; courtCase: CaseView }) {
  const { campaign, acts } = head
  const { name, status, overturned, facts, events, documents } = courtCase
  const list = paths.courtCases(lang, campaign.slug)
  return (
    <CampaignFrame lang={lang} t={t} campaign={campaign} current="cases">
      <header className="hero">
        <p className="label">
          <a href={list}>{t('cases.title')}</a>
        </p>
        <h1 className="case-name" lang="en">
          {name}
        </h1>
        {status && (
          <p className="status to">
            <strong>{status.name}</strong> <time dateTime={status.day}>{status.when}</time>
          </p>
        )}
        {overturned.map(({ key, title, standing }) => (
          <div key={key} className="no-longer">
            <p>
              <a href={`#${key}`}>{title}</a>
            </p>
            <Stamp standing={standing} />
          </div>
        ))}
      </header>
      <div className="case">
        <div>
          <section className="band" aria-labelledby="meaning">
            <h2 id="meaning">{t('cases.meaning')}</h2>
            <Html html={courtCase.meaningHtml} />
            <p className="advice">{t('cases.noAdvice')}</p>
          </section>
          <section aria-labelledby="about">
            <h2 id="about">{t('cases.about')}</h2>
            <Html html={courtCase.summaryHtml} />
          </section>
        </div>
        <section className="docket-sheet" aria-label={t('cases.facts')}>
          <dl>
            {facts.map(({ fact, value }) => (
              <div key={fact}>
                <dt>{t(`cases.fact.${fact}`)}</dt>
                <dd lang={fact === 'court' ? undefined : 'en'}>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <section className="block" aria-labelledby="history">
        <h2 id="history">{t('cases.history')}</h2>
        <ol className="case-events">
          {events.map((event) => (
            <Event key={event.key} lang={lang} t={t} event={event} />
          ))}
        </ol>
      </section>
      {documents.length > 0 && (
        <section className="block" aria-labelledby="documents">
          <h2 id="documents">{t('cases.documents')}</h2>
          <ul className="who">
            {documents.map((document) => (
              <li key={document.href}>
                <a href={document.href}>
                  <strong>{document.name}</strong>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="take-along">
        <a href={list}>{t('cases.all')}</a>{' '}
        <a href={`${paths.courtCase(lang, campaign.slug, courtCase.slug)}.json`}>JSON</a>
      </p>
      <NextActs lang={lang} t={t} acts={acts} />
    </CampaignFrame>
  )
}

function Event({ lang, t, event }: PageProps & { event: CaseEventView }) {
  const { key, kindName, day, when, title, html, source, standing, document } = event
  return (
    <li id={key} className={standing ? 'entry no-longer' : 'entry'}>
      <span className="mark litigation" />
      <p className="when">
        <time dateTime={day}>{when}</time> <span>{kindName}</span>
      </p>
      <h3>{title}</h3>
      {standing && <Stamp standing={standing} />}
      <Html html={html} />
      {document && (
        <p className="leads">
          <span>
            {t('timeline.links.document')} <a href={document.href}>{document.name}</a>
          </span>
        </p>
      )}
      <SourceLine lang={lang} t={t} source={source} />
    </li>
  )
}
