import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { OneButton } from '~/ui/page/one-button'
import type { Found } from './search.server'

interface SearchProps {
  t: Translate
  words: string
  found: Found[]
  /** Whether this organizer may search people. */
  hasPeople: boolean
  /** What was searched for is no longer kept. */
  isSearchGone: boolean
}

/** What was found in the office. People are opened by a button only, because each search of them is recorded. */
export function SearchPage({ t, words, found, hasPeople, isSearchGone }: SearchProps) {
  return (
    <>
      <h1>{words ? t('office.find.titleFor', { words }) : t('office.find.title')}</h1>
      {isSearchGone && <p role="status">{t('office.people.searchGone')}</p>}
      {words === '' && !isSearchGone && <p>{t(hasPeople ? 'office.find.emptyOrPeople' : 'office.find.empty')}</p>}
      {words !== '' && found.length === 0 && <p>{t('office.find.nothing')}</p>}
      {found.map(({ what, hits, count, all }) => (
        <section key={what} aria-labelledby={`found-${what}`}>
          <h2 id={`found-${what}`}>{t(`office.find.kinds.${what}`)}</h2>
          <ul className="lines">
            {hits.map(({ path, name, note }) => (
              <li key={path}>
                <a href={path}>{name}</a> <span className="small">{note}</span>
              </li>
            ))}
          </ul>
          {all && (
            <p>
              <a href={all}>{t('office.find.all', { count })}</a>
            </p>
          )}
        </section>
      ))}
      {words !== '' && hasPeople && (
        <section className="panel" aria-labelledby="found-people">
          <h2 id="found-people">{t('office.menu.sections.people')}</h2>
          <p>{t('office.find.peopleText')}</p>
          <OneButton action={paths.office.people()} fields={{ search: words }}>
            {t('office.find.people', { words })}
          </OneButton>
        </section>
      )}
    </>
  )
}
