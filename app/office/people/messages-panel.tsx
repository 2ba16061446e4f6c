import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { reasonOf, sayReason } from '~/office/texts/message-words'
import { useMoments } from '~/ui/page/readers-zone'
import type { readSigner } from './read-signer.server'

interface MessagesPanelProps {
  t: Translate
  lang: Language
  messages: Awaited<ReturnType<typeof readSigner>>['messages']
  hasTexts: boolean
}

/** Messages to one person, and what became of them. */
export function MessagesPanel({ t, lang, messages, hasTexts }: MessagesPanelProps) {
  const momentOf = useMoments()
  return (
    <section className="panel">
      <h2>{t('office.people.messages')}</h2>
      {messages.length === 0 && <p>{t('office.people.noMessages')}</p>}
      <ul>
        {messages.map((one) => (
          <li key={one.id}>
            {momentOf(lang, new Date(one.at))}: {one.name[lang]},{' '}
            {one.failure === 'no-texts' ? t('office.people.notSent') : t(`office.people.sent.${one.state}`)}{' '}
            {reasonOf({ ...one, reason: one.failure }, hasTexts) && (
              <span className="small">({sayReason(t, reasonOf({ ...one, reason: one.failure }, hasTexts))})</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
