import type { ActionCard } from '~/actions/kind/kind'
import type { LinksToShare } from '~/actions/petitions/share-links'
import { ShareList } from '~/actions/petitions/share-list'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'
import { Sign } from '~/ui/page/sign'

/** What somebody can do after an act, or where there is nobody to act on. */
export interface NextActsView {
  /** Open actions of the campaign, best first; may be empty. */
  cards: ActionCard[]
  /** Links to share what was just done, and its title; null when there was nothing to share. */
  share: { title: string; links: LinksToShare } | null
  campaign: { slug: string; name: string }
}

/** What else somebody can do: other acts, sharing, and the campaign as a whole. */
export function NextActs({ lang, t, acts }: PageProps & { acts: NextActsView }) {
  const { cards, share, campaign } = acts
  return (
    <>
      {cards.length > 0 && (
        <section className="block next-acts" aria-labelledby="next">
          <h2 id="next">{t('outreach.else.title')}</h2>
          <ActList cards={cards} />
        </section>
      )}
      {share && (
        <section className="block" aria-labelledby="share">
          <h2 id="share">{t('outreach.else.share')}</h2>
          <ShareList t={t} title={share.title} links={share.links} />
        </section>
      )}
      <p className="block">
        <a href={paths.campaign(lang, campaign.slug)}>{t('outreach.else.campaign', { campaign: campaign.name })}</a>
      </p>
    </>
  )
}

/** Acts in a list, each a single link. */
export function ActList({ cards }: { cards: readonly ActionCard[] }) {
  if (cards.length === 0) return null
  return (
    <ul className="who">
      {cards.map((card) => (
        <li key={card.tag}>
          <a href={card.path}>
            <Sign name={card.sign} />
            <span className="who-words">
              <strong>
                {card.title}
                <br />
              </strong>
              <span>{[card.target, card.go].filter(Boolean).join(' · ')}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
