import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ConfirmLetterPage } from '~/actions/letters/delivery/confirm-letter-page'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'

test.for(languages)(
  'a letter’s link opened again in %s leads on, and does not say that nothing is left to do',
  (lang) => {
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
    const html = renderToStaticMarkup(<ConfirmLetterPage lang={lang} t={t} {...letter} />)
    expect(html).toContain('/thanks')
    expect(html).not.toMatch(/nothing more|nada más/)
  },
)
