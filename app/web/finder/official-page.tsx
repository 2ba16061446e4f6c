import { ActionCards } from '~/actions/kind/action-cards'
import type { ActionCard } from '~/actions/kind/kind'
import { placeName } from '~/geography/place-name'
import type { Opening } from '~/officials/posts/office-hours'
import { postTitle } from '~/officials/posts/office-lines'
import type { Target } from '~/officials/posts/target'
import { paths } from '~/paths'
import type { FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'
import { Sign } from '~/ui/page/sign'
import { MeetingList } from '~/web/story/meeting-list'
import type { MeetingLineView } from '~/web/story/meeting-view.server'
import { OfficialHours, OpenNow } from './official-hours'
import { OfficialReportForm, ReportThanks } from './official-report-form'
import { type FirstWay, firstWays, hostOf, type Sourced, sourcesOf, termState, wayOf } from './official-view'

interface OfficialProps extends PageProps {
  target: Target
  opening: Opening
  now: Date
  /** YYYY-MM-DD. */
  today: string
  cards: ActionCard[]
  /** The next meeting of their council or board, or null. */
  meeting: MeetingLineView | null
  /** How often the office answered, as people said; null while fewer than ten did. */
  responses: { answers: number; answered: number } | null
  form: FormState
  isReported: boolean
}

/** One post: its holder and term, contacts, legal powers, actions, and a form to report errors. */
export function OfficialPage({
  lang,
  t,
  target,
  opening,
  now,
  today,
  cards,
  meeting,
  responses,
  form,
  isReported,
}: OfficialProps) {
  const { holder, organization, place, contacts, powers } = target
  // Offices have their names in English.
  const office = <span lang="en">{organization.name}</span>
  const term = termState(target, today)
  return (
    <>
      {isReported && <ReportThanks t={t} />}
      <header className="hero">
        <p className="label">
          {postTitle(lang, t, target)} · <a href={paths.place(lang, place.slug)}>{placeName(lang, place)}</a>
        </p>
        <h1>{holder?.name ?? t('places.vacant')}</h1>
        <p className="lead to">{holder ? office : t.rich('places.official.vacantLead', { office: () => office })}</p>
        {term === 'over' && (
          <p className="note">{t('places.official.termOver', { date: longDate(lang, holder!.termEndsOn!) })}</p>
        )}
        {term === 'running' && <p>{t('places.official.term', { date: longDate(lang, holder!.termEndsOn!) })}</p>}
        <FirstWays t={t} ways={firstWays(contacts, cards)} />
        {responses && <p>{t('places.official.responses', responses)}</p>}
        <OpenNow lang={lang} t={t} timeZone={organization.timeZone} opening={opening} now={now} />
        <Sources lang={lang} t={t} sources={sourcesOf(target)} />
      </header>
      {cards.length > 0 && (
        <section aria-labelledby="actions">
          <h2 id="actions">{t('places.place.actions')}</h2>
          <ActionCards t={t} cards={cards} />
        </section>
      )}
      {meeting && (
        <section className="block" aria-labelledby="meeting">
          <h2 id="meeting">{t('meetings.next')}</h2>
          <MeetingList t={t} meetings={[meeting]} />
        </section>
      )}
      <section className="block" aria-labelledby="reach">
        <h2 id="reach">{t('places.official.reach')}</h2>
        {contacts.length === 0 && <p>{t('places.official.noContacts')}</p>}
        <ul className="rows">
          {contacts.map(wayOf).map(({ contact, shown, href }) => (
            <li key={contact.id}>
              <p className="way">
                <span className="label">
                  {t(`places.ways.${contact.kind}`)}
                  <br />
                </span>
                {href ? <a href={href}>{shown}</a> : shown}{' '}
                {contact.extension && t('places.official.extension', { number: contact.extension })}
              </p>
              {contact.note && <p>{contact.note}</p>}
              {contact.status === 'doubtful' && <p className="note">{t('places.official.doubtful')}</p>}
            </li>
          ))}
        </ul>
        <OfficialHours lang={lang} t={t} hours={organization.officeHours} timeZone={organization.timeZone} />
      </section>
      {powers.length > 0 && (
        <section className="block" aria-labelledby="powers">
          <h2 id="powers">{t('places.official.powers')}</h2>
          <p>{t('places.official.powersLead')}</p>
          <ul className="rows">
            {powers.map((power) => (
              <li key={power.topic}>
                <h3>
                  {t(`places.topics.${power.topic}`)}: {t(`places.may.${power.may}`)}
                </h3>
                <p>{power.note[lang]}</p>
                <p className="small">
                  {power.law}. <Source lang={lang} t={t} source={power} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!isReported && <OfficialReportForm lang={lang} t={t} contacts={contacts} form={form} />}
    </>
  )
}

/** What a thumb finds first. */
function FirstWays({ t, ways }: Pick<PageProps, 't'> & { ways: FirstWay[] }) {
  if (ways.length === 0) return null
  return (
    <ul className="first-ways">
      {ways.map(({ sign, href, shown }) => (
        <li key={sign}>
          <a className="button wide" href={href}>
            <Sign name={sign} />
            <span>
              {t(`places.official.go.${sign}`)} {shown && <small>{shown}</small>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Where all of it was read, and when it was last checked, in one line. */
function Sources({ lang, t, sources }: PageProps & { sources: Sourced[] }) {
  if (sources.length === 0) return null
  return (
    <p className="small">
      {sources.map((source, at) => (
        <span key={`${source.sourceUrl} ${source.checkedOn}`}>
          {at > 0 && ' '}
          <Source lang={lang} t={t} source={source} />
        </span>
      ))}
    </p>
  )
}

function Source({ lang, t, source }: PageProps & { source: Sourced }) {
  return t.rich('places.official.source', {
    date: longDate(lang, source.checkedOn),
    link: () => (
      <a href={source.sourceUrl} rel="nofollow">
        {hostOf(source.sourceUrl)}
      </a>
    ),
  })
}
