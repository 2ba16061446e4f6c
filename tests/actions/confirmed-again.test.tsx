import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ConfirmLetterPage } from '~/actions/letters/delivery/confirm-letter-page'
import { ConfirmPage } from '~/actions/petitions/confirm-page'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'

test.for(languages)('a link opened again in %s leads on, and does not say that nothing is left to do', (lang) => {
  const t = translator(lang)
  const letter = {
    state: 'confirmed' as const,
    slug: 'write-sheriff-vance',
    title: null,
    to: [],
    dropped: null,
    asks: '',
    suggested: { asks: '', says: [] },
  }
  for (const page of [
    <ConfirmLetterPage key="letter" lang={lang} t={t} {...letter} />,
    <ConfirmPage key="petition" lang={lang} t={t} state="confirmed" slug="alto-polimigra" title={null} />,
  ]) {
    const html = renderToStaticMarkup(page)
    expect(html).toContain('/thanks')
    expect(html).not.toMatch(/nothing more|nada más/)
  }
})
