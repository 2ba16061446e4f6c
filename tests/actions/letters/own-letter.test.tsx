import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { OwnMails, PaperLetter } from '~/actions/letters/own-letter'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { action as writes } from '~/routes/$lang.letters.$slug'
import { action as prints } from '~/routes/$lang.letters.$slug_.letter[.]pdf'
import { test } from '../../support/firme-test'
import { toSheriff } from '../../support/letters'
import { visit } from '../../support/public'

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
    [paper, 'letter.pdf', 'value="paper-sent"'],
  ] as const) {
    const order = [first, done, meaning].map((words) => html.indexOf(words))
    expect(order).not.toContain(-1)
    expect(order).toEqual(order.toSorted((one, two) => one - two))
  }
})

test('whoever mailed a letter on paper is thanked, and it counts once whether they downloaded it, said so, or both', async ({
  world,
}) => {
  const path = `/es/letters/${toSheriff}`
  const counted = async () => {
    await world.work()
    return world.db.selectFrom('outreach').select(['via', 'outcome']).execute()
  }
  const letter = {
    subject: 'No judge',
    body: 'Please hold nobody.',
    spanish: '',
    given_name: 'Rosa',
    postal_code: '85001',
  }
  const says = (seed: string) =>
    visit(world, writes, path, { slug: toSheriff }, { ...letter, seed, intent: 'paper-sent' })
  const seed = 'a'.repeat(32)
  await visit(world, prints, `${path}/letter.pdf`, { slug: toSheriff }, { ...letter, seed })
  for (let time = 0; time < 2; time += 1) {
    const { status, tags } = await says(seed)
    expect([status, tags[0]]).toEqual([303, expect.stringContaining(`${path}/thanks?how=own`)])
  }
  expect(await counted()).toEqual([{ via: 'print', outcome: 'printed' }])
  await says('b'.repeat(32))
  expect(await counted()).toHaveLength(2)
})
