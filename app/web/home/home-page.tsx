import { ActionCards, PosterLink, ReachCards } from '~/actions/kind/action-cards'
import type { ActionCard } from '~/actions/kind/kind'
import { paths } from '~/paths'
import { TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'

interface HomeProps extends PageProps {
  cards: ActionCard[]
  campaigns: { slug: string; name: string; summary: string }[]
}

/** The home page: who decides where you live, one petition to sign, and how to reach each official. */
export function HomePage({ lang, t, cards, campaigns }: HomeProps) {
  const featured = cards.find((card) => card.sign === 'pen' && card.state === 'open')
  const rest = cards.filter((card) => card !== featured)
  const reach = rest.filter((card) => card.sign !== 'pen' && card.state === 'open')
  const others = rest.filter((card) => !reach.includes(card))
  return (
    <>
      <div className="home-top">
        <header className="hero">
          <h1>{t('site.home.title')}</h1>
          <p className="lead to">{t('site.home.lead')}</p>
          <Form action={paths.officials(lang)} className="zip-row" noValidate>
            <TextField
              t={t}
              form={emptyForm}
              name="zip"
              label={t('site.home.zip')}
              inputMode="numeric"
              autoComplete="postal-code"
              maxLength={20}
            />
            <button className="button">{t('site.home.find')}</button>
          </Form>
          <p className="small">{t('places.find.notKept')}</p>
        </header>
        {featured && (
          <div className="poster">
            <PosterLink card={featured} isFirst />
          </div>
        )}
      </div>
      {/* The menu's story, and what there is when no campaign has one. */}
      <div id="campaigns">
        {campaigns.length > 0 && (
          <section className="block" aria-labelledby="story">
            <h2 id="story">{t('site.home.campaigns')}</h2>
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
        {reach.length > 0 && (
          <section className="block" aria-labelledby="reach">
            <h2 id="reach">{t('site.home.reach')}</h2>
            <ReachCards cards={reach} />
          </section>
        )}
        {(others.length > 0 || cards.length === 0) && (
          <section className="block" aria-labelledby="more">
            <h2 id="more">{t('site.home.today')}</h2>
            <ActionCards t={t} cards={others} />
          </section>
        )}
      </div>
    </>
  )
}
