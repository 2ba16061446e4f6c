import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { StandingPolicy } from '~/campaigns/policies/policies.server'
import { type Language, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { emptyForm } from '~/ui/forms/form-state'
import { SheriffsPage } from '~/web/finder/sheriffs-page'
import { LocalitiesPage } from '~/web/localities/localities-page'
import { readLocalityQuery } from '~/web/localities/locality-query'
import { PlacePolicies } from '~/web/localities/place-policies'

const today = '2026-11-24'
const words = {
  en: 'Perhaps in force: the dates aren’t known exactly.',
  es: 'Quizás vigente: no se conocen las fechas exactas.',
}
const kinds = [
  {
    key: 'limits-barred',
    name: { en: 'State law bars local limits', es: 'La ley estatal prohíbe límites locales' },
    meaning: { en: 'It binds all counties.', es: 'Obliga a todos los condados.' },
    effect: 'barred' as const,
  },
]
const place = { id: 'arizona', name: 'Arizona', kind: 'state' as const, slug: 'arizona', state: 'AZ', geoid: '04' }

/** Adopted in the year of `today`, so that nobody knows whether before it. */
const perhaps: StandingPolicy = {
  id: 'perhaps',
  kind: 'limits-barred',
  effect: 'barred',
  place,
  agency: '',
  model: '',
  note: { en: '', es: '' },
  sourceUrl: 'https://example.org/law',
  sourceTitle: '',
  adoptedOn: '2026',
  endedOn: null,
  adoptedNoLater: false,
  endedNoLater: false,
  checkedOn: '2026-11-20',
  standing: 'maybe',
}
const sure: StandingPolicy = { ...perhaps, id: 'sure', adoptedOn: '2020', standing: 'yes' }

function statePage(lang: Language, law: StandingPolicy, isPerhaps = false) {
  const state = { state: 'AZ', limits: 0, helps: 0, law: '' as const, isPerhaps }
  const page = (shown: string) => (
    <LocalitiesPage
      lang={lang}
      t={translator(lang)}
      state={shown}
      query={readLocalityQuery(new URLSearchParams(), shown)}
      kinds={kinds}
      count={{ limits: 0, helps: 0 }}
      laws={[law]}
      lines={[]}
      found={0}
      maybe={0}
      page={1}
      pages={1}
      states={[state]}
      years={[]}
      drawn={null}
      mapVersion="1"
      oldest="2026-01-01"
    />
  )
  return { ofState: renderToStaticMarkup(page('AZ')), ofCountry: renderToStaticMarkup(page('')) }
}

function placePage(lang: Language, policy: StandingPolicy) {
  return renderToStaticMarkup(
    <PlacePolicies
      lang={lang}
      t={translator(lang)}
      place={place}
      state="AZ"
      stand={{ kinds, policies: [policy], today, oldest: '2026-01-01' }}
      form={emptyForm}
    />,
  )
}

function sheriffs(lang: Language, policy: StandingPolicy) {
  const line = { state: 'AZ', county: 'Pima County', countyId: 'pima', countySlug: 'az-pima-county', geoid: '04019' }
  const unknown = { postSlug: null, holder: null, checkedOn: null, termEndsOn: null }
  return renderToStaticMarkup(
    <SheriffsPage
      lang={lang}
      t={translator(lang)}
      sheriffs={[{ ...line, ...unknown }]}
      known={1}
      counties={3_000}
      states={['AZ']}
      by="county"
      search={{ q: '', state: '' }}
      map={{ marked: '', states: '', part: null }}
      today={today}
      kinds={kinds}
      policies={{ pima: [policy] }}
      petitions={{}}
    />,
  )
}

test.each(languages)('what is perhaps in force is nowhere told as a fact (%s)', (lang) => {
  const t = words[lang]
  expect(statePage(lang, perhaps).ofState).toContain(`<strong>${t} </strong>`)
  expect(statePage(lang, sure).ofState).not.toContain(t)
  expect(placePage(lang, perhaps)).toContain(`<strong>${t} </strong>`)
  expect(placePage(lang, sure)).not.toContain(t)
  expect(sheriffs(lang, perhaps)).toContain(`<strong>${t} </strong>`)
  expect(sheriffs(lang, sure)).not.toContain(t)
})

test.each(languages)('a state of which nothing is certain says so in the list of states (%s)', (lang) => {
  expect(statePage(lang, perhaps, true).ofCountry).toContain(words[lang])
  expect(statePage(lang, sure).ofCountry).toContain(translator(lang)('localities.stateOnly'))
})

test.each(languages)('a policy that begins next year has not ended, and is not in force yet (%s)', (lang) => {
  const html = placePage(lang, { ...sure, adoptedOn: '2027-01-01' })
  expect(html).toContain(translator(lang)('localities.dates.notYet'))
  expect(html).not.toContain(translator(lang)('localities.place.past', { count: 1 }))
})
