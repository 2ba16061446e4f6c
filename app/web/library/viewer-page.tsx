import type { ReactNode } from 'react'
import { sizeWords } from '~/campaigns/library/size-words'
import { paths } from '~/paths'
import { longDate, partialDate } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'
import { languageOfSource } from '~/ui/page/source-language'
import { AlsoIn } from './also-in'
import { Marked } from './marked'
import type { readViewer } from './viewer-view.server'
import { longestSearch } from './wanted'

interface ViewerProps extends PageProps {
  view: Awaited<ReturnType<typeof readViewer>>
}

/** One page of a document: its picture, and its text beside it. */
export function ViewerPage({ lang, t, view }: ViewerProps) {
  const { number, pages, isRead, about, file } = view
  return (
    <article className="viewer">
      <header className="hero">
        <p className="label">
          <a href={paths.documents(lang)}>{t('library.list.title')}</a>
          {about.collection && (
            <>
              {' · '}
              <a href={about.collection.path}>{about.collection.title}</a>
            </>
          )}
        </p>
        <h1>{view.title}</h1>
        {number === 1 && about.description && <p className="lead to">{about.description}</p>}
        <AlsoIn t={t} translations={view.translations} />
      </header>
      {isRead ? (
        <>
          {pages > 1 && <Turning lang={lang} t={t} view={view} />}
          <Found lang={lang} t={t} view={view} />
          <Sheet lang={lang} t={t} view={view} />
          {view.next && (
            <p className="turn-on">
              <a className="button" href={`${view.next}#sheet`}>
                {t('library.viewer.next')}
              </a>
            </p>
          )}
        </>
      ) : (
        <p className="note">{t('library.viewer.preparing')}</p>
      )}
      <p className="take">
        <a className={isRead ? 'button plain' : 'button'} href={file.path}>
          {t('library.viewer.download', { size: sizeWords(t, file.bytes) })}
        </a>
      </p>
      <About lang={lang} t={t} view={view} />
    </article>
  )
}

/** Where one is, and where one can go. */
function Turning({ lang, t, view }: ViewerProps) {
  const { slug, number, pages, q, previous, next } = view
  return (
    <div className="turning" id="sheet">
      <nav className="turn" aria-label={t('library.viewer.of', { page: number, pages })}>
        {previous ? (
          <a href={`${previous}#sheet`} rel="prev" aria-label={t('library.viewer.previous')}>
            ←
          </a>
        ) : (
          <span aria-hidden="true" />
        )}
        <strong>{t('library.viewer.of', { page: number, pages })}</strong>
        {next ? (
          <a href={`${next}#sheet`} rel="next" aria-label={t('library.viewer.next')}>
            →
          </a>
        ) : (
          <span aria-hidden="true" />
        )}
      </nav>
      <form method="get" action={paths.document(lang, slug)}>
        {q && <input type="hidden" name="q" value={q} />}
        <label htmlFor="page">{t('library.viewer.jump')}</label>
        <input
          id="page"
          name="page"
          type="text"
          inputMode="numeric"
          size={4}
          maxLength={5}
          autoComplete="off"
          required
        />
        <button className="button plain">{t('library.viewer.go')}</button>
      </form>
      <form method="get" action={paths.document(lang, slug, number)} role="search">
        <label htmlFor="within">{t('library.viewer.within')}</label>
        <input id="within" name="q" type="text" defaultValue={q} maxLength={longestSearch} autoComplete="off" />
        <button className="button plain">{t('library.viewer.search')}</button>
      </form>
    </div>
  )
}

/** The pages of this document that have what was searched. */
function Found({ t, view }: ViewerProps) {
  const { found, q, number } = view
  if (!found) return null
  if (found.all === 0) return <p role="status">{t('library.viewer.noHits', { words: q })}</p>
  return (
    <details className="within" id="within-hits" open={found.before !== null}>
      <summary>
        {found.isMore
          ? t('library.viewer.manyHits', { count: found.all, words: q })
          : t('library.viewer.hits', { count: found.all, words: q })}
      </summary>
      <ol className="hits">
        {found.hits.map((hit) => (
          <li key={hit.page}>
            <a href={`${hit.path}#sheet`} {...(hit.page === number ? { 'aria-current': 'page' as const } : {})}>
              {t('library.page', { page: hit.page })}
            </a>{' '}
            <Marked text={hit.snippet} />
          </li>
        ))}
      </ol>
      {(found.before || found.after) && (
        <nav className="turn" aria-label={t('library.list.more')}>
          {found.before && <a href={`${found.before}#within-hits`}>{t('library.list.before')}</a>}
          {found.after && <a href={`${found.after}#within-hits`}>{t('library.list.more')}</a>}
        </nav>
      )}
    </details>
  )
}

function Sheet({ lang, t, view }: ViewerProps) {
  const { number, picture, text, textFrom, isUnread, language } = view
  return (
    <div className="sheets">
      {picture && (
        <img
          className="page-picture"
          src={picture.path}
          alt={t(textFrom === 'nothing' ? 'library.viewer.pictureOnly' : 'library.viewer.picture', { page: number })}
          width={picture.width}
          height={picture.height}
          decoding="async"
        />
      )}
      <section aria-labelledby="text">
        <h2 id="text">{t('library.viewer.text')}</h2>
        {textFrom === 'recognized' && <p className="small">{t('library.viewer.recognized')}</p>}
        {textFrom === 'nothing' ? (
          <p className="note">{t(isUnread ? 'library.viewer.unread' : 'library.viewer.noText')}</p>
        ) : (
          <div className="page-text" lang={language === 'other' || language === lang ? undefined : language}>
            <Marked text={text} />
          </div>
        )}
      </section>
    </div>
  )
}

function About({ lang, t, view }: ViewerProps) {
  const { about, language, pages, slug } = view
  const facts: [string, ReactNode][] = [
    ...(about.datedOn ? [[t('library.viewer.dated'), partialDate(lang, about.datedOn)] as [string, string]] : []),
    [t('library.viewer.language'), t(`library.languages.${language}`)],
    ...(pages > 0 ? [[t('library.viewer.length'), t('library.pages', { count: pages })] as [string, string]] : []),
    [
      t('library.viewer.campaign'),
      <a key="campaign" href={about.campaign.path}>
        {about.campaign.name}
      </a>,
    ],
    ...(about.source
      ? [
          [
            t('library.viewer.source'),
            <>
              <a href={about.source.url} rel="noreferrer" lang={languageOfSource(about.source.title)}>
                {about.source.title}
              </a>
              {about.source.checkedOn &&
                `, ${t('library.viewer.checked', { day: longDate(lang, about.source.checkedOn) })}`}
            </>,
          ] as [string, ReactNode],
        ]
      : []),
    ...(about.licence ? [[t('library.viewer.licence'), about.licence] as [string, string]] : []),
    ...(about.redactionNote ? [[t('library.viewer.redactions'), about.redactionNote] as [string, string]] : []),
  ]
  return (
    <section className="block" aria-labelledby="about">
      <h2 id="about">{t('library.viewer.about')}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="small">
        <a href={paths.documentJson(lang, slug)}>{t('library.viewer.data')}</a>
      </p>
    </section>
  )
}
