import type { Channels } from '~/channel-states'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { ListedBroadcast } from '~/office/broadcasts/broadcasts.server'
import { DraftsPanel } from '~/office/broadcasts/drafts-panel'
import { NotSetUp } from '~/office/frame/not-set-up'
import { limitField, MoneyPanel, type MoneyPanelProps } from '~/office/money/money-panel'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FieldError } from '~/ui/forms/form-state'
import { wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { WideTable } from '~/ui/page/wide-table'
import { Inbox, type TypedAnswer } from './inbox'
import type { TextToRead } from './inbox.server'
import { MessageLog, type MessageLogProps } from './message-log'
import { reasonOf, StateMark, sayReason } from './message-words'
import type { MessagesFigures } from './messages-figures.server'

interface MessagesProps {
  t: Translate
  lang: Language
  figures: MessagesFigures
  money: MoneyPanelProps['money']
  /** Campaigns whose limits the reader may change; null: the limit for all together. */
  maySet: (string | null)[]
  /** Null without the right to read texts. */
  inbox: { waiting: TextToRead[]; handled: TextToRead[] | null; handledCount: number } | null
  typed: TypedAnswer | null
  /** Price of a segment, in millionths of a dollar. */
  price: number
  channels: Channels
  log: Pick<MessageLogProps, 'log' | 'filters' | 'templates' | 'campaigns' | 'hasMore'>
  /** A rejected limit as it was typed, or null. */
  typedLimit: MoneyPanelProps['typed']
  said: 'handled' | 'gone' | null
  drafts: ListedBroadcast[]
  /** A draft that was just dropped, or what became of putting one back; null for neither. */
  draft: { dropped: string } | 'restored' | 'notRestored' | null
}

/** Texts that wait for a human, spending, what was sent this week, and the message log. */
export function MessagesPage({
  t,
  lang,
  figures,
  money,
  maySet,
  inbox,
  typed,
  typedLimit,
  price,
  channels,
  log,
  said,
  drafts,
  draft,
}: MessagesProps) {
  const errors = refusedHere({ t, typed, typedLimit, said })
  const hasTexts = channels.texts !== 'none'
  return (
    <>
      <h1>{t('texts.office.messages')}</h1>
      <p className="lead">{t('texts.office.messagesLead')}</p>
      {said === 'handled' && (
        <p className="done" role="status">
          {t('texts.office.said.handled')}
        </p>
      )}
      {draft && (
        <div className={draft === 'notRestored' ? 'errors' : 'done'} role="status">
          <p>{t(`broadcasts.${typeof draft === 'string' ? draft : 'dropped'}`)}</p>
          {typeof draft !== 'string' && (
            <OneButton fields={{ intent: 'restore-draft', id: draft.dropped }}>{t('broadcasts.undo')}</OneButton>
          )}
        </div>
      )}
      <ErrorSummary t={t} form={{ values: {}, errors }} />
      <NotSetUp t={t} channels={channels} />
      {inbox && <Inbox t={t} lang={lang} {...inbox} typed={typed} price={price} hasTexts={hasTexts} />}
      <DraftsPanel t={t} lang={lang} drafts={drafts} />
      {figures.unknown.texts > 0 && (
        <section className="panel" aria-labelledby="unknown">
          <h2 id="unknown">{t('texts.office.unknownTitle')}</h2>
          <p>
            {t('texts.office.unknownText', { count: figures.unknown.texts })}{' '}
            {t('texts.office.unknownOld', { count: figures.unknown.old })}
          </p>
          <a href={`${paths.office.messages()}?state=unknown#log`}>{t('texts.office.unknownShow')}</a>
        </section>
      )}
      <MoneyPanel t={t} money={money} maySet={maySet} typed={typedLimit} />
      <Week t={t} lang={lang} figures={figures} hasTexts={hasTexts} />
      <Spending t={t} figures={figures} />
      <MessageLog t={t} lang={lang} {...log} hasTexts={hasTexts} />
    </>
  )
}

/** What was rejected, and the field to fix. */
function refusedHere({
  t,
  typed,
  typedLimit,
  said,
}: Pick<MessagesProps, 't' | 'typed' | 'typedLimit' | 'said'>): FieldError[] {
  if (typedLimit)
    return [{ field: limitField(typedLimit.way, typedLimit.campaign), message: 'limit', said: t('money.wrong') }]
  if (typed?.problem)
    return [{ field: `reply-${typed.id}`, message: typed.problem, said: t(`texts.office.problems.${typed.problem}`) }]
  return !typed && said === 'gone' ? [{ field: '', message: 'gone', said: t('texts.office.said.gone') }] : []
}

function Week({
  t,
  lang,
  figures,
  hasTexts,
}: {
  t: Translate
  lang: Language
  figures: MessagesFigures
  hasTexts: boolean
}) {
  const rows = [
    ...figures.states.map(({ channel, state, reason, messages }) => ({ channel, state, reason, count: messages })),
    ...figures.calls.map(({ state, reason, calls }) => ({ channel: 'call' as const, state, reason, count: calls })),
  ]
  return (
    <section>
      <h2>{t('texts.office.week')}</h2>
      {rows.length === 0 && <p>{t('texts.office.nothingYet')}</p>}
      {rows.length > 0 && (
        <WideTable
          label={t('texts.office.week')}
          head={[
            t('texts.office.channel'),
            t('texts.office.state'),
            t('texts.office.reason'),
            { number: t('texts.office.count') },
          ]}
        >
          {rows.map((row) => (
            <tr key={`${row.channel}${row.state}${row.reason}`}>
              <th scope="row">{t(`texts.office.channels.${row.channel}`)}</th>
              <td>
                <StateMark t={t} state={row.state} />
              </td>
              <td>{sayReason(t, reasonOf(row, hasTexts))}</td>
              <td className="number">{wholeNumber(lang, row.count)}</td>
            </tr>
          ))}
        </WideTable>
      )}
    </section>
  )
}

function Spending({ t, figures }: { t: Translate; figures: MessagesFigures }) {
  return (
    <section>
      <h2>{t('texts.office.spend')}</h2>
      {figures.spend.length === 0 && <p>{t('texts.office.nothingYet')}</p>}
      {figures.spend.length > 0 && (
        <WideTable
          label={t('texts.office.spend')}
          head={[
            t('texts.office.day'),
            t('texts.office.channel'),
            { number: t('texts.office.units') },
            { number: t('texts.office.cost') },
          ]}
        >
          {figures.spend.map((row) => (
            <tr key={row.day + row.way}>
              <th scope="row">{row.day}</th>
              <td>{t(`texts.office.channels.${row.way === 'sms' ? 'sms' : 'call'}`)}</td>
              <td className="number">{t(`texts.office.unit.${row.way}`, { count: row.units })}</td>
              <td className="number">${row.dollars.toFixed(2)}</td>
            </tr>
          ))}
        </WideTable>
      )}
    </section>
  )
}
