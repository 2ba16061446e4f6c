import { asLetter } from './letter'
import { sampleFacts } from './sample-facts'

/** Tells the address that an organizer has so far that it is to be replaced, before it is. */
export const addressChanges = asLetter(
  ({ t, signInUrl }) => ({
    subject: t('mails.addressChanges.subject'),
    preview: t('mails.addressChanges.preview'),
    paragraphs: [t('mails.addressChanges.text'), t('mails.addressChanges.ifNotYou')],
    button: t('mails.letIn.button'),
    url: signInUrl,
    after: t('mails.addressChanges.after'),
    isToSigner: false,
    why: t('mails.layout.whyOrganizer'),
    quote: '',
  }),
  { ...sampleFacts, givenName: 'Lucía Paz', petitionTitle: '' },
)
