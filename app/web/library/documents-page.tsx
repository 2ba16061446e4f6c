import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { partialDate } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'
import { AlsoIn } from './also-in'
import type { readDocuments } from './documents-view.server'
import { Marked } from './marked'
import { longestSearch } from './wanted'

type Shown = Omit<Awaited<ReturnType<typeof readDocuments>>, 'campaign'>

/** All documents as cards, or the pages that have what was searched. */
export function DocumentsPage({ lang, t, ...shown }: PageProps & Shown) {
  const { wanted, choices, cards, hits, all, most } = shown
  const isEmpty = choices.campaigns.length === 0
  const isNarrowed = Boolean(wanted.q || wanted.collection || wanted.campaign || wanted.year || wanted.language)
  const count = wanted.q
    ? all >= most
      ? t('library.list.manyHits', { count: most })
      : t('library.list.hits', { count: all })
    : t('library.list.documents', { count: all })
  return (
    <>
      <header className="hero">
        <h1>{t('library.list.title')}</h1>
        <p className="lead to">{t('library.list.lead')}</p>
      </header>
      {isEmpty ? (
        <>
          <p className="note">{t('library.list.none')}</p>
          <p>
            <a className="button" href={paths.home(lang)}>
              {t('library.list.meanwhile')}
            </a>
          </p>
        </>
      ) : (
        <SearchForm lang={lang} t={t} {...shown} />
      )}
      {isNarrowed && (
        <p role="status" id="found">
          {all > 0 ? count : wanted.q ? t('library.list.noneFound') : t('library.list.noneListed')}{' '}
          <a href={paths.documents(lang)}>{t('library.list.clear')}</a>
        </p>
      )}
      {hits.length > 0 && (
        <ol className="hits">
          {hits.map((hit) => (
            <li key={hit.path}>
              <h2>
                <a href={hit.path}>
                  {hit.title} <span>{t('library.page', { page: hit.page })}</span>
                </a>
              </h2>
              <p lang={hit.language === 'other' || hit.language === lang ? undefined : hit.language}>
                <Marked text={hit.snippet} />
              </p>
              <AlsoIn t={t} translations={hit.translations} />
            </li>
          ))}
        </ol>
      )}
      {cards.length > 0 && (
        <ul className="papers">
          {cards.map((card) => (
            <li key={card.path}>
              <a href={card.path}>
                {card.picture ? (
                  <img src={card.picture} alt="" width={400} height={518} loading="lazy" decoding="async" />
                ) : (
                  <span className="paper-blank">{t('library.list.preparing')}</span>
                )}
                <strong>{card.title}</strong>
              </a>
              <CardFacts lang={lang} t={t} card={card} />
              <AlsoIn t={t} translations={card.translations} />
            </li>
          ))}
        </ul>
      )}
      <More lang={lang} t={t} {...shown} />
    </>
  )
}

function CardFacts({ lang, t, card }: PageProps & { card: Shown['cards'][number] }) {
  const facts = [
    card.datedOn ? partialDate(lang, card.datedOn) : t('library.list.undated'),
    t(`library.languages.${card.language}`),
    ...(card.pages > 0 ? [t('library.pages', { count: card.pages })] : []),
    ...(card.collection ? [card.collection] : []),
  ]
  return <p className="small">{facts.join(' · ')}</p>
}

function SearchForm({ lang, t, wanted, choices }: PageProps & Shown) {
  const { collections, campaigns, years, languages } = choices
  const named = (values: readonly string[], words: (value: string) => string) =>
    values.map((value) => ({ value, words: words(value) }))
  const slugs = (all: typeof collections) => all.map(({ slug, title }) => ({ value: slug, words: title }))
  return (
    <form className="filter papers-search" method="get" action={`${paths.documents(lang)}#found`} role="search">
      <div className="field wide">
        <label htmlFor="q">{t('library.list.query')}</label>
        <span className="hint" id="q-hint">
          {t('library.list.queryHint')}
        </span>
        <input
          id="q"
          type="text"
          name="q"
          defaultValue={wanted.q}
          maxLength={longestSearch}
          autoComplete="off"
          aria-describedby="q-hint"
        />
      </div>
      <Choice t={t} name="collection" value={wanted.collection} options={slugs(collections)} />
      <Choice t={t} name="year" value={wanted.year} options={named(years, (year) => year)} />
      <Choice
        t={t}
        name="language"
        value={wanted.language}
        options={named(languages, (language) => t(`library.languages.${language as 'en'}`))}
      />
      <Choice t={t} name="campaign" value={wanted.campaign} options={slugs(campaigns)} />
      <button className="button">{t('library.list.search')}</button>
    </form>
  )
}

interface ChoiceProps {
  t: Translate
  name: 'collection' | 'year' | 'language' | 'campaign'
  value: string
  options: { value: string; words: string }[]
}

/** Nothing where there is nothing to choose. */
function Choice({ t, name, value, options }: ChoiceProps) {
  if (options.length < (name === 'collection' ? 1 : 2) && value === '') return null
  return (
    <div className="field">
      <label htmlFor={name}>{t(`library.list.${name}`)}</label>
      <select id={name} name={name} defaultValue={value}>
        <option value="">{t('library.list.all')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
    </div>
  )
}

function More({ lang, t, wanted, hasMore, atOnce }: PageProps & Shown) {
  const at = (from: number) => {
    const query = new URLSearchParams()
    for (const name of ['q', 'collection', 'year', 'language', 'campaign'] as const)
      if (wanted[name]) query.set(name, wanted[name])
    if (from > 0) query.set('from', String(from))
    return `${paths.documents(lang)}${query.size > 0 ? `?${query}` : ''}#found`
  }
  if (!hasMore && wanted.from === 0) return null
  return (
    <nav className="turn" aria-label={t('library.list.more')}>
      {wanted.from > 0 && (
        <a className="button plain" href={at(Math.max(0, wanted.from - atOnce))}>
          {t('library.list.before')}
        </a>
      )}
      {hasMore && (
        <a className="button" href={at(wanted.from + atOnce)}>
          {t('library.list.more')}
        </a>
      )}
    </nav>
  )
}
