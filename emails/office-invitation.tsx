import { asLetter } from './letter'
import { sampleFacts } from './sample-facts'

/** Invites somebody to work in the office: who does, in which group, and as what. */
export const officeInvitation = asLetter(
  ({ t, invitation, ownText, joinUrl }) => {
    const { by, group } = invitation!
    const role = t(`office.roles.${invitation!.role}.name`)
    return {
      subject: by ? t('mails.invitation.subject', { by, group }) : t('mails.invitation.subjectAlone', { group }),
      preview: t('mails.invitation.preview', { role }),
      paragraphs: [
        ownText,
        by ? t('mails.invitation.text', { by, group }) : '',
        t('mails.invitation.role', { role, group, can: t(`office.roles.${invitation!.role}.can`) }),
      ].filter(Boolean),
      button: t('mails.invitation.button'),
      url: joinUrl,
      after: t('mails.invitation.after'),
      isToSigner: false,
      why: ownText
        ? t('mails.layout.whyAsked')
        : by
          ? t('mails.layout.whyInvited', { by })
          : t('mails.layout.whyInvitedAlone'),
      quote: '',
    }
  },
  {
    ...sampleFacts,
    givenName: null,
    petitionTitle: '',
    invitation: { by: 'Omar Reyes', group: 'Saguaro', role: 'organizer' },
  },
)
