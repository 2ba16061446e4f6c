import { ActionCards } from '~/actions/kind/action-cards'
import type { ActionCard } from '~/actions/kind/kind'
import { Html } from '~/ui/page/html'
import type { PageProps } from '~/ui/page/public-layout'

interface CampaignProps extends PageProps {
  name: string
  summary: string
  storyHtml: string
  cards: ActionCard[]
}

/** A campaign: what it is about, and all its actions. */
export function CampaignPage({ t, name, summary, storyHtml, cards }: CampaignProps) {
  return (
    <>
      <header className="hero">
        <p className="label">{t('site.campaign.label')}</p>
        <h1>{name}</h1>
        <p className="ask">{summary}</p>
      </header>
      <section aria-labelledby="actions">
        <h2 id="actions">{t('site.campaign.actions')}</h2>
        <ActionCards t={t} cards={cards} />
      </section>
      <section className="block">
        <Html html={storyHtml} />
      </section>
    </>
  )
}
