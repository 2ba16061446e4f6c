import { actionWriting } from '~/office/actions/action-writing.server'
import { autosaveAction } from '~/office/editor/writing-routes.server'

export const action = autosaveAction(actionWriting)
