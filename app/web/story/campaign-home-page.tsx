import { ActionCards, ReachCards } from '~/actions/kind/action-cards'
import { KeepPosted, type NewsOf } from '~/actions/news/keep-posted-form'
import type { Room } from '~/campaigns/rooms'
import { languageNames } from '~/i18n/language'
import { paths } from '~/paths'
import { TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm } from '~/ui/forms/form-state'
import { wholeNumber } from '~/ui/page/dates'
import { Html } from '~/ui/page/html'
import type { PageProps } from '~/ui/page/public-layout'
import { CampaignFrame } from './campaign-frame'
import type { HomeNumber, SectionView, StoryLine } from './read-campaign-home.server'
import { Stamp } from './stamp'

interface CampaignHomeProps extends PageProps {
  slug: string
  name: string
  /** Its pages that have something on them. */
  rooms: Room[]
  summary: string
  sections: SectionView[]
  /** Null once the campaign is over. */
  news: NewsOf | null
}

/** The home of a campaign, section by section. Without an opening of its own, it begins with name and summary. */
export function CampaignHomePage({ lang, t, slug, name, rooms, summary, sections, news }: CampaignHomeProps) {
  const [first, ...rest] = sections
  const opensItself = first?.kind === 'hero'
  return (
    <CampaignFrame lang={lang} t={t} campaign={{ slug, name, rooms }} current="home">
      {opensItself ? (
        <Opening name={name} section={first} />
      ) : (
        <header className="hero">
          <h1>{name}</h1>
          <p className="ask">{summary}</p>
        </header>
      )}
      {(opensItself ? rest : sections).map((section) => (
        <SectionOf key={section.key} lang={lang} t={t} section={section} />
      ))}
      {news && <KeepPosted lang={lang} t={t} news={news} page="campaigns" form={emptyForm} />}
    </CampaignFrame>
  )
}

type Of<Kind extends SectionView['kind']> = Extract<SectionView, { kind: Kind }>

function Opening({ name, section }: { name: string; section: Of<'hero'> }) {
  return (
    <header className="hero campaign-hero">
      <div>
        <h1>{name}</h1>
        <p className="ask">{section.ask}</p>
        {section.go && (
          <p>
            <a className="button wide" href={section.go}>
              {section.button}
            </a>
          </p>
        )}
      </div>
      {section.picture && (
        <div className="picture">
          <img src={section.picture} alt={section.alt} width={1200} height={630} decoding="async" />
        </div>
      )}
    </header>
  )
}

/** An opening that was moved below something else: its ask, without the campaign's name. */
function Ask({ section }: { section: Of<'hero'> }) {
  return (
    <section className="block story-ask" aria-labelledby={section.key}>
      <h2 id={section.key}>{section.ask}</h2>
      {section.picture && (
        <img src={section.picture} alt={section.alt} width={1200} height={630} loading="lazy" decoding="async" />
      )}
      {section.go && (
        <p>
          <a className="button" href={section.go}>
            {section.button}
          </a>
        </p>
      )}
    </section>
  )
}

/** Loaded when somebody starts it. Whoever cannot hear it, play it or pay for it reads it. */
function Video({ lang, t, section: { key, heading, text, film, url } }: PageProps & { section: Of<'video'> }) {
  return (
    <section className="block story-text" aria-labelledby={key}>
      <h2 id={key}>{heading}</h2>
      <Lead html={text} />
      {film && (
        <div className="film">
          {/* No video is published without captions: they are its tracks. */}
          <video controls preload="none" aria-labelledby={key} {...(film.poster ? { poster: film.poster } : {})}>
            <source src={film.path} type={film.type} />
            {film.tracks.map(({ language, path }) => (
              <track
                key={language}
                kind="captions"
                src={path}
                srcLang={language}
                label={languageNames[language]}
                default={language === lang}
              />
            ))}
            <a href={film.path}>{t('site.campaign.more.video')}</a>
          </video>
          {film.transcript.length > 0 && (
            <details>
              <summary>{t('site.campaign.transcript')}</summary>
              {film.transcript.map(({ voice, text: said }, index) => (
                // Passages never change their order, and two can say the same.
                <p key={index}>
                  {voice && <strong>{voice}: </strong>}
                  {said}
                </p>
              ))}
            </details>
          )}
        </div>
      )}
      {url && (
        <p>
          <a className="button plain" href={url} rel="noreferrer">
            {t('site.campaign.more.video')}
          </a>
        </p>
      )}
    </section>
  )
}

function SectionOf({ lang, t, section }: PageProps & { section: SectionView }) {
  switch (section.kind) {
    case 'hero':
      return <Ask section={section} />
    case 'text':
    case 'partners':
      return (
        <section className="block story-text" aria-labelledby={section.key}>
          <h2 id={section.key}>{section.heading}</h2>
          <Html html={section.html} />
        </section>
      )
    case 'partner':
      return (
        <p className="partner">
          {section.url ? (
            <a href={section.url} rel="noreferrer">
              {section.name}
            </a>
          ) : (
            section.name
          )}
        </p>
      )
    case 'links':
      return (
        <section className="story-links" aria-labelledby={section.key}>
          <h2 id={section.key}>{section.heading}</h2>
          <Html html={section.html} />
        </section>
      )
    case 'picture':
      return (
        <figure className="block story-picture">
          <img src={section.picture} alt={section.alt} width={1200} height={630} loading="lazy" decoding="async" />
          {section.caption && <figcaption className="small">{section.caption}</figcaption>}
        </figure>
      )
    case 'numbers':
      return <Numbers lang={lang} t={t} section={section} />
    case 'actions':
      return <Actions t={t} section={section} />
    case 'near-you':
      return (
        <section className="block near-you" aria-labelledby={section.key}>
          <h2 id={section.key}>{section.heading}</h2>
          <Lead html={section.text} />
          <Form action={paths.officials(lang)} className="zip-row" noValidate>
            <input type="hidden" name="to" value="place" />
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
        </section>
      )
    case 'timeline':
      return (
        <section className="block story-text" aria-labelledby={section.key}>
          <h2 id={section.key}>{section.heading}</h2>
          <Lead html={section.text} />
          <ol className="story-so-far">
            {section.lines.map((line) => (
              <li key={line.path}>
                <span className="year">{line.year}</span>
                <p className="small">{line.note}</p>
                <h3>
                  <a href={line.path}>{line.title}</a>
                </h3>
                {line.standing && <Stamp standing={line.standing} />}
                <Html html={line.html ?? ''} />
              </li>
            ))}
          </ol>
          <More href={section.more} words={t('site.campaign.more.timeline')} />
        </section>
      )
    case 'cases':
    case 'documents':
    case 'news':
      return (
        <section className="block story-text" aria-labelledby={section.key}>
          <h2 id={section.key}>{section.heading}</h2>
          <Lead html={section.text} />
          <Lines lines={section.lines} />
          <More href={section.more} words={t(`site.campaign.more.${section.kind}`)} />
        </section>
      )
    case 'localities':
      return (
        <section className="block" aria-labelledby={section.key}>
          <h2 id={section.key}>{section.heading}</h2>
          {section.count > 0 && (
            <p className="count-line">
              <span className="count">{wholeNumber(lang, section.count)}</span>{' '}
              <span className="count-label">{t('site.campaign.numbers.localities', { count: section.count })}</span>
            </p>
          )}
          <Lead html={section.text} />
          <More href={section.more} words={t('site.campaign.more.localities')} />
        </section>
      )
    case 'quotes':
      return (
        <figure className="story-quote">
          <blockquote>
            <Html html={section.html} />
          </blockquote>
          <figcaption>{section.who}</figcaption>
        </figure>
      )
    case 'video':
      return <Video t={t} lang={lang} section={section} />
    case 'start':
      return (
        <section className="band start-yours" aria-labelledby={section.key}>
          <h2 id={section.key}>{section.heading}</h2>
          <Lead html={section.text} />
          <p>
            <a className="button" href={section.go}>
              {section.button}
            </a>
          </p>
        </section>
      )
  }
}

function Numbers({ lang, t, section }: PageProps & { section: Of<'numbers'> }) {
  const say = ({ what, count }: HomeNumber) => t(`site.campaign.numbers.${what}`, { count })
  return (
    <section className="story-numbers" aria-labelledby={section.key}>
      <h2 id={section.key}>{section.heading}</h2>
      <ul>
        {section.numbers.map((one) => (
          <li key={one.what}>
            <span className="count">{wholeNumber(lang, one.count)}</span>{' '}
            <span className="count-label">{say(one)}</span>
          </li>
        ))}
      </ul>
      {section.note && <p className="small">{section.note}</p>}
    </section>
  )
}

/** What can be signed, then one card for each official with the ways to reach them, then what is to come and what is over. */
function Actions({ t, section }: Pick<PageProps, 't'> & { section: Of<'actions'> }) {
  const { cards } = section
  const open = cards.filter(({ state }) => state === 'open')
  const [toSign, reach] = [open.filter(({ sign }) => sign === 'pen'), open.filter(({ sign }) => sign !== 'pen')]
  const others = [
    { words: t('site.campaign.soon'), of: cards.filter(({ state }) => state === 'not-yet') },
    { words: t('site.campaign.ended'), of: cards.filter(({ state }) => state === 'over') },
  ].filter(({ of }) => of.length > 0)
  return (
    <section className="block" id="actions" aria-labelledby={section.key}>
      <h2 id={section.key}>{section.heading}</h2>
      {(toSign.length > 0 || cards.length === 0) && <ActionCards t={t} cards={toSign} />}
      {reach.length > 0 && <ReachCards cards={reach} />}
      {others.map(({ words, of }) => (
        <div key={words}>
          <h3>{words}</h3>
          <ActionCards t={t} cards={of} />
        </div>
      ))}
    </section>
  )
}

function Lines({ lines }: { lines: readonly StoryLine[] }) {
  return (
    <ul className="rows">
      {lines.map((line) => (
        <li key={line.path}>
          <p className="small">
            {line.note}
            {line.outlet && (
              <>
                {' · '}
                <span lang={line.language}>{line.outlet}</span>
              </>
            )}
          </p>
          <h3>
            <a href={line.path} lang={line.language}>
              {line.title}
            </a>
          </h3>
          {line.standing && <Stamp standing={line.standing} />}
        </li>
      ))}
    </ul>
  )
}

/** A sentence below a heading, as HTML; nothing if it is empty. */
function Lead({ html }: { html: string }) {
  return html ? <Html html={html} className="lead" /> : null
}

function More({ href, words }: { href: string; words: string }) {
  return (
    <p>
      <a className="button plain" href={href}>
        {words}
      </a>
    </p>
  )
}
