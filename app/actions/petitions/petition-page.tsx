import { Behind } from '~/actions/kind/behind'
import { NextActs, type NextActsView } from '~/actions/next-acts/next-acts'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import { Html } from '~/ui/page/html'
import type { PageProps } from '~/ui/page/public-layout'
import { addressee, type PetitionView } from './petition-view'
import { Progress } from './progress'
import type { ShareLinks } from './share-links'
import { ShareList } from './share-list'
import { SignForm } from './sign-form'

interface PetitionPageProps extends PageProps {
  petition: PetitionView
  form: FormState
  links: ShareLinks
  /** What else can be done, where nobody can sign; null also in the office's preview. */
  acts: NextActsView | null
}

/** A petition: the ask and its target, how many have signed, the form, and why. */
export function PetitionPage({ lang, t, petition, form, links, acts }: PetitionPageProps) {
  const isRefused = form.errors.length > 0 || form.problem !== undefined
  const { to, name } = addressee(lang, petition.target)
  const side = <Side lang={lang} t={t} petition={petition} form={form} />
  return (
    <article className="petition">
      {/* What has to be mended comes first. */}
      {isRefused && side}
      <header className="hero">
        <p className="label">
          <a href={paths.campaign(lang, petition.campaignSlug)}>{petition.campaignName}</a>
        </p>
        <h1>{petition.title}</h1>
        <p className="to">
          {to} <strong>{name}</strong>
        </p>
        <p className="ask">
          <span>
            {t('site.petition.weAsk')}
            <br />
          </span>
          {petition.ask}
        </p>
      </header>
      {!isRefused && side}
      <div className="story-part">
        {petition.image && (
          <div className="picture">
            <img src={petition.image} alt={petition.imageAlt} width={1200} height={630} decoding="async" />
          </div>
        )}
        <Quote t={t} names={petition.names} />
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
        <Deliveries lang={lang} t={t} deliveries={petition.deliveries} />
        {petition.status === 'open' && <WhatHappens t={t} />}
        <Names t={t} names={petition.names} numbers={petition.numbers} />
        {acts && <NextActs lang={lang} t={t} acts={acts} />}
        {(petition.status === 'open' || petition.status === 'not-yet') && (
          <section className="block" aria-labelledby="share">
            <h2 id="share">{t('site.petition.share')}</h2>
            <ShareList t={t} title={petition.title} links={links} />
          </section>
        )}
        <Behind lang={lang} t={t} {...petition} />
        {petition.status === 'open' && (
          <p className="sign-again">
            <a className="button wide" href="#sign">
              {t('site.form.sign')}
            </a>
          </p>
        )}
      </div>
    </article>
  )
}

/** How many have signed, and the form. On a phone the form's title stays at the foot of the screen until the form begins. */
function Side({ lang, t, petition, form }: Omit<PetitionPageProps, 'links' | 'acts'>) {
  return (
    <div className="side">
      {petition.status !== 'not-yet' && (petition.status === 'open' || petition.numbers.confirmed > 0) && (
        <Progress
          lang={lang}
          t={t}
          slug={petition.slug}
          isOpen={petition.status === 'open'}
          names={petition.names}
          isRecent={petition.isRecent}
          closes={petition.closes}
          vote={petition.vote}
          {...petition.numbers}
        />
      )}
      {petition.status === 'open' ? (
        <>
          <h2 id="sign-title" className="sign-bar">
            <a href="#sign">{t('site.form.title')}</a>
          </h2>
          <SignForm lang={lang} t={t} form={form} commentPrompt={petition.commentPrompt} offers={petition.offers} />
        </>
      ) : (
        <Ended t={t} petition={petition} form={form} />
      )}
    </div>
  )
}

function Ended({ t, petition, form }: Pick<PetitionPageProps, 't' | 'petition' | 'form'>) {
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

/** The newest comment, large: one voice is read where a list is not. */
function Quote({ t, names }: Pick<PageProps, 't'> & { names: PetitionView['names'] }) {
  const said = names.find((name) => name.comment)
  if (!said) return null
  return (
    <figure className="voice" data-person="">
      <blockquote>{said.comment}</blockquote>
      <figcaption>
        <Signer t={t} name={said} />
      </figcaption>
    </figure>
  )
}

/** When the signatures were handed over, to whom and by whom. */
function Deliveries({ lang, t, deliveries }: PageProps & Pick<PetitionView, 'deliveries'>) {
  if (deliveries.length === 0) return null
  return (
    <section className="block" aria-labelledby="deliveries">
      <h2 id="deliveries">{t('site.petition.deliveries')}</h2>
      {deliveries.map(({ day, recipient, byWhom, signatures, photo }) => (
        <div key={day + recipient} className="story">
          <h3>{recipient}</h3>
          <p>
            <time dateTime={day}>{longDate(lang, day)}</time>:{' '}
            {t('site.petition.deliveredBy', { who: byWhom, count: signatures })}
          </p>
          {photo && <img src={photo.src} alt={photo.alt} width={1200} height={630} loading="lazy" decoding="async" />}
        </div>
      ))}
    </section>
  )
}

function WhatHappens({ t }: Pick<PageProps, 't'>) {
  return (
    <section className="block" aria-labelledby="next">
      <h2 id="next">{t('site.petition.next')}</h2>
      <ol className="steps">
        {(['confirm', 'deliver', 'tell'] as const).map((step) => (
          <li key={step}>{t(`site.petition.steps.${step}`)}</li>
        ))}
      </ol>
    </section>
  )
}

function Names({ t, names, numbers }: Pick<PageProps, 't'> & Pick<PetitionView, 'names' | 'numbers'>) {
  const { confirmed, privateCount } = numbers
  return (
    <section className="block" aria-labelledby="names" data-person="">
      <h2 id="names">{t('site.petition.names')}</h2>
      {names.length === 0 && <p>{t('site.petition.noNames')}</p>}
      {confirmed > 0 && (
        <p className="small">
          {t('site.petition.onlyConfirmed')}
          {privateCount > 0 && ` · ${t('site.petition.privateShare', { count: privateCount })}`}
        </p>
      )}
      <ul className="names">
        {names.map((name, index) => (
          <li key={index}>
            <Signer t={t} name={name} />
            {name.comment && <p>{name.comment}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Signer({ t, name }: Pick<PageProps, 't'> & { name: PetitionView['names'][number] }) {
  return (
    <>
      <strong>{name.displayName}</strong>
      {name.place && `, ${name.place === 'abroad' ? t('site.petition.abroad') : name.place}`}
    </>
  )
}
