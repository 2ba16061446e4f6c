import { asLetter } from './letter'
import { sampleFacts, sampleOwnWords } from './sample-facts'

/** A step of a ladder, in the organizers' words. */
export const ladderMessage = asLetter(
  ({ t, ownSubject, ownText, ownButton, ownUrl }) => ({
    subject: ownSubject,
    preview: ownSubject,
    paragraphs: [ownText],
    button: ownButton,
    url: ownUrl,
    after: t('mails.ladder.after'),
    isToSigner: true,
    why: t('mails.layout.whyNews'),
    quote: '',
  }),
  {
    ...sampleFacts,
    petitionTitle: '',
    postalAddress: 'P.O. Box 555, Saguaro, AZ 85001',
    ...sampleOwnWords,
    ownUrl: sampleFacts.actionUrl,
  },
)
