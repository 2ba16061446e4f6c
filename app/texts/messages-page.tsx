import type { Language } from '~/i18n/language'
import { messages, type Messages } from '~/i18n/messages'
import type { Translate } from '~/i18n/translator'
import { MoneyPanel, type MoneyPanelProps } from '~/money/money-panel'
import { WideTable } from '~/office/wide-table'
import { momentOf, wholeNumber } from '~/ui/dates'
import type { MessagesFigures, TextToRead } from './messages-figures.server'

interface MessagesProps {
  t: Translate
  lang: Language
  figures: MessagesFigures
  money: MoneyPanelProps['money']
  /** Whose limits may be changed here. */
  maySet: (string | null)[]
  /** Null: not for this role. */
  toRead: TextToRead[] | null
  said: 'handled' | 'gone' | 'shortener' | 'long' | 'limit' | null
}

const good = new Set(['sent', 'delivered', 'ended'])
const bad = new Set(['failed', 'undelivered', 'unknown', 'refused'])

type Reason = keyof Messages['texts']['office']['reasons']

/** Mail servers have reasons of their own. */
function isKnown(word: string): word is Reason {
  return word in messages.en.texts.office.reasons
}

/** What left and what became of it, what it cost, and the texts that wait for a human. */
export function MessagesPage({ t, lang, figures, money, maySet, toRead, said }: MessagesProps) {
  const dollars = (amount: number) => `$${amount.toFixed(2)}`
  const reason = (word: string | null) => (word ? t(`texts.office.reasons.${isKnown(word) ? word : 'other'}`) : '')
  const mark = (state: string) => <span className={`state ${good.has(state) ? 'done' : bad.has(state) ? 'bad' : ''}`}>{t(`texts.office.states.${state as 'sent'}`)}</span>
  return (
    <>
      <h1>{t('texts.office.messages')}</h1>
      <p className="lead">{t('texts.office.messagesLead')}</p>
      {said && said !== 'limit' && (
        <p className={said === 'handled' ? 'done' : 'errors'} role="status">
          {t(`texts.office.said.${said}`)}
        </p>
      )}
      <MoneyPanel t={t} money={money} maySet={maySet} isWrong={said === 'limit'} />
      {toRead && (
        <section>
          <h2>{t('texts.office.toRead')}</h2>
          {toRead.length === 0 && <p>{t('texts.office.nothingToRead')}</p>}
          {toRead.map((text) => (
            <div className="panel" key={text.id}>
              <p className="small">
                {momentOf(lang, new Date(text.at))} · {text.phone} · {t(`texts.office.why.${text.reason}`)}
              </p>
              <blockquote lang={text.language}>{text.words}</blockquote>
              <form method="post">
                <input type="hidden" name="id" value={text.id} />
                <div className="field">
                  <label htmlFor={`reply-${text.id}`}>{t('texts.office.reply')}</label>
                  <textarea id={`reply-${text.id}`} name="reply" rows={2} maxLength={450} />
                </div>
                <button className="main">{t('texts.office.handle')}</button>
              </form>
            </div>
          ))}
        </section>
      )}
      <section>
        <h2>{t('texts.office.week')}</h2>
        {figures.states.length + figures.calls.length === 0 && <p>{t('texts.office.nothingYet')}</p>}
        {figures.states.length + figures.calls.length > 0 && (
          <WideTable label={t('texts.office.week')} head={[t('texts.office.channel'), t('texts.office.state'), t('texts.office.reason'), { number: t('texts.office.count') }]}>
            {figures.states.map((row) => (
              <tr key={`${row.channel}${row.state}${row.reason}`}>
                <th scope="row">{t(`texts.office.channels.${row.channel}`)}</th>
                <td>{mark(row.state)}</td>
                <td>{reason(row.reason)}</td>
                <td className="number">{wholeNumber(lang, row.messages)}</td>
              </tr>
            ))}
            {figures.calls.map((row) => (
              <tr key={`call${row.state}${row.reason}`}>
                <th scope="row">{t('texts.office.channels.call')}</th>
                <td>{mark(row.state)}</td>
                <td>{reason(row.reason)}</td>
                <td className="number">{wholeNumber(lang, row.calls)}</td>
              </tr>
            ))}
          </WideTable>
        )}
      </section>
      <section>
        <h2>{t('texts.office.spend')}</h2>
        {figures.spend.length === 0 && <p>{t('texts.office.nothingYet')}</p>}
        {figures.spend.length > 0 && (
          <WideTable label={t('texts.office.spend')} head={[t('texts.office.day'), t('texts.office.channel'), { number: t('texts.office.units') }, { number: t('texts.office.cost') }]}>
            {figures.spend.map((row) => (
              <tr key={row.day + row.way}>
                <th scope="row">{row.day}</th>
                <td>{t(`texts.office.channels.${row.way === 'sms' ? 'sms' : 'call'}`)}</td>
                <td className="number">{t(`texts.office.unit.${row.way}`, { count: row.units })}</td>
                <td className="number">{dollars(row.dollars)}</td>
              </tr>
            ))}
          </WideTable>
        )}
      </section>
      <section>
        <h2>{t('texts.office.newest')}</h2>
        {figures.newest.length === 0 && <p>{t('texts.office.nothingYet')}</p>}
        {figures.newest.length > 0 && (
          <WideTable label={t('texts.office.newest')} head={[t('texts.office.when'), t('texts.office.what'), t('texts.office.state'), t('texts.office.reason'), { number: t('texts.office.segments') }]}>
            {figures.newest.map((row) => (
              <tr key={row.at + row.template}>
                <th scope="row">{momentOf(lang, new Date(row.at))}</th>
                <td>
                  {t(`texts.office.templates.${row.template as 'text-answer'}`)} ({row.language})
                </td>
                <td>{mark(row.state)}</td>
                <td>{reason(row.reason)}</td>
                <td className="number">{row.segments ?? ''}</td>
              </tr>
            ))}
          </WideTable>
        )}
      </section>
    </>
  )
}
