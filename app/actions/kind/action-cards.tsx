import type { PageProps } from '~/ui/page/public-layout'
import type { ActionCard } from './kind'

/** A list of action cards, each a single link. */
export function ActionCards({ t, cards }: Pick<PageProps, 't'> & { cards: ActionCard[] }) {
  if (cards.length === 0) return <p className="lead">{t('site.home.none')}</p>
  return (
    <ul className="posters">
      {cards.map((card) => (
        <li className="poster" key={card.tag}>
          <a href={card.path}>
            {card.image && (
              <img src={card.image} alt={card.imageAlt} width={1200} height={630} loading="lazy" decoding="async" />
            )}
            <div className="poster-body">
              <h3 className="poster-title">{card.title}</h3>
              {card.target && <p>{card.target}</p>}
              {card.soFar && <p className="small">{card.soFar}</p>}
            </div>
            <span className="poster-go">{card.go}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
