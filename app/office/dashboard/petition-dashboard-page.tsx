import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { sumByName } from '~/office/share/source-name'
import { paths } from '~/paths'
import { hoursOf, wholeNumber } from '~/ui/page/dates'
import { zoneName } from '~/ui/page/zones'
import { Columns, Shares } from './charts'
import type { CountyCount } from './counts-by-county.server'
import { AsTable, Figures } from './dashboard-parts'
import type { PetitionFigures } from './petition-figures.server'
import { PlacesPanels } from './places-panels'

interface DashboardProps {
  t: Translate
  lang: Language
  head: WrittenHead
  figures: PetitionFigures
  /** Of the network: days and hours are its. IANA. */
  zone: string
  /** Where texts are not set up: signers with only a phone, and how many of them are unconfirmed; else null. */
  byPhone: { signed: number; unconfirmed: number } | null
  /** Confirmed signatures by state, most first; names in English as on the map. */
  states: { name: string; confirmed: number }[]
  counties: CountyCount[]
  /** SVG path of the state outlines, for the county map. */
  lines: string
  milestones: { threshold: number; day: string }[]
}

/** A petition's dashboard. */
export function PetitionDashboardPage({
  t,
  lang,
  head,
  figures,
  zone,
  byPhone,
  states,
  counties,
  lines,
  milestones,
}: DashboardProps) {
  const number = (value: number) => wholeNumber(lang, value)
  const rate = figures.received > 0 ? `${Math.round((100 * figures.confirmed) / figures.received)} %` : '·'
  const columns = (slices: PetitionFigures['days'], label: (key: string) => string) =>
    slices.map((slice) => ({
      label: label(slice.key),
      value: slice.confirmed,
      rest: Math.max(0, slice.received - slice.confirmed),
    }))
  const heads = [t('office.numbers.when'), t('office.numbers.confirmed'), t('office.numbers.received')] as const
  const rows = (slices: PetitionFigures['days'], label: (key: string) => string) =>
    slices.map(({ key, confirmed, received }) => ({ key, label: label(key), numbers: [confirmed, received] }))
  const dayLabel = (key: string) =>
    new Intl.DateTimeFormat(lang, { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(key))
  const hourLabels = hoursOf(
    lang,
    figures.hours.map(({ key }) => new Date(`${key}:00Z`)),
    zone,
  )
  const hourLabel = (key: string) => hourLabels[figures.hours.findIndex((hour) => hour.key === key)]!
  const languageName = (code: string) =>
    code === lang ? t('office.numbers.thisLanguage') : t('office.numbers.otherLanguage')
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="numbers" />
      <Figures
        live={paths.office.petitionLive(head.slug)}
        figures={[
          { name: 'confirmed', value: number(figures.confirmed), label: t('office.numbers.confirmed') },
          { name: 'today', value: number(figures.today), label: t('office.numbers.today') },
          { name: 'lastHour', value: number(figures.lastHour), label: t('office.numbers.thisHour') },
          { name: 'received', value: number(figures.received), label: t('office.numbers.received') },
          { name: 'rate', value: rate, label: t('office.numbers.rate') },
          {
            name: 'goal',
            value: number(figures.goal),
            label:
              figures.goalInDays === null
                ? t('office.numbers.goal')
                : t('office.numbers.goalIn', { days: figures.goalInDays }),
          },
        ]}
      />
      {byPhone && byPhone.signed > 0 && (
        <p className="errors">
          {t('office.numbers.onlyByPhone', { count: byPhone.signed, unconfirmed: byPhone.unconfirmed })}
        </p>
      )}
      <section className="panel">
        <h2>{t('office.numbers.byDay')}</h2>
        <Columns lang={lang} label={t('office.numbers.byDay')} columns={columns(figures.days, dayLabel)} />
        <p className="small">
          {t('office.numbers.legend')} {t('office.numbers.daysIn', { zone: zoneName(lang, zone) })}
        </p>
        <AsTable
          t={t}
          lang={lang}
          caption={t('office.numbers.byDay')}
          head={heads}
          rows={rows(figures.days, dayLabel)}
        />
      </section>
      <section className="panel">
        <h2>{t('office.numbers.byHour')}</h2>
        <Columns lang={lang} label={t('office.numbers.byHour')} columns={columns(figures.hours, hourLabel)} />
        <p className="small">{t('office.numbers.hourNote', { zone: zoneName(lang, zone) })}</p>
        <AsTable
          t={t}
          lang={lang}
          caption={t('office.numbers.byHour')}
          head={heads}
          rows={rows(figures.hours, hourLabel)}
        />
      </section>
      <div className="columns">
        <PlacesPanels
          t={t}
          lang={lang}
          states={states}
          areas={figures.areas}
          counties={counties}
          lines={lines}
          without={figures.confirmed - figures.counties.reduce((sum, { confirmed }) => sum + confirmed, 0)}
        />
        <section className="panel">
          <Shares
            lang={lang}
            caption={t('office.numbers.byLanguage')}
            head={[t('office.numbers.language'), t('office.numbers.confirmed')]}
            rows={figures.languages.map((slice) => ({ name: languageName(slice.key), value: slice.confirmed }))}
          />
          <Shares
            lang={lang}
            caption={t('office.numbers.bySource')}
            head={[t('office.numbers.source'), t('office.numbers.confirmed')]}
            rows={sumByName(
              t,
              figures.sources.map(({ key, confirmed }) => ({ code: key, count: confirmed })),
            )
              .slice(0, 30)
              .map(({ name, count }) => ({ name, value: count }))}
          />
          <Shares
            lang={lang}
            caption={t('office.numbers.byChannel')}
            head={[t('office.numbers.channel'), t('office.numbers.confirmed')]}
            rows={figures.channels.map((slice) => ({
              name: t(`office.numbers.channels.${slice.key as 'mail' | 'sms' | 'paper'}`),
              value: slice.confirmed,
            }))}
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
