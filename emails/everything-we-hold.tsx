import { LetterHtml, letterText, type Letter } from './letter'
import type { MailProps } from './mail'
import { sampleFacts } from './sample-facts'

const letter = ({ t, ...facts }: MailProps): Letter => ({
  subject: subject({ t, ...facts }),
  preview: t('mails.everything.preview'),
  text: t('mails.everything.text'),
  button: t('mails.everything.button'),
  url: facts.ownPageUrl,
  after: t('mails.everything.after'),
})

export function subject({ t }: MailProps): string {
  return t('mails.everything.subject')
}

export function text(props: MailProps): string {
  return letterText({ ...props, letter: letter(props) })
}

export function Html(props: MailProps) {
  return <LetterHtml {...props} letter={letter(props)} />
}

export const sample = sampleFacts
