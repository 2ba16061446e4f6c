import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { sayReason } from '~/office/texts/message-words'
import { paths } from '~/paths'
import { momentOf } from '~/ui/page/dates'
import type { Needs } from './needs.server'
import type { PetitionStanding } from './rollups.server'
import { PetitionStandings } from './standings-table'

interface HomeProps {
  t: Translate
  lang: Language
  name: string
  needs: Needs
  standings: PetitionStanding[]
  hasOwnPasskeyAdvice: boolean
}

/** Home page of the office: what needs attention, and how the petitions are doing. */
export function OfficeHomePage({ t, lang, name, needs, standings, hasOwnPasskeyAdvice }: HomeProps) {
  const waiting = [
    ...mailWaiting(t, lang, needs.mail),
    needs.backups?.need && <span>{t(`office.home.backup.need.${needs.backups.need}`)}</span>,
    needs.held > 0 && <a href={paths.office.held()}>{t('office.home.held', { count: needs.held })}</a>,
    needs.comments > 0 && <a href={paths.office.comments()}>{t('office.home.comments', { count: needs.comments })}</a>,
    needs.toRead > 0 && (
      <a href={`${paths.office.messages()}#inbox`}>{t('office.home.toRead', { count: needs.toRead })}</a>
    ),
    needs.deletions > 0 && (
      <a href={paths.office.switches()}>{t('office.home.deletions', { count: needs.deletions })}</a>
    ),
    needs.failing > 0 && <a href={paths.office.messages()}>{t('office.home.failing', { count: needs.failing })}</a>,
    needs.unknown > 0 && <span>{t('office.home.unknown', { count: needs.unknown })}</span>,
    needs.stale > 0 && <a href={paths.office.stale()}>{t('officials.stale.need', { count: needs.stale })}</a>,
    needs.moneySpent > 0 && (
      <a href={`${paths.office.messages()}#money`}>{t('money.needSpent', { count: needs.moneySpent })}</a>
    ),
    needs.moneyNear > 0 && (
      <a href={`${paths.office.messages()}#money`}>{t('money.needNear', { count: needs.moneyNear })}</a>
    ),
    hasOwnPasskeyAdvice && <a href={paths.office.account()}>{t('office.home.passkey')}</a>,
  ].filter(Boolean)
  return (
    <>
      <h1>{t('office.home.hello', { name })}</h1>
      <h2>{t('office.home.needs')}</h2>
      <ul className={waiting.length > 0 ? 'need' : 'need calm'}>
        {waiting.length > 0 ? (
          waiting.map((what, index) => <li key={index}>{what}</li>)
        ) : (
          <li>{t('office.home.nothing')}</li>
        )}
      </ul>
      <h2>{t('office.nav.petitions')}</h2>
      <PetitionStandings t={t} lang={lang} standings={standings} />
      {needs.backups && <BackupLine t={t} lang={lang} {...needs.backups} />}
    </>
  )
}

/** When the last backup was, and when somebody last tested that one can be restored. */
function BackupLine({ t, lang, last, lastDrill }: { t: Translate; lang: Language } & NonNullable<Needs['backups']>) {
  const when = (at: string) => momentOf(lang, new Date(at))
  return (
    <p className="hint">
      {last ? t('office.home.backup.last', { when: when(last) }) : t('office.home.backup.none')}{' '}
      {last &&
        (lastDrill ? t('office.home.backup.lastDrill', { when: when(lastDrill) }) : t('office.home.backup.noDrill'))}
    </p>
  )
}

/** What holds mail up, and how much waits for it. */
function mailWaiting(t: Translate, lang: Language, { pause, domains, deferred }: Needs['mail']) {
  const messages = paths.office.messages()
  const why = (reason: string, code: string | null) => `${sayReason(t, reason)}${code ? ` (${code})` : ''}`
  const named = (domain: string) => domain || t('office.home.smallDomain')
  return [
    pause && (
      <a href={messages}>
        {t('office.home.mailPaused', {
          when: momentOf(lang, new Date(pause.since)),
          why: why(pause.reason, pause.code),
          count: pause.waiting,
        })}
      </a>
    ),
    ...domains.flatMap(({ domain, code, since, waiting, givenUp }) => [
      waiting > 0 && (
        <a href={messages}>
          {t('office.home.mailRefused', {
            domain: named(domain),
            code,
            when: momentOf(lang, new Date(since)),
            count: waiting,
          })}
        </a>
      ),
      givenUp > 0 && (
        <a href={messages}>{t('office.home.mailGivenUp', { domain: named(domain), code, count: givenUp })}</a>
      ),
    ]),
    deferred > 0 && <a href={`${messages}?state=deferred#log`}>{t('office.home.deferred', { count: deferred })}</a>,
  ]
}
