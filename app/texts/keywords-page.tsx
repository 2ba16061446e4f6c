import { languageNames, languages, type Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { shownNumber } from '~/calls/call-to-make'
import { WideTable } from '~/office/wide-table'

interface Cost {
  encoding: string
  segments: number
  dollars: number
  costly: string[]
}

interface KeywordsProps {
  t: Translate
  lang: Language
  /** The campaign's number, or null where no provider is set. */
  number: string | null
  targets: { value: string; title: string }[]
  keywords: { word: string; language: Language; title: string; welcome: string | null; cost: Cost | null }[]
  /** What was typed, what is wrong with it, and what it would cost; null before anything was. */
  typed: { values: Record<string, string>; problem: string | null; cost: Cost | null } | null
}

/** The words that open something when they are texted to us, and the first answer to each. */
export function KeywordsPage({ t, number, targets, keywords, typed }: KeywordsProps) {
  const values = typed?.values ?? {}
  return (
    <>
      <h1>{t('texts.office.keywords')}</h1>
      <p className="lead">{number ? t('texts.office.keywordsLead', { number: shownNumber(number) }) : t('texts.office.noNumber')}</p>
      <WideTable
        label={t('texts.office.keywords')}
        head={[t('texts.office.word'), t('texts.office.language'), t('texts.office.leadsTo'), t('texts.office.welcome'), t('texts.office.drop')]}
      >
        {keywords.map((one) => (
          <tr key={one.word}>
            <th scope="row">{one.word.toUpperCase()}</th>
            <td>{languageNames[one.language]}</td>
            <td>{one.title}</td>
            <td lang={one.language}>
              {one.welcome ?? t('texts.office.ours')} {one.cost && <CostLine t={t} cost={one.cost} />}
            </td>
            <td>
              <form method="post">
                <input type="hidden" name="word" value={one.word} />
                <button name="intent" value="drop" aria-label={`${t('texts.office.drop')} ${one.word.toUpperCase()}`}>
                  {t('texts.office.drop')}
                </button>
              </form>
            </td>
          </tr>
        ))}
      </WideTable>
      <section className="panel" aria-labelledby="new">
        <h2 id="new">{t('texts.office.newWord')}</h2>
        {typed?.problem && (
          <p className="errors" role="alert">
            {t(`texts.office.problems.${typed.problem as 'stops'}`)}
          </p>
        )}
        <form method="post">
          <div className="field">
            <label htmlFor="word">{t('texts.office.word')}</label>
            <span className="hint" id="word-hint">
              {t('texts.office.wordHint')}
            </span>
            <input id="word" name="word" defaultValue={values.word} maxLength={40} aria-describedby="word-hint" />
          </div>
          <div className="field">
            <label htmlFor="language">{t('texts.office.language')}</label>
            <select id="language" name="language" defaultValue={values.language}>
              {languages.map((language) => (
                <option key={language} value={language}>
                  {languageNames[language]}
                </option>
              ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor="target">{t('texts.office.leadsTo')}</label>
            <select id="target" name="target" defaultValue={values.target}>
              {targets.map(({ value, title }) => (
                <option key={value} value={value}>
                  {title}
                </option>
              ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor="welcome">{t('texts.office.welcome')}</label>
            <span className="hint" id="welcome-hint">
              {t('texts.office.welcomeHint')}
            </span>
            <textarea id="welcome" name="welcome" rows={3} maxLength={480} defaultValue={values.welcome} aria-describedby="welcome-hint" />
            {typed?.cost && <CostLine t={t} cost={typed.cost} />}
          </div>
          <button className="main" name="intent" value="save">
            {t('texts.office.save')}
          </button>{' '}
          <button name="intent" value="preview">
            {t('texts.office.countSegments')}
          </button>
        </form>
      </section>
    </>
  )
}

function CostLine({ t, cost }: { t: Translate; cost: Cost }) {
  return (
    <span className="small">
      {t('texts.office.costs', { encoding: cost.encoding, count: cost.segments, dollars: cost.dollars.toFixed(4) })} {cost.costly.length > 0 && t('texts.office.costly', { letters: cost.costly.join(' ') })}
    </span>
  )
}
