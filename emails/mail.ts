import type { ReactElement } from 'react'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { MessageFacts } from '~/queue/outbox/message-facts'

/** Input to each part of an email. */
export interface MailProps extends MessageFacts {
  t: Translate
  language: Language
}

/** An email in four parts, so that one file covers both languages and a test renders every sample in each. */
export interface Mail {
  subject: (props: MailProps) => string
  text: (props: MailProps) => string
  Html: (props: MailProps) => ReactElement
  sample: MessageFacts
}
