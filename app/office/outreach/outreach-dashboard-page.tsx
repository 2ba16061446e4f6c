import { postWords } from '~/actions/kind/target-words'
import { type Language, localeOf } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Columns, Shares } from '~/office/dashboard/charts'
import { AsTable, Figures } from '~/office/dashboard/dashboard-parts'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { WideTable } from '~/ui/page/wide-table'
import { zoneName } from '~/ui/page/zones'
import type { DashboardWords } from './dashboard-words'
import type { OfficialFigures, OutreachFigures } from './figures.server'

interface DashboardProps {
  t: Translate
  lang: Language
  head: WrittenHead
  words: DashboardWords
  figures: OutreachFigures
  /** Of the network: days are its. IANA. */
  zone: string
  /** Whether the action finds its targets by place. */
  isByPlace: boolean
}

/** An action's dashboard: outcomes by day, official and language. Only calls are known to have been answered or not. */
export function OutreachDashboardPage({ t, lang, head, words, figures, zone, isByPlace }: DashboardProps) {
  const number = (value: number) => wholeNumber(lang, value)
  const head2 = (first: string): [string, string] => [first, t('outreach.office.numbers.count')]
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="numbers" />
      <Figures
        live={paths.office.actionLive(head.slug)}
        figures={(['all', 'today', 'hour', 'reached'] as const).map((name) => ({
          name,
          value: number(figures[name]),
          label: name === 'reached' ? words.numbers.reached : t(`outreach.office.numbers.${name}`),
        }))}
      />
      <section className="panel">
        <h2>{t('outreach.office.numbers.byDay')}</h2>
        <Columns
          lang={lang}
          label={t('outreach.office.numbers.byDay')}
          columns={figures.days.map(({ day, reached, rest }) => ({ label: dayLabel(lang, day), value: reached, rest }))}
        />
        <p className="small">
          {words.numbers.legend} {t('office.numbers.daysIn', { zone: zoneName(lang, zone) })}
        </p>
        <AsTable
          t={t}
          lang={lang}
          caption={t('outreach.office.numbers.byDay')}
          head={[t('outreach.office.numbers.day'), words.numbers.reached, t('outreach.office.numbers.all')]}
          rows={figures.days.map(({ day, reached, rest }) => ({
            key: day,
            label: dayLabel(lang, day),
            numbers: [reached, reached + rest],
          }))}
        />
      </section>
      <section className="panel">
        <h2>{t('outreach.office.numbers.byOfficial')}</h2>
        {isByPlace && <p className="small">{t('outreach.office.numbers.lookupNote')}</p>}
        <Officials t={t} lang={lang} words={words} figures={figures} />
      </section>
      <div className="columns">
        <section className="panel">
          <Shares
            lang={lang}
            caption={t('outreach.office.numbers.byOutcome')}
            head={head2(t('outreach.office.numbers.outcome'))}
            rows={figures.outcomes.map(({ outcome, count }) => ({
              name: words.outcomes[outcome] ?? outcome,
              value: count,
              figure: `outcome-${outcome}`,
            }))}
          />
        </section>
        {figures.languages.length > 0 && (
          <section className="panel">
            <Shares
              lang={lang}
              caption={t('outreach.office.numbers.byLanguage')}
              head={head2(t('office.numbers.language'))}
              rows={figures.languages.map(({ language, count }) => ({
                name: language === lang ? t('office.numbers.thisLanguage') : t('office.numbers.otherLanguage'),
                value: count,
              }))}
            />
          </section>
        )}
      </div>
    </>
  )
}

function Officials({ t, lang, words, figures }: Pick<DashboardProps, 't' | 'lang' | 'words' | 'figures'>) {
  const { officials, outcomes } = figures
  if (officials.length === 0) return <p>{t('outreach.office.numbers.nobody')}</p>
  return (
    <>
      {words.neverReached && <p>{words.neverReached}</p>}
      <WideTable
        label={t('outreach.office.numbers.byOfficial')}
        head={[
          t('outreach.office.targets.official'),
          ...outcomes.map(({ outcome }) => ({ number: words.outcomes[outcome] ?? outcome })),
          { number: words.numbers.rate },
          words.numbers.last,
        ]}
      >
        {officials.map((official) => (
          <tr key={official.postId}>
            <th scope="row">
              {official.name ?? <i>{t('outreach.office.targets.vacant')}</i>}{' '}
              <span className="small">{postWords(lang, official)}</span>
            </th>
            {outcomes.map(({ outcome }) => (
              <td className="number" key={outcome}>
                {wholeNumber(lang, official.outcomes[outcome] ?? 0)}
              </td>
            ))}
            <td className="number">{rate(official)}</td>
            <td>
              {official.lastReached ? (
                <span className="state open">{dayLabel(lang, official.lastReached)}</span>
              ) : (
                <span className="state bad">{words.numbers.never}</span>
              )}
            </td>
          </tr>
        ))}
      </WideTable>
    </>
  )
}

function dayLabel(lang: Language, day: string): string {
  return new Intl.DateTimeFormat(localeOf[lang], { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(
    new Date(day),
  )
}

function rate({ all, reached }: OfficialFigures): string {
  return all > 0 ? `${Math.round((100 * reached) / all)} %` : '·'
}
