import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { sayProblem } from '~/office/officials/rosters/lines/say-problem'
import type { UnderstoodRow } from '~/office/officials/rosters/lines/understood-row'
import { paths } from '~/paths'
import { longDate } from '~/ui/page/dates'
import { WideTable } from '~/ui/page/wide-table'
import type { Roster } from './rosters.server'

interface LinesProps {
  t: Translate
  lang: Language
  roster: Roster
  show: 'problems' | 'changes' | 'all'
}

/** The line-by-line report: the original cells, what was understood, problems, changes. */
export function LinesTable({ t, lang, roster, show }: LinesProps) {
  return (
    <section id="lines">
      <h2>{t('officials.rosters.report')}</h2>
      <ul className="tabs" aria-label={t('officials.rosters.show')}>
        {(['problems', 'changes', 'all'] as const).map((one) => (
          <li key={one}>
            <a
              href={`${paths.office.roster(roster.id)}?show=${one}#lines`}
              {...(one === show ? { 'aria-current': 'true' as const } : {})}
            >
              {t(`officials.rosters.shows.${one}`)}
            </a>
          </li>
        ))}
      </ul>
      {roster.lines.length === 0 ? (
        <p>{t('officials.rosters.noLines')}</p>
      ) : (
        <WideTable
          label={t('officials.rosters.report')}
          head={[
            { number: t('officials.rosters.line') },
            t('officials.rosters.read'),
            t('officials.rosters.understood'),
            t('officials.rosters.reason'),
            t('officials.rosters.change'),
          ]}
        >
          {roster.lines.map((line) => (
            <tr key={line.line}>
              <td className="number">{line.line}</td>
              <td className="small">{line.cells.filter(Boolean).join(' · ').slice(0, 160)}</td>
              <td>{line.understood && <Understood t={t} lang={lang} row={line.understood} />}</td>
              <td>
                {line.outcome === 'bad' && <span className="state bad">{t('officials.rosters.outcomes.bad')}</span>}
                {line.problems.map((problem, index) => (
                  <div key={index}>{sayProblem(t, problem)}</div>
                ))}
              </td>
              <td>
                {line.changes.map(({ what, words }, index) => (
                  <div key={index}>
                    {t(`officials.change.${what}`)}: {words}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </WideTable>
      )}
      {roster.next !== null && (
        <p>
          <a className="button" href={`${paths.office.roster(roster.id)}?show=${show}&after=${roster.next}#lines`}>
            {t('officials.rosters.more')}
          </a>
        </p>
      )}
    </section>
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
