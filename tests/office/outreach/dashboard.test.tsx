import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { outreachKind } from '~/actions/registry.server'
import { type Language, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { dashboardWords } from '~/office/outreach/dashboard-words'
import { OutreachDashboardPage } from '~/office/outreach/outreach-dashboard-page'

const answered = { en: /answered|got through|reached/i, es: /contest|con respuesta|comunica/i }

test.for(languages.flatMap((lang) => (['letter', 'text'] as const).map((kind) => ({ lang, kind }))))(
  'nobody is told that a $kind was answered, in $lang',
  ({ lang, kind }) => {
    expect(dashboard(kind, lang)).not.toMatch(answered[lang])
    expect(dashboard(kind, lang)).toContain(lang === 'en' ? 'Sent' : 'Enviad')
  },
)

test.for(languages)('how many calls were answered is said in %s', (lang) => {
  expect(dashboard('call', lang)).toMatch(answered[lang])
})

test('in Spanish an official is what they are in Spanish, where they are', () => {
  expect(dashboard('letter', 'es')).toContain('concejal, condado de Saguaro')
  expect(dashboard('letter', 'es')).not.toMatch(/Council Member|County/)
})

function dashboard(kind: string, lang: Language): string {
  const head = {
    slug: 'an-action',
    title: { en: 'An action', es: 'Una acción' },
    state: 'open' as const,
    list: { path: '/', name: '' },
    notes: [],
    warning: null,
    publicUrls: { en: '', es: '' },
    rights: [],
    tabs: [],
  }
  const official = {
    name: 'Lee Okafor',
    role: 'council-member' as const,
    title: 'Council Member',
    district: '',
    place: 'Saguaro County',
    placeKind: 'county',
    outcomes: { sent: 4 },
  }
  const officials = [
    { ...official, postId: '1', all: 4, reached: 4, lastReached: '2026-11-24' },
    { ...official, postId: '2', all: 0, reached: 0, lastReached: null },
  ]
  const figures = {
    all: 4,
    today: 0,
    hour: 0,
    reached: 4,
    days: [{ day: '2026-11-24', reached: 4, rest: 0 }],
    outcomes: [],
    languages: [],
    officials,
  }
  return renderToStaticMarkup(
    <OutreachDashboardPage
      zone="America/Phoenix"
      t={translator(lang)}
      lang={lang}
      head={head}
      words={dashboardWords(outreachKind(kind), officials, lang)}
      figures={figures}
      isByPlace
    />,
  ).replace(/<[^>]*>/g, ' ')
}
