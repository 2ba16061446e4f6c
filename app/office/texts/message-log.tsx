import { type Language, languageNames } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { useMoments } from '~/ui/page/readers-zone'
import { WideTable } from '~/ui/page/wide-table'
import type { LogFilters, LoggedMessage } from './message-log.server'
import { reasonOf, StateMark, sayReason } from './message-words'

export interface MessageLogProps {
  t: Translate
  lang: Language
  log: LoggedMessage[]
  filters: LogFilters
  /** Templates that the log can be filtered by, with their names. */
  templates: [template: string, name: string][]
  campaigns: { id: string; name: string }[]
  /** Whether there may be older ones. */
  hasMore: boolean
  hasTexts: boolean
}

const states = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'unknown',
  'suppressed',
  'deferred',
] as const

/** The message log: what each message was, how it went and why; with filters. */
export function MessageLog({ t, lang, log, filters, templates, campaigns, hasMore, hasTexts }: MessageLogProps) {
  const momentOf = useMoments()
  const older = new URLSearchParams({ ...filters, before: log.at(-1)?.at ?? '' })
  return (
    <section>
      <p>{t('texts.office.logLead')}</p>
      <form method="get" action={paths.office.messages()} className="inline panel">
        <Choice
          t={t}
          name="template"
          label={t('texts.office.filters.template')}
          value={filters.template}
          options={templates}
        />
        <Choice
          t={t}
          name="state"
          label={t('texts.office.filters.state')}
          value={filters.state}
          options={states.map((state) => [state, t(`texts.office.states.${state}`)])}
        />
        <div className="field">
          <label htmlFor="log-day">{t('texts.office.filters.day')}</label>
          <input id="log-day" name="day" type="date" defaultValue={filters.day} />
        </div>
        <Choice
          t={t}
          name="campaign"
          label={t('texts.office.filters.campaign')}
          value={filters.campaign}
          options={campaigns.map(({ id, name }) => [id, name])}
        />
        <button>{t('texts.office.filters.show')}</button>
        <a href={paths.office.messages()}>{t('texts.office.filters.clear')}</a>
      </form>
      {log.length === 0 && <p>{t('texts.office.filters.none')}</p>}
      {log.length > 0 && (
        <WideTable
          label={t('texts.office.log')}
          head={[
            t('texts.office.when'),
            t('texts.office.channel'),
            t('texts.office.what'),
            t('texts.office.language'),
            t('texts.office.filters.campaign'),
            t('texts.office.state'),
            t('texts.office.reason'),
            { number: t('texts.office.segments') },
          ]}
        >
          {log.map((row, index) => (
            <tr key={index}>
              <td className="when">{momentOf(lang, new Date(row.at))}</td>
              <td>{t(`texts.office.channels.${row.channel}`)}</td>
              <td className="words">{row.name}</td>
              <td>{languageNames[row.language]}</td>
              <td>{row.campaign ?? t('texts.office.filters.nobodys')}</td>
              <td>
                <StateMark t={t} state={row.state} />
              </td>
              <td>
                {sayReason(t, reasonOf(row, hasTexts))} {row.code && `(${row.code})`}
              </td>
              <td className="number">{row.segments ?? ''}</td>
            </tr>
          ))}
        </WideTable>
      )}
      {hasMore && (
        <p>
          <a href={`?${older}`}>{t('texts.office.filters.older')}</a>
        </p>
      )}
    </section>
  )
}

interface ChoiceProps {
  t: Translate
  name: string
  label: string
  value: string
  options: [string, string][]
}

function Choice({ t, name, label, value, options }: ChoiceProps) {
  return (
    <div className="field">
      <label htmlFor={`log-${name}`}>{label}</label>
      <select id={`log-${name}`} name={name} defaultValue={value}>
        <option value="">{t('texts.office.filters.any')}</option>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
