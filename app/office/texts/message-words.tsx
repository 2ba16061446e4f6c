import { type Messages, messages } from '~/i18n/messages'
import type { Translate } from '~/i18n/translator'

type Reason = keyof Messages['texts']['office']['reasons']

const good = new Set(['sent', 'delivered', 'ended'])
const bad = new Set(['failed', 'undelivered', 'unknown', 'refused'])

/** The state of a message or call, as a word and a mark. */
export function StateMark({ t, state }: { t: Translate; state: string }) {
  return (
    <span className={`state ${good.has(state) ? 'done' : bad.has(state) ? 'bad' : ''}`}>
      {t(`texts.office.states.${state as 'sent'}`)}
    </span>
  )
}

/** Why a message is in its state. A queued text waits for texts to be set up, where they are not. */
export function reasonOf(
  { channel, state, reason }: { channel: string; state: string; reason: string | null },
  hasTexts: boolean,
): string | null {
  return channel === 'sms' && state === 'queued' && !hasTexts ? 'no-texts' : reason
}

/** The reason in words; '' if there is none. */
export function sayReason(t: Translate, reason: string | null): string {
  return reason ? t(`texts.office.reasons.${isKnown(reason) ? reason : 'other'}`) : ''
}

function isKnown(word: string): word is Reason {
  return word in messages.en.texts.office.reasons
}
