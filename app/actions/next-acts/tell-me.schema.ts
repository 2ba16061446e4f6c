import { z } from 'zod'
import type { Channels } from '~/channel-states'
import { contactSchema } from '~/people/own-page.schema'

/** A request to be told when an action knows somebody in a place. */
export const tellMeSchema = (channels: Pick<Channels, 'texts'>) => contactSchema(channels).extend({ about: z.uuid() })
