import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { OwnMails, PaperLetter } from '~/actions/letters/own-letter'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'

const kept = { seed: '0'.repeat(32), body: 'Please hold nobody.', given_name: 'Rosa' }
const meaning = 'Por favor no retenga a nadie.'

function ownMails(lang: 'en' | 'es') {
  const mail = {
    name: 'Ida Vance',
    isToOffice: false,
    href: 'mailto:sheriff.vance@example.org',
    isWhole: true,
    addresses: 'sheriff.vance@example.org',
    subject: 'No judge, no hold',
    text: 'Please hold nobody.',
  }
  return renderToStaticMarkup(<OwnMails t={translator(lang)} mails={[mail]} meaning={meaning} fields={kept} />)
}

test.for(languages)('the buttons of a finished letter stand above what it means, in %s', (lang) => {
  const t = translator(lang)
  const paper = renderToStaticMarkup(
    <PaperLetter
      lang={lang}
      t={t}
      slug="write-sheriff-vance"
      withAddress={1}
      of={1}
      meaning={meaning}
      fields={kept}
      placeQuery=""
    />,
  )
  for (const [html, first, done] of [
    [ownMails(lang), 'href="mailto:', 'value="own-sent"'],
    [paper, 'letter.pdf', 'class="button wide"'],
  ] as const) {
    const order = [first, done, meaning].map((words) => html.indexOf(words))
    expect(order).not.toContain(-1)
    expect(order).toEqual(order.toSorted((one, two) => one - two))
  }
})
