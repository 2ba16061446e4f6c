import type { OutreachKind } from '~/take-action/kind'
import { callContent } from './call-content'

/** The page of a call as everybody will see it. */
export const previewCall: OutreachKind['preview'] = async (_db, action, language) => callContent.parse(action.content).ask[language]
