import type { Language } from '~/i18n/language'
import { messages } from '~/i18n/messages'
import type { Translate } from '~/i18n/translator'
import type { Act, AuditFilter } from '~/office/guard/audit.server'
import { FilterForm } from '~/office/table/filter-form'
import { OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { useMoments } from '~/ui/page/readers-zone'

interface Line {
  seq: number
  at: string
  who: string
  group: string
  act: Act
  subject: string
  howMany: number
  reason: string | null
}

interface AuditProps extends Part<Line> {
  t: Translate
  lang: Language
  filter: AuditFilter
  /** Ids and names, by name. */
  organizers: [id: string, name: string][]
  brokenAt: number | null
  /** Entries in the whole log. */
  all: number
}

/** The audit log, newest first, and whether its hash chain is intact. */
export function AuditPage({ t, lang, lines, table, count, filter, organizers, brokenAt, all }: AuditProps) {
  const momentOf = useMoments()
  const list = { path: paths.office.audit(), filters: { ...filter }, table, count }
  return (
    <>
      <h1>{t('office.audit.title')}</h1>
      <p className="lead">{t('office.audit.lead')}</p>
      <p className={brokenAt === null ? 'done' : 'errors'} role="status">
        {brokenAt === null ? t('office.audit.holds', { count: all }) : t('office.audit.broken', { line: brokenAt })}
      </p>
      <FilterForm
        t={t}
        list={list}
        fields={[
          { name: 'by', label: t('office.audit.who'), options: organizers },
          { name: 'act', label: t('office.audit.what'), options: actsByName(t, lang) },
          { name: 'day', label: t('office.audit.day'), type: 'date' },
        ]}
      />
      <OfficeTable
        t={t}
        lang={lang}
        label={t('office.audit.title')}
        rows={lines}
        keyOf={({ seq }) => String(seq)}
        list={list}
        empty={t('office.audit.none')}
        columns={[
          {
            name: 'line',
            head: t('office.audit.line'),
            isNumber: true,
            cell: ({ seq }) => wholeNumber(lang, seq),
          },
          {
            name: 'when',
            head: t('office.audit.when'),
            sorts: 'up',
            className: 'when',
            cell: ({ at }) => momentOf(lang, new Date(at)),
          },
          { name: 'who', head: t('office.audit.who'), cell: ({ who }) => who || t('office.audit.nobody') },
          {
            name: 'what',
            head: t('office.audit.what'),
            sorts: 'up',
            cell: ({ act }) => t(`office.audit.acts.${act}`),
          },
          {
            name: 'howMany',
            head: t('office.audit.howMany'),
            sorts: 'down',
            isNumber: true,
            cell: ({ howMany }) => wholeNumber(lang, howMany),
          },
          {
            name: 'subject',
            head: t('office.audit.subject'),
            cell: ({ group, subject, reason }) => (
              <span className="small">{[group, subject, reason && `“${reason}”`].filter(Boolean).join(' · ')}</span>
            ),
          },
        ]}
      />
    </>
  )
}

function actsByName(t: Translate, lang: Language): [Act, string][] {
  const acts = Object.keys(messages.en.office.audit.acts) as Act[]
  return acts
    .map((act): [Act, string] => [act, t(`office.audit.acts.${act}`)])
    .sort((one, two) => one[1].localeCompare(two[1], lang))
}
