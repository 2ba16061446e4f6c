import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { SwitchesPage } from '~/office/switches/switches-page'

const running = { en: 'Running', es: 'En marcha' }
const none = { en: 'No legal hold', es: 'No hay retención legal' }

test.for(languages)(
  'a legal hold that is off is said to be none, and a switch nobody signed for says only when, in %s',
  (lang) => {
    const words = (isOn: boolean) => page(lang, isOn)
    expect(words(false)).toContain(none[lang])
    expect(words(false)).not.toContain(running[lang])
    expect(words(true)).not.toContain(none[lang])
    expect(words(true)).toMatch(
      lang === 'en'
        ? /Legal hold: nothing is deleted.*Lift the legal hold/
        : /Hay retención legal: no se borra nada.*Levantar la retención/,
    )
    expect(words(true)).not.toMatch(/ ,/)
    expect(words(true)).toContain(lang === 'en' ? '2 requests to delete wait' : '2 solicitudes de borrar esperan')
  },
)

function page(lang: 'en' | 'es', isOn: boolean): string {
  const switches = [{ name: 'legal-hold' as const, isOn, by: '', at: '2026-11-25T12:00:00Z' }]
  return renderToStaticMarkup(
    <SwitchesPage
      t={translator(lang)}
      lang={lang}
      switches={switches}
      channels={{ mail: 'real', texts: 'real', calls: 'real' }}
      deletions={isOn ? 2 : 0}
    />,
  )
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
}
