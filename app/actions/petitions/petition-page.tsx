import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import { Html } from '~/ui/page/html'
import type { PageProps } from '~/ui/page/public-layout'
import type { PetitionView } from './petition-view'
import { Progress } from './progress'
import { SignForm } from './sign-form'

interface PetitionPageProps extends PageProps {
  petition: PetitionView
  form: FormState
}

/** A petition: the ask and its target, how many have signed, the form, and why. */
export function PetitionPage({ lang, t, petition, form }: PetitionPageProps) {
  return (
    <article className="petition">
      <header className="hero">
        <p className="label">
          {t('site.petition.label')} · {petition.campaignName}
        </p>
        <h1>{petition.title}</h1>
        <p className="to">
          {t('site.petition.to')} <strong>{petition.target}</strong>
        </p>
        <p className="ask">
          <span>{t('site.petition.weAsk')}</span>
          {petition.ask}
        </p>
      </header>
      <div className="side">
        {petition.status !== 'not-yet' && (
          <Progress lang={lang} t={t} slug={petition.slug} isOpen={petition.status === 'open'} {...petition.numbers} />
        )}
        {petition.status === 'open' ? (
          <SignForm lang={lang} t={t} form={form} commentPrompt={petition.commentPrompt} offers={petition.offers} />
        ) : (
          <Ended lang={lang} t={t} petition={petition} form={form} />
        )}
      </div>
      <div className="story-part">
        {petition.image && (
          <div className="picture">
            <img src={petition.image} alt={petition.imageAlt} width={1200} height={630} decoding="async" />
          </div>
        )}
        <section aria-labelledby="story">
          <h2 id="story">{t('site.petition.story')}</h2>
          <Html html={petition.storyHtml} />
        </section>
        {petition.updates.length > 0 && (
          <section className="block" aria-labelledby="updates">
            <h2 id="updates">{t('site.petition.updates')}</h2>
            {petition.updates.map((update) => (
              <div key={update.publishedOn + update.title} className="story">
                <h3>{update.title}</h3>
                <p className="small">
                  <time dateTime={update.publishedOn}>{longDate(lang, update.publishedOn)}</time>
                </p>
                <Html html={update.bodyHtml} />
              </div>
            ))}
          </section>
        )}
        <Names t={t} names={petition.names} />
      </div>
    </article>
  )
}

function Ended({ t, petition, form }: PetitionPageProps) {
  switch (petition.status) {
    case 'open':
      return null
    case 'victory':
      return (
        <section className="band">
          <ErrorSummary t={t} form={form} />
          <h2>{t('site.petition.victory')}</h2>
          {petition.outcomeHtml ? (
            <Html html={petition.outcomeHtml} className="" />
          ) : (
            <p>{t('site.petition.victoryText')}</p>
          )}
        </section>
      )
    case 'closed':
      return (
        <section className="sign">
          <ErrorSummary t={t} form={form} />
          <h2>{t('site.petition.closed')}</h2>
          {petition.outcomeHtml ? (
            <Html html={petition.outcomeHtml} className="" />
          ) : (
            <p>{t('site.petition.closedText')}</p>
          )}
        </section>
      )
    case 'not-yet':
      return (
        <section className="sign">
          <h2>{t('site.petition.notYet')}</h2>
          <p>{t('site.petition.notYetText', { date: petition.opensAt ?? '' })}</p>
        </section>
      )
  }
}

function Names({ t, names }: Pick<PageProps, 't'> & { names: PetitionView['names'] }) {
  return (
    <section className="block" aria-labelledby="names">
      <h2 id="names">{t('site.petition.names')}</h2>
      {names.length === 0 && <p>{t('site.petition.noNames')}</p>}
      <ul className="names">
        {names.map((name, index) => (
          <li key={index}>
            <strong>{name.displayName}</strong>
            {name.place && `, ${name.place === 'abroad' ? t('site.petition.abroad') : name.place}`}
            {name.comment && <p>{name.comment}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
