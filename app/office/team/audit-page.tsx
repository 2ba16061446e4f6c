import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { Act } from '~/office/guard/audit.server'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { useMoments } from '~/ui/page/readers-zone'
import { WideTable } from '~/ui/page/wide-table'

interface AuditProps {
  t: Translate
  lang: Language
  lines: {
    seq: number
    at: string
    who: string
    group: string
    act: Act
    subject: string
    howMany: number
    reason: string | null
  }[]
  brokenAt: number | null
  count: number
}

/** The audit log, newest first, and whether its hash chain is intact. */
export function AuditPage({ t, lang, lines, brokenAt, count }: AuditProps) {
  const momentOf = useMoments()
  const last = lines.at(-1)
  return (
    <>
      <h1>{t('office.audit.title')}</h1>
      <p className="lead">{t('office.audit.lead')}</p>
      <p className={brokenAt === null ? 'done' : 'errors'} role="status">
        {brokenAt === null ? t('office.audit.holds', { count }) : t('office.audit.broken', { line: brokenAt })}
      </p>
      <WideTable
        label={t('office.audit.title')}
        head={[
          { number: t('office.audit.line') },
          t('office.audit.when'),
          t('office.audit.who'),
          t('office.audit.what'),
          { number: t('office.audit.howMany') },
          t('office.audit.subject'),
        ]}
      >
        {lines.map((line) => (
          <tr key={line.seq}>
            <td className="number">{wholeNumber(lang, line.seq)}</td>
            <td>{momentOf(lang, new Date(line.at))}</td>
            <td>{line.who || t('office.audit.nobody')}</td>
            <td>{t(`office.audit.acts.${line.act}`)}</td>
            <td className="number">{wholeNumber(lang, line.howMany)}</td>
            <td>
              <span className="small">
                {line.group && `${line.group} · `}
                {line.subject}
                {line.reason && ` · “${line.reason}”`}
              </span>
            </td>
          </tr>
        ))}
      </WideTable>
      {last && last.seq > 1 && (
        <p>
          <a href={paths.office.audit(last.seq)}>{t('office.audit.older')}</a>
        </p>
      )}
    </>
  )
}
