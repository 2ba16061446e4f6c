import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { sourceName } from '~/office/share/source-name'
import { reasonOf, sayReason } from '~/office/texts/message-words'
import { paths } from '~/paths'
import { longDate } from '~/ui/page/dates'
import { useMoments } from '~/ui/page/readers-zone'
import type { TimelineLine } from './person-timeline.server'
import type { SignerPart } from './signer'

/** Everything that happened with a person, newest first. */
export function TimelinePanel({ t, lang, person, hasTexts }: SignerPart) {
  const momentOf = useMoments()
  const { lines, page, hasOlder } = person.timeline
  const link = (to: number) => `${paths.office.person(person.id)}${to > 1 ? `?page=${to}` : ''}#timeline`
  return (
    <section className="panel" aria-labelledby="timeline">
      <h2 id="timeline">{t('office.people.timeline')}</h2>
      {lines.length === 0 && <p>{t('office.people.timelineEnd')}</p>}
      <ol className="story">
        {lines.map((line) => (
          <li key={line.key}>
            <time className="small" dateTime={line.isDay ? line.at.slice(0, 10) : line.at}>
              {line.isDay ? longDate(lang, line.at) : momentOf(lang, new Date(line.at))}
            </time>
            <div>
              <What t={t} lang={lang} line={line} hasTexts={hasTexts} />
              {line.by && <span className="small"> · {line.by}</span>}
              <Words line={line} />
            </div>
          </li>
        ))}
      </ol>
      {(page > 1 || hasOlder) && (
        <nav className="pager" aria-label={t('office.people.timeline')}>
          {page > 1 && (
            <a href={link(page - 1)} rel="prev">
              {t('office.people.newer')}
            </a>
          )}{' '}
          {hasOlder && (
            <a href={link(page + 1)} rel="next">
              {t('office.people.more')}
            </a>
          )}
        </nav>
      )}
      <p className="small">{t('office.people.timelineHint')}</p>
    </section>
  )
}

function What({ t, lang, line, hasTexts }: { t: Translate; lang: Language; line: TimelineLine; hasTexts: boolean }) {
  switch (line.is) {
    case 'signed':
      return (
        <>
          {t('office.people.story.signed')} <a href={paths.office.petition(line.slug)}>{line.title}</a>,{' '}
          {sourceName(t, line.source)}
          {line.signedOn && `, ${t('office.people.onSheet', { day: longDate(lang, line.signedOn) })}`}
          {line.isImported && (
            <span className="small">
              {' '}
              (<a href={paths.office.petitionImport(line.slug)}>{t('office.people.story.imported')}</a>)
            </span>
          )}
        </>
      )
    case 'confirmed':
      return (
        <>
          {t('office.people.story.confirmed')} <a href={paths.office.petition(line.slug)}>{line.title}</a>
        </>
      )
    case 'agreed':
    case 'withdrew':
      return (
        <>
          {t(`office.people.story.${line.is}`, { purpose: t(`office.people.consents.${line.purpose}`) })}{' '}
          <span className="small">{line.title}</span>
        </>
      )
    case 'reached':
      return (
        <>
          {line.did[lang]}: {becameOf(t, lang, line)}{' '}
          <span className="small">
            (<a href={paths.office.action(line.actionSlug)}>{line.actionTitle}</a>)
          </span>
        </>
      )
    case 'message': {
      const reason = reasonOf({ ...line, reason: line.failure }, hasTexts)
      return (
        <>
          {t(`office.people.story.${line.channel}`, { name: line.name[lang] })}
          {line.of && (
            <>
              {' '}
              (<a href={line.of.path}>{line.of.title}</a>)
            </>
          )}
          : {line.failure === 'no-texts' ? t('office.people.notSent') : t(`office.people.sent.${line.state}`)}
          {reason && <span className="small"> ({sayReason(t, reason)})</span>}
        </>
      )
    }
    case 'wrote':
      return <a href={paths.office.thread(line.thread)}>{t('office.people.story.wrote')}</a>
    case 'noted':
      return <>{t('office.people.story.noted')}</>
    case 'stopped':
      return <>{t(`office.people.stop.asked.${line.way}`)}</>
    case 'asked-contact':
      return <>{t(`office.people.story.asked.${line.channel}`)}</>
    case 'contact-ended':
      return <>{t(`office.people.story.ended.${line.how}`)}</>
    case 'tagged':
    case 'untagged':
      return (
        <>
          {t(`office.people.story.${line.is}`, { tag: line.tag })}{' '}
          {line.bulk && (
            <span className="small">
              (
              <a href={paths.office.bulk(line.bulk.id)}>
                {t(line.bulk.isUndo ? 'office.people.story.bulkUndone' : 'office.people.story.bulk')}
              </a>
              )
            </span>
          )}
          {line.list && (
            <span className="small">
              (
              <a href={line.list}>
                {t(line.is === 'tagged' ? 'office.people.story.byList' : 'office.people.story.listUndone')}
              </a>
              )
            </span>
          )}
        </>
      )
    case 'list-stopped':
    case 'list-unstopped':
      return <>{t(`office.people.story.${line.is}`, { what: t(`office.people.stop.channel.${line.channel}`) })}</>
    case 'stopped-themselves':
    case 'refused':
      return <>{t(`office.people.story.${line.is}.${line.channel}`)}</>
    case 'subscribed':
      return (
        <>
          {t(`office.people.story.subscribed.${line.scope}`, { what: t(`office.people.stop.channel.${line.channel}`) })}
        </>
      )
    case 'unsubscribed':
      return (
        <>
          {t(`office.people.story.unsubscribed.${line.scope}`, {
            what: t(`office.people.stop.channel.${line.channel}`),
          })}
        </>
      )
    case 'listed':
      return (
        <>
          {t('office.people.story.listed')} <a href={line.list}>{line.campaign}</a>
          {line.source && `, ${line.source}`}
        </>
      )
    case 'unstopped':
    case 'exported':
    case 'corrected-person':
    case 'asked-again':
    case 'tagged-person':
    case 'untagged-person':
    case 'removed-note':
    case 'restored-note':
    case 'merged-people':
      return <>{t(`office.people.story.${line.is}`)}</>
  }
}

/** What they said, or an organizer noted. */
function Words({ line }: { line: TimelineLine }) {
  switch (line.is) {
    case 'signed':
      return line.comment && <div className="words">“{line.comment}”</div>
    case 'stopped':
      return <div className="words">“{line.said}”</div>
    case 'listed':
      return line.how && <div className="words">“{line.how}”</div>
    case 'noted':
      return <div className="words">{line.text}</div>
    default:
      return null
  }
}

function becameOf(t: Translate, lang: Language, line: TimelineLine & { is: 'reached' }): string {
  if (line.letterState) return t(`letters.own.state.${line.letterState}`)
  if (line.messageState) return t(`texts.office.states.${line.messageState}`)
  return line.outcome[lang]
}
