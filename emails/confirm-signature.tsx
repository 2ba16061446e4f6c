import { LetterHtml, letterText, type Letter } from './letter'
import type { MailProps } from './mail'
import { sampleFacts } from './sample-facts'

const letter = ({ t, ...facts }: MailProps): Letter => ({
  subject: subject({ t, ...facts }),
  preview: t('mails.confirm.preview'),
  text: t('mails.confirm.text', { petition: facts.petitionTitle }),
  button: t('mails.confirm.button'),
  url: facts.confirmUrl,
  after: t('mails.confirm.after'),
})

export function subject({ t, petitionTitle }: MailProps): string {
  return t('mails.confirm.subject', { petition: petitionTitle })
}

export function text(props: MailProps): string {
  return letterText({ ...props, letter: letter(props) })
}

export function Html(props: MailProps) {
  return <LetterHtml {...props} letter={letter(props)} />
}

export const sample = sampleFacts
