import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { WideTable } from '~/office/wide-table'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/dates'
import { Sparkline } from './charts'
import type { PetitionStanding } from './rollups.server'

/** Petitions with their numbers, one line each. */
export function StandingsTable({ t, lang, standings }: { t: Translate; lang: Language; standings: PetitionStanding[] }) {
  if (standings.length === 0) return <p>{t('office.petitions.none')}</p>
  return (
    <WideTable label={t('office.nav.petitions')} head={[t('office.petitions.petition'), t('office.petitions.state'), { number: t('office.petitions.confirmed') }, { number: t('office.petitions.today') }, t('office.petitions.month')]}>
      {standings.map((one) => (
        <tr key={one.id}>
          <th scope="row">
            <a href={paths.office.petition(one.slug)}>{one.title[lang] || one.title.en || one.title.es || one.slug}</a>
          </th>
          <td>
            <span className={`state ${one.state}`}>{t(`office.states.${one.state}`)}</span>
          </td>
          <td className="number">{wholeNumber(lang, one.confirmed)}</td>
          <td className="number">{wholeNumber(lang, one.today)}</td>
          <td>
            <Sparkline label={t('office.petitions.monthOf', { count: one.days.reduce((sum, count) => sum + count, 0) })} values={one.days} />
          </td>
        </tr>
      ))}
    </WideTable>
  )
}
