import { petitionWriting } from '~/office/petitions/petition-writing.server'
import { autosaveAction } from '~/office/editor/writing-routes.server'

export const action = autosaveAction(petitionWriting)
