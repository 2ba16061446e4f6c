import { placeName, stateName } from '~/geography/place-name'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'
import { Credits } from './find-page'

interface StateProps extends PageProps {
  name: string
  counties: { name: string; slug: string }[]
}

/** A state's counties, for finding one's own without typing. */
export function StatePage({ lang, t, name, counties }: StateProps) {
  return (
    <>
      <header className="hero">
        <p className="label">
          <a href={paths.officials(lang)}>{t('places.find.title')}</a>
        </p>
        <h1>{stateName(lang, name)}</h1>
        <p className="lead to">{t('places.state.lead')}</p>
      </header>
      <ul className="columns tall">
        {counties.map((county) => (
          <li key={county.slug}>
            <a href={paths.place(lang, county.slug)}>{placeName(lang, { ...county, kind: 'county' })}</a>
          </li>
        ))}
      </ul>
      <Credits t={t} />
    </>
  )
}
