import type { Channels } from '~/channel-states'
import { contactSchema } from '~/people/own-page.schema'
import { postalCode } from '~/ui/forms/fields.schema'

/** The form “Keep me posted”: an email address or a phone number in one field, and a ZIP for whoever gives one. */
export const keepPostedSchema = (channels: Pick<Channels, 'texts'>) =>
  contactSchema(channels).extend({ postal_code: postalCode.default('') })
