import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ReachCards } from '~/actions/kind/action-cards'
import type { ActionCard } from '~/actions/kind/kind'
import { type Language, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { HomePage } from '~/web/home/home-page'
import { CampaignHomePage } from '~/web/story/campaign-home-page'

const card = (more: Partial<ActionCard>): ActionCard => ({
  tag: 'action:1',
  campaignId: 'c',
  title: 'Call Sheriff Vance',
  target: 'Ida Vance',
  path: '/en/calls/call-sheriff-vance',
  image: null,
  imageAlt: '',
  soFar: '',
  done: 0,
  go: 'Call',
  sign: 'phone',
  state: 'open',
  ...more,
})

const campaign = (lang: Language, cards: ActionCard[]) =>
  renderToStaticMarkup(
    <CampaignHomePage
      lang={lang}
      t={translator(lang)}
      slug="s"
      name="n"
      rooms={[]}
      summary="s"
      sections={[{ key: 's1', kind: 'actions', heading: 'Act', cards }]}
      news={null}
    />,
  )

test('two actions that reach nobody at the moment stay two cards, and neither has an empty heading', () => {
  const html = renderToStaticMarkup(
    <ReachCards
      cards={[
        card({ target: '' }),
        card({ tag: 'action:2', title: 'Call the board', target: '' }),
        card({ tag: 'action:3', title: 'Write Sheriff Vance' }),
        card({ tag: 'action:4', title: 'Text Sheriff Vance' }),
      ]}
    />,
  )
  expect(html.match(/<li class="poster">/g)).toHaveLength(3)
  expect(html).not.toContain('<h3 class="poster-title"></h3>')
})

test.each(languages)(
  'a campaign lists what can be signed first, and what is to come and what has ended by itself (%s)',
  (lang) => {
    const t = translator(lang)
    const html = campaign(lang, [
      card({ tag: 'petition:1', title: 'The petition', sign: 'pen' }),
      card({ tag: 'petition:2', title: 'The won petition', sign: 'pen', state: 'over' }),
      card({ title: 'The ended call', state: 'over' }),
      card({ tag: 'action:2', title: 'The coming text', sign: 'bubble', state: 'not-yet' }),
    ])
    const under = (heading: string) => html.split(new RegExp(`>${heading}</h[23]>`))[1]!.split(/<h2|<h3>/)[0]!
    expect(under('Act')).toContain('The petition')
    expect(under('Act')).not.toMatch(/ended call|won petition|coming text/)
    expect(under(t('site.campaign.soon'))).toContain('The coming text')
    expect(under(t('site.campaign.ended'))).toMatch(/The won petition[^]*The ended call/)
  },
)

test.each(languages)('the link to the story leads somewhere on a home page without a campaign (%s)', (lang) => {
  for (const campaigns of [[], [{ slug: 's', name: 'n', summary: 's' }]]) {
    const html = renderToStaticMarkup(<HomePage lang={lang} t={translator(lang)} cards={[]} campaigns={campaigns} />)
    expect(html.match(/ id="campaigns"/g)).toHaveLength(1)
  }
})
