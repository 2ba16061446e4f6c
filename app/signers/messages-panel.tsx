import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { sayReason } from '~/texts/message-words'
import { momentOf } from '~/ui/dates'
import type { readSigner } from './one-signer.server'

interface MessagesPanelProps {
  t: Translate
  lang: Language
  messages: Awaited<ReturnType<typeof readSigner>>['messages']
}

/** What was sent to one person, and what became of it. */
export function MessagesPanel({ t, lang, messages }: MessagesPanelProps) {
  return (
    <section className="panel">
      <h2>{t('office.people.messages')}</h2>
      {messages.length === 0 && <p>{t('office.people.noMessages')}</p>}
      <ul>
        {messages.map((one) => (
          <li key={one.id}>
            {momentOf(lang, new Date(one.at))}: {t(`texts.office.templates.${one.template}`)}, {t(`office.people.sent.${one.state}`)} {one.failure && <span className="small">({sayReason(t, one.failure)})</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
