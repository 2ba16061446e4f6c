import { autosaveAction } from '~/office/editor/writing-routes.server'
import { ladderWriting } from '~/office/ladders/ladder-writing.server'

export const action = autosaveAction(ladderWriting)
