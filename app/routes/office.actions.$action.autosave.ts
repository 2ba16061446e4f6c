import { actionWriting } from '~/advocacy/action-writing.server'
import { autosaveAction } from '~/writing/writing-routes.server'

export const action = autosaveAction(actionWriting)
