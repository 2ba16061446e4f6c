import { pino } from 'pino'
import type { OutgoingMail } from '~/channels/mail/mailer'
import type { Sms } from '~/channels/sms/sms'
import { sendDue } from '~/worker/sending/send-messages.server'
import type { World } from '../../support/firme-test'

/** Sends the mails that are due. @returns them as they left */
export async function sentMails(world: World): Promise<OutgoingMail[]> {
  const mails: OutgoingMail[] = []
  await sendDue(
    world.as.worker,
    {
      keyring: world.keyring,
      sms: {} as Sms,
      mailer: {
        send: async (mail) => {
          mails.push(mail)
          return { outcome: 'sent', providerId: null }
        },
        close: async () => {},
      },
      publicUrl: 'https://firme.example.org',
      officeUrl: 'https://office.example.org',
      log: pino({ level: 'silent' }),
    },
    'mail',
    () => world.at,
  )
  return mails
}
