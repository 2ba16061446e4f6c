import { asLetter } from './letter'
import { sampleDigest, sampleFacts } from './sample-facts'

/** The day in the office for an organizer who asked for it: what needs them, what came in yesterday, goals reached. */
export const dailyDigest = asLetter(
  ({ t, digest, officeUrl, accountUrl }) => {
    if (!digest) throw new Error('this mail has no day to tell of')
    const { day, needs, yesterday, goals } = digest
    return {
      subject: t('digest.subject', { day }),
      preview: t('digest.preview'),
      paragraphs: [
        ...(needs ? [`${t('digest.needsTitle')}\n${needs}`] : []),
        ...(yesterday ? [`${t('digest.yesterdayTitle')}\n${yesterday}`] : []),
        ...(goals ? [`${t('digest.goalsTitle')}\n${goals}`] : []),
      ],
      button: t('digest.button'),
      url: officeUrl,
      after: t('digest.after', { url: accountUrl }),
      isToSigner: false,
      why: t('digest.why'),
      quote: '',
    }
  },
  { ...sampleFacts, givenName: 'Omar Reyes', petitionTitle: '', digest: sampleDigest },
)
