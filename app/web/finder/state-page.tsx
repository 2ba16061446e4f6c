import { KeepPosted, type NewsOf } from '~/actions/news/keep-posted-form'
import { placeName, stateName } from '~/geography/place-name'
import { paths } from '~/paths'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import { PlacePolicies, type PlaceStand } from '~/web/localities/place-policies'
import { Credits } from './find-page'
import { ReportThanks } from './official-report-form'

interface StateProps extends PageProps {
  name: string
  /** Two letters. */
  letters: string | null
  counties: { name: string; slug: string }[]
  stand: PlaceStand
  /** Whose news can be asked for here; null: nobody's. */
  news: NewsOf | null
  /** The form that says that a policy is wrong. */
  form: FormState
  isTold: boolean
}

/** A state's counties, for finding one's own without typing. */
export function StatePage({ lang, t, name, letters, counties, stand, news, form, isTold }: StateProps) {
  return (
    <>
      {isTold && <ReportThanks t={t} />}
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
      <PlacePolicies lang={lang} t={t} place={{ name, kind: 'state' }} state={letters} stand={stand} form={form} />
      {news && <KeepPosted lang={lang} t={t} news={news} page="places" form={emptyForm} />}
      <Credits t={t} />
    </>
  )
}
