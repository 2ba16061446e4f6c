import { asLetter } from './letter'
import { sampleFacts } from './sample-facts'

/** A test of a group's sender, to the organizer who asked for it. */
export const senderTest = asLetter(
  ({ t, signInUrl, groupName }) => {
    const group = groupName || t('office.team.network')
    return {
      subject: t('mails.senderTest.subject', { group }),
      preview: t('mails.senderTest.preview'),
      paragraphs: [t('mails.senderTest.text', { group }), t('mails.senderTest.look')],
      button: t('mails.letIn.button'),
      url: signInUrl,
      after: t('mails.senderTest.after'),
      isToSigner: false,
      why: t('mails.layout.whyOrganizer'),
      quote: '',
    }
  },
  { ...sampleFacts, givenName: 'Lucía Paz', petitionTitle: '' },
)
