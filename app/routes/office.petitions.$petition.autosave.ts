import { petitionWriting } from '~/drafts/petition-writing.server'
import { autosaveAction } from '~/writing/writing-routes.server'

export const action = autosaveAction(petitionWriting)
