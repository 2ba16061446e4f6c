import { asLetter } from './letter'
import { sampleFacts } from './sample-facts'

/** Tells an organizer that an owner created a link to regain access, since somebody else may be using it. */
export const letInAgain = asLetter(
  ({ t, signInUrl }) => ({
    subject: t('mails.letIn.subject'),
    preview: t('mails.letIn.preview'),
    paragraphs: [t('mails.letIn.text'), t('mails.letIn.ifNotYou')],
    button: t('mails.letIn.button'),
    url: signInUrl,
    after: t('mails.letIn.after'),
    isToSigner: false,
    why: t('mails.layout.whyOrganizer'),
    quote: '',
  }),
  { ...sampleFacts, givenName: 'Lucía Paz', petitionTitle: '' },
)
