import { asLetter } from './letter'
import { sampleFacts } from './sample-facts'

/** Tells an organizer that somebody has failed many times to get into their account, and that they need not worry. */
export const signInFailed = asLetter(
  ({ t, signInUrl }) => ({
    subject: t('mails.signInFailed.subject'),
    preview: t('mails.signInFailed.preview'),
    paragraphs: [t('mails.signInFailed.text'), t('mails.signInFailed.whatToDo')],
    button: t('mails.letIn.button'),
    url: signInUrl,
    after: t('mails.signInFailed.after'),
    isToSigner: false,
    why: t('mails.layout.whyOrganizer'),
    quote: '',
  }),
  { ...sampleFacts, givenName: 'Lucía Paz', petitionTitle: '' },
)
