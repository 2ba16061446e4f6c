import type { PageProps } from '~/ui/page/public-layout'
import { Sign } from '~/ui/page/sign'
import type { ActionCard } from './kind'

/** A list of action cards, each a single link. */
export function ActionCards({ t, cards }: Pick<PageProps, 't'> & { cards: ActionCard[] }) {
  if (cards.length === 0) return <p className="lead">{t('site.home.none')}</p>
  return (
    <ul className="posters">
      {cards.map((card) => (
        <li className="poster" key={card.tag}>
          <PosterLink card={card} />
        </li>
      ))}
    </ul>
  )
}

/** One action as a poster: picture, title, who decides, how many so far. @param isFirst stands at the top of the page */
export function PosterLink({ card, isFirst = false }: { card: ActionCard; isFirst?: boolean }) {
  const Title = isFirst ? 'h2' : 'h3'
  return (
    <a href={card.path}>
      {card.image && (
        <img
          src={card.image}
          alt={card.imageAlt}
          width={1200}
          height={630}
          loading={isFirst ? 'eager' : 'lazy'}
          decoding="async"
        />
      )}
      <div className="poster-body">
        <Title className="poster-title">{card.title}</Title>
        {card.target && <p>{card.target}</p>}
        {card.soFar && <p className="small">{card.soFar}</p>}
      </div>
      <span className="poster-go">
        <Sign name={card.sign} />
        {card.go}
      </span>
    </a>
  )
}

/** What can be done about one official or office: all ways to reach them on one card. */
interface Reach {
  /** '' when nobody is to be reached at the moment. */
  target: string
  cards: ActionCard[]
}

/** Open actions by whom they reach, in the order of their first card. One that reaches nobody stands alone. */
function byTarget(cards: readonly ActionCard[]): Reach[] {
  const groups = Map.groupBy(cards, (card) => card.target || card.tag)
  return [...groups.values()].map((of) => ({ target: of[0]!.target, cards: of }))
}

/** One card for each official, with the ways to reach them. */
export function ReachCards({ cards }: { cards: readonly ActionCard[] }) {
  return (
    <ul className="posters reach">
      {byTarget(cards).map(({ target, cards: ways }) => (
        <li className="poster" key={ways[0]!.tag}>
          <div className="poster-body">
            {target && <h3 className="poster-title">{target}</h3>}
            <ul className="ways">
              {ways.map((card) => (
                <li key={card.tag}>
                  <a href={card.path}>
                    <Sign name={card.sign} />
                    <span>
                      <strong>
                        {card.title}
                        <br />
                      </strong>
                      {card.soFar && <span className="small">{card.soFar}</span>}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          </div>
        </li>
      ))}
    </ul>
  )
}
