import type { ActionCard } from '~/actions/kind/kind'
import type { TellMe } from '~/actions/next-acts/what-is-left'
import { stateName } from '~/geography/place-name'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import type { Found } from './find-yours.server'
import { FoundAnswer } from './found-answer'

interface FindProps extends PageProps {
  form: FormState
  found: Found | null
  /** Actions about the officials found; where nobody is known, those open to everybody. */
  cards: ActionCard[]
  /** What they can ask to be told about the county found; null when somebody is known there. */
  tellMe: TellMe | null
  states: { slug: string; name: string }[]
  /** How many localities limit what they do for immigration. */
  limiting: number
}

/** Finds who decides where a visitor lives: by ZIP, by location, or from lists without typing anything. */
export function FindPage({ lang, t, form, found, cards, tellMe, states, limiting }: FindProps) {
  return (
    <>
      <header className="hero">
        <h1>{t('places.find.title')}</h1>
        <p className="lead to">{t('places.find.lead')}</p>
      </header>
      {found && <FoundAnswer lang={lang} t={t} found={found} cards={cards} tellMe={tellMe} />}
      <div className="find">
        <Form id="find" className="sign" noValidate>
          <ErrorSummary t={t} form={form} />
          <TextField
            t={t}
            form={form}
            name="zip"
            label={t('places.find.zip')}
            hint={t('places.find.zipHint')}
            inputMode="numeric"
            autoComplete="postal-code"
            maxLength={20}
          />
          <button className="button wide">{t('places.find.go')}</button>
          <p className="small">{t('places.find.notKept')}</p>
        </Form>
        <Form data-locate={t('places.find.locateFailed')} hidden className="block">
          <input type="hidden" name="lat" />
          <input type="hidden" name="lon" />
          <button className="button wide plain">{t('places.find.locate')}</button>
          <p className="small" role="status">
            {t('places.find.locateHint')}
          </p>
        </Form>
      </div>
      <section className="block" aria-labelledby="states">
        <h2 id="states">{t('places.find.states')}</h2>
        <p>{t('places.find.statesLead')}</p>
        <ul className="columns">
          {states.map((state) => (
            <li key={state.slug}>
              <a href={paths.place(lang, state.slug)}>{stateName(lang, state.name)}</a>
            </li>
          ))}
        </ul>
      </section>
      <p>
        <a href={paths.sheriffs(lang)}>{t('places.find.sheriffs')}</a>
      </p>
      <p>
        <a href={paths.localities(lang)}>{t('localities.teaser', { count: limiting })}</a>
      </p>
      <Credits t={t} />
    </>
  )
}

/** Credits for the place data. */
export function Credits({ t }: Pick<PageProps, 't'>) {
  return (
    <p className="small">
      {t.rich('places.credits', {
        geonames: (words) => <a href="https://www.geonames.org/">{words}</a>,
        licence: (words) => <a href="https://creativecommons.org/licenses/by/4.0/">{words}</a>,
      })}
    </p>
  )
}
