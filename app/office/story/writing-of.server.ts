import { homeFields } from '~/campaigns/home/home-content'
import type { Office } from '~/office/guard/guard.server'
import type { ContentField } from '~/ui/forms/content'
import { homeName, homeWriting } from './home-writing.server'
import { editorFieldsOf, type StoryWriting, type StoryWritten, storyKindOf, storyWriting } from './story-writing.server'

/** How what the address names plugs into the editor. @throws 404 */
export function writingOf(office: Pick<Office, 'params'>): StoryWriting {
  return office.params.kind === homeName ? homeWriting : storyWriting(storyKindOf(office))
}

/** The fields that its editor writes. */
export function fieldsWritten(office: Pick<Office, 'params'>): readonly ContentField[] {
  return office.params.kind === homeName ? homeFields : storyKindOf(office).fields
}

/** The fields of its editor, with what references may lead to. */
export function fieldsFor(office: Office, thing: StoryWritten) {
  const kind = office.params.kind === homeName ? { name: homeName, fields: homeFields } : storyKindOf(office)
  return editorFieldsOf(office, kind, thing)
}
