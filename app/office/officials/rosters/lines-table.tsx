import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { LinesReport } from '~/office/lists/import-parts'
import type { LinesToShow } from '~/office/lists/lines-to-show'
import { sayProblem } from '~/office/officials/rosters/lines/say-problem'
import type { UnderstoodRow } from '~/office/officials/rosters/lines/understood-row'
import { paths } from '~/paths'
import { longDate } from '~/ui/page/dates'
import type { Roster } from './rosters.server'

interface LinesProps {
  t: Translate
  lang: Language
  roster: Roster
  show: LinesToShow
}

/** The line-by-line report: the original cells, what was understood, problems, changes. */
export function LinesTable({ t, lang, roster, show }: LinesProps) {
  return (
    <LinesReport
      t={t}
      href={paths.office.roster(roster.id)}
      show={show}
      lines={roster.lines}
      next={roster.next}
      understood={(line) => line.understood && <Understood t={t} lang={lang} row={line.understood} />}
      problems={(line) => line.problems.map((problem) => sayProblem(t, problem))}
      changes={(line) => line.changes.map(({ what, words }) => `${t(`officials.change.${what}`)}: ${words}`)}
    />
  )
}

function Understood({ t, lang, row }: { t: Translate; lang: Language; row: UnderstoodRow }) {
  const holder = row.isVacant ? t('officials.rosters.vacant') : row.name || t('officials.rosters.nobody')
  return (
    <>
      <strong>{holder}</strong>, {[row.title, row.district, row.seat].filter(Boolean).join(' · ')}, {row.placeName}
      {row.startedOn && (
        <div className="small">{t('officials.post.since', { day: longDate(lang, row.startedOn) })}</div>
      )}
      {row.termEndsOn &&
        (row.isPast ? (
          <div>{t('officials.rosters.past', { day: longDate(lang, row.termEndsOn) })}</div>
        ) : (
          <div className="small">{t('officials.post.until', { day: longDate(lang, row.termEndsOn) })}</div>
        ))}
      {(row.unused ?? []).length > 0 && (
        <div className="small">
          {t('officials.rosters.unused', {
            fields: row.unused.map((field) => t(`officials.fields.${field}`)).join(', '),
          })}
        </div>
      )}
      {row.contacts.map(({ kind, value, extension }) => (
        <div className="small" key={kind + value + extension}>
          {t(`officials.contactKinds.${kind}`)}: {value} {extension && `x${extension}`}
        </div>
      ))}
    </>
  )
}
