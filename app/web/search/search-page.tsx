import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'
import type { Marked } from './excerpt'
import type { Hit, SearchAnswer, SearchGroup } from './search.server'
import { hitsOnPage, lastPage, type Search } from './search-kinds'

interface SearchProps extends PageProps {
  search: Search
  /** Null before anything was searched for. */
  answer: SearchAnswer | null
}

/** The search across the whole public site. */
export function SearchPage({ lang, t, search, answer }: SearchProps) {
  const { q, kind } = search
  return (
    <>
      <header className="hero">
        <h1>{t('search.title')}</h1>
      </header>
      <search>
        <form className="filter" method="get" action={paths.search(lang)}>
          {kind && <input type="hidden" name="kind" value={kind} />}
          <div className="field">
            <label htmlFor="q">{t('search.label')}</label>
            <input
              id="q"
              type="text"
              name="q"
              defaultValue={q}
              maxLength={120}
              autoComplete="off"
              enterKeyHint="search"
            />
          </div>
          <button className="button">{t('search.go')}</button>
        </form>
      </search>
      {answer === null ? (
        <Hints lang={lang} t={t} title={t('search.hintsTitle')} />
      ) : (
        <Answer lang={lang} t={t} search={search} answer={answer} />
      )}
    </>
  )
}

function Answer({ lang, t, search, answer }: PageProps & { search: Search; answer: SearchAnswer }) {
  const { q, kind } = search
  const { groups, count, inOther } = answer
  const other = lang === 'en' ? 'es' : 'en'
  if (count === 0)
    return (
      <>
        <p role="status" className="lead">
          {t('search.nothing', { q })}
        </p>
        {inOther > 0 && (
          <p>
            <a href={paths.search(other, q)} hrefLang={other}>
              {t('search.inOther', { count: inOther })}
            </a>
          </p>
        )}
        <Hints lang={lang} t={t} title={t('search.tryTitle')} />
      </>
    )
  const shown = kind ? groups.filter((group) => group.kind === kind) : groups
  return (
    <>
      <p role="status">{answer.is === 'exact' ? t('search.found', { count, q }) : t('search.near', { count, q })}</p>
      {(groups.length > 1 || kind) && (
        <nav aria-label={t('search.kindsLabel')}>
          <ul className="tabs">
            <li>
              <a href={paths.search(lang, q)} aria-current={kind ? undefined : 'page'}>
                {t('search.all')} <span>{count}</span>
              </a>
            </li>
            {groups.map((group) => (
              <li key={group.kind}>
                <a
                  href={paths.search(lang, q, { kind: group.kind })}
                  aria-current={group.kind === kind ? 'page' : undefined}
                >
                  {t(`search.kinds.${group.kind}`)} <span>{group.count}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {kind && shown.length === 0 && <p>{t('search.noneOfKind', { kind: t(`search.kinds.${kind}`) })}</p>}
      {shown.map((group) => (
        <Group key={group.kind} lang={lang} t={t} search={search} group={group} />
      ))}
      {answer.alike.length > 0 && (
        <section className="block" aria-labelledby="alike">
          <h2 id="alike">{t('search.alike')}</h2>
          <ul className="found">
            {answer.alike.map((hit) => (
              <li key={hit.path}>
                <Found hit={hit} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Group({ lang, t, search: { q, kind, page }, group }: PageProps & { search: Search; group: SearchGroup }) {
  const pages = Math.min(Math.ceil(group.count / hitsOnPage), lastPage)
  const title = t(`search.kinds.${group.kind}`)
  return (
    <section className="block" aria-labelledby={group.kind}>
      <h2 id={group.kind}>{title}</h2>
      <ul className="found">
        {group.hits.map((hit) => (
          <li key={hit.path}>
            <Found hit={hit} />
          </li>
        ))}
      </ul>
      {group.kind === 'documents' && (
        <p className="small">
          <a href={`${paths.documents(lang)}?q=${encodeURIComponent(q)}`}>{t('search.inDocuments')}</a>
        </p>
      )}
      {!kind && group.hits.length < group.count && (
        <p>
          <a href={paths.search(lang, q, { kind: group.kind })}>
            {t('search.more', { count: group.count, kind: title })}
          </a>
        </p>
      )}
      {kind && pages > 1 && (
        <nav className="acts" aria-label={t('search.pagesLabel')}>
          {page > 1 && (
            <a className="button plain" rel="prev" href={paths.search(lang, q, { kind, page: page - 1 })}>
              {t('search.previous')}
            </a>
          )}
          <span>{t('search.page', { page, pages })}</span>
          {page < pages && (
            <a className="button plain" rel="next" href={paths.search(lang, q, { kind, page: page + 1 })}>
              {t('search.next')}
            </a>
          )}
        </nav>
      )}
    </section>
  )
}

function Found({ hit: { path, title, note, excerpt } }: { hit: Hit }) {
  return (
    <>
      <a href={path}>
        <Words pieces={title} />
      </a>
      {note && <span className="small">{note}</span>}
      {excerpt.length > 0 && (
        <p>
          <Words pieces={excerpt} />
        </p>
      )}
    </>
  )
}

function Words({ pieces }: { pieces: readonly Marked[] }) {
  return <>{pieces.map(({ text, isFound }, at) => (isFound ? <mark key={at}>{text}</mark> : text))}</>
}

function Hints({ lang, t, title }: PageProps & { title: string }) {
  return (
    <section className="story" aria-labelledby="hints">
      <h2 id="hints">{title}</h2>
      <ul>
        <li>{t('search.hint1')}</li>
        <li>{t('search.hint2')}</li>
        <li>{t.rich('search.hint3', { find: (words) => <a href={paths.officials(lang)}>{words}</a> })}</li>
      </ul>
    </section>
  )
}
