import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { type StateName, titleOf } from '~/office/editor/writing-tabs'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { WideTable } from '~/ui/page/wide-table'
import { Sparkline } from './charts'
import type { PetitionStanding } from './rollups.server'

/** One row of the table: state and numbers. */
interface ActionStanding {
  slug: string
  title: { en: string; es: string }
  state: StateName
  path: string
  /** Its kind, when the table mixes several. */
  kind?: string
  all: number
  today: number
  /** Count per day, the last thirty days, oldest first. */
  days: number[]
}

interface StandingsProps {
  t: Translate
  lang: Language
  label: string
  /** Column headings: the name, the kind if shown, what is counted. */
  head: { what: string; kind?: string; all: string }
  standings: ActionStanding[]
}

/** Petitions or actions with their numbers, one per row. */
export function StandingsTable({ t, lang, label, head, standings }: StandingsProps) {
  return (
    <WideTable
      label={label}
      head={[
        head.what,
        ...(head.kind ? [head.kind] : []),
        t('office.petitions.state'),
        { number: head.all },
        { number: t('office.petitions.today') },
        t('office.petitions.month'),
      ]}
    >
      {standings.map((one) => (
        <tr key={one.slug}>
          <th scope="row">
            <a href={one.path}>{titleOf(one, lang)}</a>
          </th>
          {one.kind && <td>{one.kind}</td>}
          <td>
            <span className={`state ${one.state}`}>{t(`office.states.${one.state}`)}</span>
          </td>
          <td className="number">{wholeNumber(lang, one.all)}</td>
          <td className="number">{wholeNumber(lang, one.today)}</td>
          <td>
            <Sparkline
              label={t('office.petitions.monthOf', { count: one.days.reduce((sum, count) => sum + count, 0) })}
              values={one.days}
            />
          </td>
        </tr>
      ))}
    </WideTable>
  )
}

/** Petitions with their numbers. */
export function PetitionStandings({
  t,
  lang,
  standings,
}: {
  t: Translate
  lang: Language
  standings: PetitionStanding[]
}) {
  if (standings.length === 0) return <p>{t('office.petitions.none')}</p>
  const lines = standings.map((one) => ({ ...one, path: paths.office.petition(one.slug), all: one.confirmed }))
  return (
    <StandingsTable
      t={t}
      lang={lang}
      label={t('office.nav.petitions')}
      head={{ what: t('office.petitions.petition'), all: t('office.petitions.confirmed') }}
      standings={lines}
    />
  )
}
