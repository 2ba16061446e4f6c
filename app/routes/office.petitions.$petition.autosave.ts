import { autosaveAction } from '~/office/editor/writing-routes.server'
import { petitionWriting } from '~/office/petitions/petition-writing.server'

export const action = autosaveAction(petitionWriting)
