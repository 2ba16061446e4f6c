import type { ReactElement } from 'react'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { MessageFacts } from '~/queue/outbox/message-facts'

/** What each part of a mail is given. */
export interface MailProps extends MessageFacts {
  t: Translate
  language: Language
}

/** A mail: four parts, so that one file speaks both languages and a test renders every sample in each. */
export interface Mail {
  subject: (props: MailProps) => string
  text: (props: MailProps) => string
  Html: (props: MailProps) => ReactElement
  sample: MessageFacts
}
