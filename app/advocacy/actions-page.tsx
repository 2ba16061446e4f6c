import type { AdvocacyKind } from '#db/schema-advocacy'
import { Sparkline } from '~/dashboard/charts'
import { ErrorSummary, TextField } from '~/forms/fields'
import type { FormState } from '~/forms/form-state'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { WideTable } from '~/office/wide-table'
import { Choice } from '~/organizers/team-page'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/dates'
import type { ActionStanding } from './standings.server'

interface ActionsProps {
  t: Translate
  lang: Language
  form: FormState
  standings: ActionStanding[]
  kinds: AdvocacyKind[]
  places: { campaigns: { id: string; name: string }[]; groups: { id: string; name: string }[] }
}

/** All calls, letters and texts, and the beginning of a new one. */
export function ActionsPage({ t, lang, form, standings, kinds, places }: ActionsProps) {
  return (
    <>
      <h1>{t('outreach.office.title')}</h1>
      <ErrorSummary t={t} form={form} />
      <Standings t={t} lang={lang} standings={standings} />
      {places.groups.length > 0 && places.campaigns.length > 0 && (
        <section className="panel">
          <h2>{t('outreach.office.new')}</h2>
          <form method="post">
            <TextField t={t} form={form} name="title" label={t('office.edit.fields.title')} hint={t('outreach.office.newHint')} maxLength={100} />
            <Choice name="kind" label={t('outreach.office.kind')} options={kinds.map((kind) => [kind, t(`outreach.office.kinds.${kind}`)])} chosen={form.values.kind} />
            <Choice name="campaign" label={t('office.petitions.campaign')} options={places.campaigns.map(({ id, name }) => [id, name])} chosen={form.values.campaign} />
            <Choice name="group" label={t('office.team.group')} options={places.groups.map(({ id, name }) => [id, name])} chosen={form.values.group} />
            <button className="main">{t('outreach.office.start')}</button>
          </form>
        </section>
      )}
    </>
  )
}

function Standings({ t, lang, standings }: Pick<ActionsProps, 't' | 'lang' | 'standings'>) {
  if (standings.length === 0) return <p>{t('outreach.office.none')}</p>
  return (
    <WideTable
      label={t('outreach.office.title')}
      head={[t('outreach.office.action'), t('outreach.office.kind'), t('office.petitions.state'), { number: t('outreach.office.outreach') }, { number: t('office.petitions.today') }, t('office.petitions.month')]}
    >
      {standings.map((one) => (
        <tr key={one.slug}>
          <th scope="row">
            <a href={paths.office.action(one.slug)}>{one.title[lang] || one.title.en || one.title.es || one.slug}</a>
          </th>
          <td>{t(`outreach.office.kinds.${one.kind}`)}</td>
          <td>
            <span className={`state ${one.state}`}>{t(`office.states.${one.state}`)}</span>
          </td>
          <td className="number">{wholeNumber(lang, one.all)}</td>
          <td className="number">{wholeNumber(lang, one.today)}</td>
          <td>
            <Sparkline label={t('outreach.office.monthOf', { count: one.days.reduce((sum, count) => sum + count, 0) })} values={one.days} />
          </td>
        </tr>
      ))}
    </WideTable>
  )
}
