import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ConfirmLetterPage } from '~/actions/letters/delivery/confirm-letter-page'
import { translator } from '~/i18n/translator'

test('where a letter is confirmed in Spanish, what is proposed stays closed, and says that it may not be hers', () => {
  const html = renderToStaticMarkup(
    <ConfirmLetterPage
      lang="es"
      t={translator('es')}
      state="waiting"
      slug="write-sheriff-vance"
      title={{ en: 'Write', es: 'Escriba' }}
      to={[]}
      dropped={null}
      suggested={{ asks: '', says: ['Las cortes dicen que es una solicitud.'] }}
    />,
  )
  expect(html).toMatch(
    /<details><summary>Qué dice en español la carta que proponemos \(la suya puede llevar otros puntos\)<\/summary>/,
  )
})
