import { type Language, languageNames } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { FilterForm } from '~/office/table/filter-form'
import { OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { paths } from '~/paths'
import { useMoments } from '~/ui/page/readers-zone'
import type { LogFilters, LoggedMessage } from './message-log.server'
import { reasonOf, StateMark, sayReason } from './message-words'

export interface MessageLogProps extends Part<LoggedMessage> {
  t: Translate
  lang: Language
  filters: LogFilters
  /** Templates that the log can be filtered by, with their names. */
  templates: [template: string, name: string][]
  campaigns: { id: string; name: string }[]
  /** More match than the log holds. */
  isCut: boolean
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
export function MessageLog(props: MessageLogProps) {
  const { t, lang, lines, table, count, isCut, filters, templates, campaigns, hasTexts } = props
  const momentOf = useMoments()
  const list = { path: paths.office.messages(), filters: { ...filters }, table, count, isCut }
  return (
    <section>
      <p>{t('texts.office.logLead')}</p>
      <FilterForm
        t={t}
        list={list}
        fields={[
          { name: 'template', label: t('texts.office.filters.template'), options: templates },
          {
            name: 'state',
            label: t('texts.office.filters.state'),
            options: states.map((state) => [state, t(`texts.office.states.${state}`)]),
          },
          { name: 'day', label: t('texts.office.filters.day'), type: 'date' },
          {
            name: 'campaign',
            label: t('texts.office.filters.campaign'),
            options: campaigns.map(({ id, name }) => [id, name]),
          },
        ]}
      />
      <OfficeTable
        t={t}
        lang={lang}
        label={t('texts.office.log')}
        rows={lines}
        keyOf={({ id }) => id}
        list={list}
        empty={t('texts.office.filters.none')}
        columns={[
          {
            name: 'when',
            head: t('texts.office.when'),
            sorts: 'up',
            className: 'when',
            cell: ({ at }) => momentOf(lang, new Date(at)),
          },
          {
            name: 'channel',
            head: t('texts.office.channel'),
            sorts: 'up',
            cell: ({ channel }) => t(`texts.office.channels.${channel}`),
          },
          { name: 'what', head: t('texts.office.what'), sorts: 'up', className: 'words', cell: ({ name }) => name },
          {
            name: 'language',
            head: t('texts.office.language'),
            sorts: 'up',
            cell: ({ language }) => languageNames[language],
          },
          {
            name: 'campaign',
            head: t('texts.office.filters.campaign'),
            sorts: 'up',
            cell: ({ campaign }) => campaign ?? t('texts.office.filters.nobodys'),
          },
          {
            name: 'state',
            head: t('texts.office.state'),
            sorts: 'up',
            cell: ({ state }) => <StateMark t={t} state={state} />,
          },
          {
            name: 'reason',
            head: t('texts.office.reason'),
            cell: (row) =>
              [sayReason(t, reasonOf(row, hasTexts)), row.code && `(${row.code})`].filter(Boolean).join(' '),
          },
          {
            name: 'segments',
            head: t('texts.office.segments'),
            isNumber: true,
            cell: ({ segments }) => segments,
          },
        ]}
      />
    </section>
  )
}
