import { ActionCards } from '~/actions/kind/action-cards'
import type { ActionCard } from '~/actions/kind/kind'
import { KeepPosted, type NewsOf } from '~/actions/news/keep-posted-form'
import { type TellMe, WhatIsLeft } from '~/actions/next-acts/what-is-left'
import { placeName, stateName } from '~/geography/place-name'
import type { OfficeLines } from '~/officials/posts/office-lines'
import { paths } from '~/paths'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import { AboutPlace } from '~/web/localities/about-place'
import { PlacePolicies, type PlaceStand, StandLine } from '~/web/localities/place-policies'
import { Credits } from './find-page'
import { OfficeList } from './office-list'
import { ReportThanks } from './official-report-form'
import type { CityHere } from './officials-here.server'
import { TellWhoForm } from './tell-who-form'

interface PlaceProps extends PageProps {
  place: { name: string; kind: string }
  state: { name: string; slug: string } | null
  /** Counties that a city lies in. */
  within: { name: string; slug: string }[]
  offices: OfficeLines[]
  cities: CityHere[]
  /**
   * `unknown`: we do not know the county's sheriff yet. `none`: the county has none. `known`: everything else,
   * including cities.
   */
  sheriff: 'known' | 'unknown' | 'none'
  cards: ActionCard[]
  /** Whether the actions are about somebody else, because nobody is known here. */
  isAnyway: boolean
  stand: PlaceStand
  /** Two letters. */
  stateLetters: string | null
  about: Omit<Parameters<typeof AboutPlace>[0], keyof PageProps>
  /** What they can ask to be told; null when nothing is. */
  tellMe: TellMe | null
  /** Whose news can be asked for here; null: nobody's. */
  news: NewsOf | null
  /** Of the forms that tell us who the sheriff is or that a policy is wrong, and ask us to tell. */
  form: FormState
  /** What was just sent. */
  isTold: boolean
  isToBeTold: boolean
}

/** Who decides in a county or city, what can be done there today, and what we do not know. */
export function PlacePage({
  lang,
  t,
  place,
  state,
  within,
  offices,
  cities,
  sheriff,
  cards,
  isAnyway,
  stand,
  stateLetters,
  about,
  tellMe,
  news,
  form,
  isTold,
  isToBeTold,
}: PlaceProps) {
  const name = placeName(lang, place)
  const ownForm = form.values.what === 'wrong-policy' ? emptyForm : form
  const isNobody = isAnyway || sheriff === 'unknown' || offices.length === 0
  return (
    <>
      {isTold && <ReportThanks t={t} />}
      {isToBeTold && (
        <p className="note" role="status">
          {t('places.tellMe.done')}
        </p>
      )}
      <header className="hero">
        <p className="label">
          {t('places.place.label')}
          {state && (
            <>
              {' · '}
              <a href={paths.place(lang, state.slug)}>{stateName(lang, state.name)}</a>
            </>
          )}
          {within.map((county) => (
            <span key={county.slug}>
              {' · '}
              <a href={paths.place(lang, county.slug)}>{placeName(lang, { ...county, kind: 'county' })}</a>
            </span>
          ))}
        </p>
        <h1>{name}</h1>
        <StandLine lang={lang} t={t} stand={stand} />
      </header>
      <section aria-labelledby="who">
        <h2 id="who">{t('places.place.who')}</h2>
        {sheriff === 'unknown' && <p className="note">{t('places.place.unknownSheriff', { place: name })}</p>}
        {sheriff === 'none' && <p className="small">{t('places.place.noSheriff')}</p>}
        {offices.length === 0 && sheriff !== 'unknown' && (
          <p className="note">{t('places.place.unknown', { place: name })}</p>
        )}
        <OfficeList lang={lang} t={t} offices={offices} />
      </section>
      {isNobody && (
        <WhatIsLeft
          lang={lang}
          t={t}
          cards={isAnyway ? cards : []}
          tellMe={isToBeTold ? null : tellMe}
          form={ownForm}
          tellWho={sheriff === 'unknown' && !isTold && <TellWhoForm lang={lang} t={t} form={ownForm} />}
        />
      )}
      {!isAnyway && cards.length > 0 && (
        <section className="block" aria-labelledby="actions">
          <h2 id="actions">{t('places.place.actions')}</h2>
          <ActionCards t={t} cards={cards} />
        </section>
      )}
      <PlacePolicies lang={lang} t={t} place={place} state={stateLetters} stand={stand} form={form} />
      <AboutPlace lang={lang} t={t} {...about} />
      {cities.length > 0 && (
        <section className="block" aria-labelledby="cities">
          <h2 id="cities">{t('places.place.cities')}</h2>
          <p>{t('places.place.citiesLead')}</p>
          <ul className="columns">
            {cities.map((city) => (
              <li key={city.slug}>
                <a href={paths.place(lang, city.slug)}>{placeName(lang, { ...city, kind: 'place' })}</a>{' '}
                <span className="small">{t('places.place.known', { count: city.known })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {news && <KeepPosted lang={lang} t={t} news={news} page="places" form={emptyForm} />}
      <p className="block">
        <a href={paths.officials(lang)}>{t('places.place.elsewhere')}</a>
      </p>
      <Credits t={t} />
    </>
  )
}
