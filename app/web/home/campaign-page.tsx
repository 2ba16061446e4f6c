import { ActionCards, ReachCards } from '~/actions/kind/action-cards'
import type { ActionCard } from '~/actions/kind/kind'
import type { CampaignNews } from '~/actions/petitions/petitions.server'
import { paths } from '~/paths'
import { longDate, wholeNumber } from '~/ui/page/dates'
import { Html } from '~/ui/page/html'
import type { PageProps } from '~/ui/page/public-layout'

interface CampaignProps extends PageProps {
  name: string
  summary: string
  storyHtml: string
  cards: ActionCard[]
  news: CampaignNews[]
}

/** A campaign: what it is about, how far it has come, its newest news, and all its actions. */
export function CampaignPage({ lang, t, name, summary, storyHtml, cards, news }: CampaignProps) {
  const picture = cards.find((card) => card.image)
  const done = cards.reduce((sum, card) => sum + card.done, 0)
  const reach = cards.filter((card) => card.sign !== 'pen' && card.state === 'open')
  const lists = [
    {
      id: 'actions',
      title: t('site.campaign.sign'),
      cards: cards.filter((card) => card.sign === 'pen' && card.state === 'open'),
    },
    { id: 'soon', title: t('site.campaign.soon'), cards: cards.filter((card) => card.state === 'not-yet') },
    { id: 'ended', title: t('site.campaign.ended'), cards: cards.filter((card) => card.state === 'over') },
  ]
  const [toSign, ...rest] = lists.map(({ id, title, cards: listed }) =>
    listed.length > 0 ? (
      <section key={id} className={id === 'actions' ? undefined : 'block'} aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        <ActionCards t={t} cards={listed.map((card) => (card === picture ? { ...card, image: null } : card))} />
      </section>
    ) : null,
  )
  return (
    <>
      <header className="hero campaign-hero">
        <div>
          <p className="label">{t('site.campaign.label')}</p>
          <h1>{name}</h1>
          <p className="ask">{summary}</p>
          {done > 0 && (
            <p className="so-far">{t('site.campaign.done', { count: done, number: wholeNumber(lang, done) })}</p>
          )}
        </div>
        {picture?.image && (
          <div className="picture">
            <img src={picture.image} alt={picture.imageAlt} width={1200} height={630} decoding="async" />
          </div>
        )}
      </header>
      {toSign}
      {reach.length > 0 && (
        <section className="block" aria-labelledby="reach">
          <h2 id="reach">{t('site.home.reach')}</h2>
          <ReachCards cards={reach} />
        </section>
      )}
      {rest}
      <div className="story-and-news block">
        <section>
          <Html html={storyHtml} />
        </section>
        {news.length > 0 && (
          <section aria-labelledby="news">
            <h2 id="news">{t('site.petition.updates')}</h2>
            <ul className="rows">
              {news.map((one) => (
                <li key={one.id}>
                  <p className="small">
                    <time dateTime={one.publishedOn}>{longDate(lang, one.publishedOn)}</time>
                  </p>
                  <h3>
                    <a href={`${paths.petition(lang, one.slug)}#updates`}>{one.title[lang]}</a>
                  </h3>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  )
}
