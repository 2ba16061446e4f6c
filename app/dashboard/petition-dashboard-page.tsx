import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/dates'
import { Columns, Shares } from './charts'
import { CountyPanel } from './county-panel'
import type { CountyCount } from './counts-by-county.server'
import type { PetitionFigures } from './petition-figures.server'
import { WritingTabs, type WrittenHead } from '~/writing/writing-tabs'
import { StateMap } from './state-map'

interface DashboardProps {
  t: Translate
  lang: Language
  head: WrittenHead
  figures: PetitionFigures
  /** Confirmed signatures by state, most first; names in English as on the map. */
  states: { name: string; confirmed: number }[]
  counties: CountyCount[]
  /** Outlines of the states, for the map of counties. */
  lines: string
  milestones: { threshold: number; day: string }[]
}

/** A petition in numbers. */
export function PetitionDashboardPage({ t, lang, head, figures, states, counties, lines, milestones }: DashboardProps) {
  const number = (value: number) => wholeNumber(lang, value)
  const rate = figures.received > 0 ? `${Math.round((100 * figures.confirmed) / figures.received)} %` : '·'
  const columns = (slices: PetitionFigures['days'], label: (key: string) => string) =>
    slices.map((slice) => ({ label: label(slice.key), value: slice.confirmed, rest: Math.max(0, slice.received - slice.confirmed) }))
  const dayLabel = (key: string) => new Intl.DateTimeFormat(lang, { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(key))
  const hourLabel = (key: string) => new Intl.DateTimeFormat(`${lang}-US`, { hour: 'numeric', timeZone: 'America/New_York' }).format(new Date(`${key}:00:00Z`))
  const languageName = (code: string) => (code === lang ? t('office.numbers.thisLanguage') : t('office.numbers.otherLanguage'))
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="numbers" />
      <ul className="figures" data-live={paths.office.petitionLive(head.slug)}>
        <Figure name="confirmed" value={number(figures.confirmed)} label={t('office.numbers.confirmed')} />
        <Figure name="today" value={number(figures.today)} label={t('office.numbers.today')} />
        <Figure name="lastHour" value={number(figures.lastHour)} label={t('office.numbers.thisHour')} />
        <Figure name="received" value={number(figures.received)} label={t('office.numbers.received')} />
        <Figure name="rate" value={rate} label={t('office.numbers.rate')} />
        <Figure
          name="goal"
          value={number(figures.goal)}
          label={figures.goalInDays === null ? t('office.numbers.goal') : t('office.numbers.goalIn', { days: figures.goalInDays })}
        />
      </ul>
      <section className="panel">
        <h2>{t('office.numbers.byDay')}</h2>
        <Columns lang={lang} label={t('office.numbers.byDay')} columns={columns(figures.days, dayLabel)} />
        <p className="small">{t('office.numbers.legend')}</p>
        <DataTable t={t} lang={lang} caption={t('office.numbers.byDay')} slices={figures.days} label={dayLabel} />
      </section>
      <section className="panel">
        <h2>{t('office.numbers.byHour')}</h2>
        <Columns lang={lang} label={t('office.numbers.byHour')} columns={columns(figures.hours, hourLabel)} />
        <p className="small">{t('office.numbers.hourNote')}</p>
        <DataTable t={t} lang={lang} caption={t('office.numbers.byHour')} slices={figures.hours} label={hourLabel} />
      </section>
      <div className="columns">
        <section className="panel">
          <h2>{t('office.numbers.byPlace')}</h2>
          <StateMap label={t('office.numbers.mapLabel')} counts={new Map(states.map((state) => [state.name, state.confirmed]))} />
          <Shares lang={lang} caption={t('office.numbers.states')} head={[t('office.numbers.place'), t('office.numbers.confirmed')]} rows={states.map((state) => ({ name: state.name, value: state.confirmed }))} />
          <details>
            <summary>{t('office.numbers.areas')}</summary>
            <Shares
              lang={lang}
              caption={t('office.numbers.areas')}
              head={[t('office.numbers.area'), t('office.numbers.confirmed')]}
              rows={figures.areas.slice(0, 100).map((slice) => ({ name: slice.key === 'abroad' ? t('site.petition.abroad') : `${slice.key}··`, value: slice.confirmed }))}
            />
          </details>
        </section>
        {counties.length > 0 && <CountyPanel t={t} lang={lang} counties={counties} lines={lines} without={figures.confirmed - figures.counties.reduce((sum, { confirmed }) => sum + confirmed, 0)} />}
        <section className="panel">
          <Shares lang={lang} caption={t('office.numbers.byLanguage')} head={[t('office.numbers.language'), t('office.numbers.confirmed')]} rows={figures.languages.map((slice) => ({ name: languageName(slice.key), value: slice.confirmed }))} />
          <Shares
            lang={lang}
            caption={t('office.numbers.bySource')}
            head={[t('office.numbers.source'), t('office.numbers.confirmed')]}
            rows={figures.sources.slice(0, 30).map((slice) => ({ name: sourceName(t, slice.key), value: slice.confirmed }))}
          />
          <Shares
            lang={lang}
            caption={t('office.numbers.byChannel')}
            head={[t('office.numbers.channel'), t('office.numbers.confirmed')]}
            rows={figures.channels.map((slice) => ({ name: t(`office.numbers.channels.${slice.key as 'mail' | 'sms' | 'paper'}`), value: slice.confirmed }))}
          />
          {milestones.length > 0 && (
            <>
              <h3>{t('office.numbers.milestones')}</h3>
              <ul>
                {milestones.map((one) => (
                  <li key={one.threshold}>
                    {number(one.threshold)}: {dayLabel(one.day)}
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      </div>
    </>
  )
}

function Figure({ name, value, label }: { name: string; value: string; label: string }) {
  return (
    <li>
      <strong data-figure={name}>{value}</strong>
      <span>{label}</span>
    </li>
  )
}

/** The numbers behind a chart. */
function DataTable({ t, lang, caption, slices, label }: { t: Translate; lang: Language; caption: string; slices: PetitionFigures['days']; label: (key: string) => string }) {
  return (
    <details>
      <summary>{t('office.numbers.asTable')}</summary>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('office.numbers.when')}</th>
            <th scope="col" className="number">
              {t('office.numbers.confirmed')}
            </th>
            <th scope="col" className="number">
              {t('office.numbers.received')}
            </th>
          </tr>
        </thead>
        <tbody>
          {slices.map((slice) => (
            <tr key={slice.key}>
              <th scope="row">{label(slice.key)}</th>
              <td className="number">{wholeNumber(lang, slice.confirmed)}</td>
              <td className="number">{wholeNumber(lang, slice.received)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function sourceName(t: Translate, key: string): string {
  const known = { web: 'web', wa: 'whatsapp', whatsapp: 'whatsapp', sms: 'sms', mail: 'mail', qr: 'qr', copy: 'copy', paper: 'paper' } as const
  return key in known ? t(`office.numbers.sources.${known[key as keyof typeof known]}`) : key
}
