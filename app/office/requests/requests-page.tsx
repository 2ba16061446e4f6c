import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import { refusalMail, refusalReasons } from './refusal-mail'
import type { CampaignRequest, ReadRequest } from './requests.server'

interface RequestsProps {
  t: Translate
  lang: Language
  requests: (Omit<CampaignRequest, 'askedAt' | 'decidedAt'> & { askedAt: string; decidedAt: string | null })[]
  /** How many the next page skips; null when this is the last. */
  next: number | null
  /** The one that was just opened. */
  opened: ReadRequest | null
  /** Whether a decision could not be taken back, because the group is at work. */
  hasJoined: boolean
}

/** Requests for a campaign of one's own. Who asks is shown only once somebody opens a request. */
export function RequestsPage({ t, lang, requests, next, opened, hasJoined }: RequestsProps) {
  const momentOf = useMoments()
  return (
    <>
      <h1>{t('office.nav.requests')}</h1>
      <p>{t('start.office.lead')}</p>
      {hasJoined && <p role="status">{t('start.office.joined')}</p>}
      {requests.length === 0 && <p>{t('start.office.none')}</p>}
      {requests.map((request) => (
        <section key={request.id} id={request.id} className="panel">
          <h2>{[request.place, request.campaign].filter(Boolean).join(' · ')}</h2>
          <p className="small">
            {t('start.office.asked', { at: momentOf(lang, new Date(request.askedAt)), language: request.language })}
          </p>
          {opened?.id === request.id && <Asker t={t} request={request} opened={opened} />}
          {request.state === 'waiting' ? (
            <div className="inline">
              {opened?.id === request.id ? (
                <>
                  <OneButton fields={{ intent: 'approve', id: request.id }} isMain>
                    {t('start.office.approve')}
                  </OneButton>
                  <OneButton fields={{ intent: 'refuse', id: request.id }}>{t('start.office.refuse')}</OneButton>
                </>
              ) : (
                <OneButton fields={{ intent: 'open', id: request.id }} isMain>
                  {t('start.office.open')}
                </OneButton>
              )}
            </div>
          ) : (
            <Decided t={t} lang={lang} request={request} />
          )}
        </section>
      ))}
      {next !== null && (
        <p>
          <a className="button" href={`${paths.office.requests()}?after=${next}`}>
            {t('officials.list.more')}
          </a>
        </p>
      )}
    </>
  )
}

function Asker({
  t,
  request,
  opened,
}: {
  t: Translate
  request: RequestsProps['requests'][number]
  opened: ReadRequest
}) {
  return (
    <>
      <dl className="said">
        <dt>{t('office.team.group')}</dt>
        <dd>{opened.group}</dd>
        <dt>{t('office.people.name')}</dt>
        <dd>{opened.givenName}</dd>
        <dt>{t('site.form.email')}</dt>
        <dd>
          <a href={`mailto:${encodeURIComponent(opened.email)}`}>{opened.email}</a>
        </dd>
        <dt>{t('start.why')}</dt>
        <dd lang={opened.language}>{opened.why}</dd>
      </dl>
      <p>{t('start.office.approveHint')}</p>
      {opened.unfilled.length > 0 && (
        <p className="errors">
          {t('start.office.unfilled', { place: request.place, roles: opened.unfilled.join(', ') })}{' '}
          <a href={paths.office.officials()}>{t('office.nav.officials')}</a>
        </p>
      )}
      <p>{t('start.office.refuseHint')}</p>
      <ul>
        {refusalReasons.map((reason) => (
          <li key={reason}>
            <a href={refusalMail(reason, { ...opened, campaign: request.campaign, place: request.place })}>
              {t(`start.office.reasons.${reason}`)}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

function Decided({
  t,
  lang,
  request,
}: Pick<RequestsProps, 't' | 'lang'> & { request: RequestsProps['requests'][number] }) {
  const momentOf = useMoments()
  return (
    <>
      <p>
        {t(`start.office.${request.state === 'approved' ? 'approved' : 'refused'}`, {
          at: momentOf(lang, new Date(request.decidedAt!)),
        })}{' '}
        {request.made && <a href={paths.office.campaigns()}>{request.made.name}</a>}
      </p>
      {request.mayUndo && <OneButton fields={{ intent: 'undo', id: request.id }}>{t('start.office.undo')}</OneButton>}
    </>
  )
}
