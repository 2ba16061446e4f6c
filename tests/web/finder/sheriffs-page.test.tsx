import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { SheriffsPage } from '~/web/finder/sheriffs-page'

test.each(languages)('a search that finds no sheriff opens where it says so (%s)', (lang) => {
  const html = renderToStaticMarkup(
    <SheriffsPage
      lang={lang}
      t={translator(lang)}
      sheriffs={[]}
      known={3}
      counties={3_000}
      states={['AZ']}
      by="county"
      search={{ q: 'nobody', state: '' }}
      map={{ marked: '', states: '', part: null }}
      today="2026-11-24"
      kinds={[]}
      policies={{}}
      petitions={{}}
    />,
  )
  const [, fragment] = /action="[^"]*#([^"]+)"/.exec(html)!
  expect(html).toContain(`<div id="${fragment}"><p role="status">`)
})
