import { z } from 'zod'
import { type Bounce, causeOf } from '../bounce'

const event = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().optional(),
      bouncedRecipients: z
        .array(z.object({ status: z.string().optional(), diagnosticCode: z.string().optional() }))
        .optional(),
    })
    .optional(),
  complaint: z
    .object({ complaintSubType: z.string().nullish(), complaintFeedbackType: z.string().nullish() })
    .optional(),
})

/**
 * What Amazon SES says about one mail.
 *
 * @returns null when it cannot be read
 * @see https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
 */
export function readSesEvent(message: string): Bounce | null {
  const read = parse(message)
  if (!read) return null
  const { bounce, complaint } = read
  switch (read.notificationType ?? read.eventType) {
    case 'Complaint':
      // Not from a reader: Amazon did not send it, because of an earlier complaint.
      if (complaint?.complaintSubType === 'OnAccountSuppressionList') return { what: 'nothing' }
      return complaint?.complaintFeedbackType === 'not-spam' ? { what: 'nothing' } : { what: 'complaint' }
    case 'Bounce': {
      const [first] = bounce?.bouncedRecipients ?? []
      const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(first?.status ?? '')?.[0] ?? ''
      const isSuppressed = /suppress/i.test(bounce?.bounceSubType ?? '')
      if (isSuppressed || bounce?.bounceSubType === 'NoEmail') return { what: 'failed', why: 'bad-address', status }
      if (bounce?.bounceSubType === 'MailboxFull') return { what: 'failed', why: 'full', status }
      if (bounce?.bounceType === 'Transient' && !status.startsWith('5')) return { what: 'failed', why: 'later', status }
      return { what: 'failed', why: causeOf(status, first?.diagnosticCode ?? ''), status }
    }
    default:
      return { what: 'nothing' }
  }
}

function parse(message: string): z.infer<typeof event> | null {
  try {
    const parsed = event.safeParse(JSON.parse(message))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
