import type { Channels } from '~/channel-states'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { NotSetUp } from '~/office/frame/not-set-up'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { WideTable } from '~/ui/page/wide-table'
import { MessageLog, type MessageLogProps } from './message-log'
import { reasonOf, StateMark, sayReason } from './message-words'
import type { MessagesFigures } from './messages-figures.server'

interface MessagesProps {
  t: Translate
  lang: Language
  figures: MessagesFigures
  channels: Channels
  log: Omit<MessageLogProps, 't' | 'lang' | 'hasTexts'>
}

/** The message log, and how the messages of this week went. */
export function MessagesPage({ t, lang, figures, channels, log }: MessagesProps) {
  const hasTexts = channels.texts !== 'none'
  return (
    <>
      <h1>{t('texts.office.log')}</h1>
      <p className="lead">{t('texts.office.messagesLead')}</p>
      <NotSetUp t={t} channels={channels} />
      {figures.unknown.texts > 0 && (
        <section className="panel" aria-labelledby="unknown">
          <h2 id="unknown">{t('texts.office.unknownTitle')}</h2>
          <p>
            {t('texts.office.unknownText', { count: figures.unknown.texts })}{' '}
            {t('texts.office.unknownOld', { count: figures.unknown.old })}
          </p>
          <a href={`${paths.office.messages()}?state=unknown`}>{t('texts.office.unknownShow')}</a>
        </section>
      )}
      <MessageLog t={t} lang={lang} {...log} hasTexts={hasTexts} />
      <Week t={t} lang={lang} figures={figures} hasTexts={hasTexts} />
    </>
  )
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
