import { autosave } from '~/office/editor/writing-routes.server'
import { guarded } from '~/office/guard/guard.server'
import { writingOf } from '~/office/story/writing-of.server'

export const action = guarded('edit', (office) => autosave(office, writingOf(office)))
