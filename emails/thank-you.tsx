import { LetterHtml, letterText, type Letter } from './letter'
import type { MailProps } from './mail'
import { sampleFacts } from './sample-facts'

const letter = ({ t, ...facts }: MailProps): Letter => ({
  subject: subject({ t, ...facts }),
  preview: t('mails.thanks.preview'),
  text: t('mails.thanks.text', { petition: facts.petitionTitle }),
  button: t('mails.thanks.button'),
  url: facts.thanksUrl,
  after: t('mails.thanks.after'),
})

export function subject({ t, petitionTitle }: MailProps): string {
  return t('mails.thanks.subject', { petition: petitionTitle })
}

export function text(props: MailProps): string {
  return letterText({ ...props, letter: letter(props) })
}

export function Html(props: MailProps) {
  return <LetterHtml {...props} letter={letter(props)} />
}

export const sample = sampleFacts
