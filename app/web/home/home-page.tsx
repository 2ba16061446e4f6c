import { ActionCards } from '~/actions/kind/action-cards'
import type { ActionCard } from '~/actions/kind/kind'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'

interface HomeProps extends PageProps {
  cards: ActionCard[]
  campaigns: { slug: string; name: string; summary: string }[]
}

/** The home page: what can be done today comes first. */
export function HomePage({ lang, t, cards, campaigns }: HomeProps) {
  return (
    <>
      <header className="hero">
        <h1>{t('site.home.title')}</h1>
        <p className="lead to">{t('site.home.lead')}</p>
      </header>
      <section aria-labelledby="today">
        <h2 id="today">{t('site.home.today')}</h2>
        <ActionCards t={t} cards={cards} />
      </section>
      {campaigns.length > 0 && (
        <section className="block" aria-labelledby="campaigns">
          <h2 id="campaigns">{t('site.home.campaigns')}</h2>
          <ul className="rows">
            {campaigns.map((campaign) => (
              <li key={campaign.slug}>
                <h3>
                  <a href={paths.campaign(lang, campaign.slug)}>{campaign.name}</a>
                </h3>
                <p>{campaign.summary}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
