import { documentKind } from '~/campaigns/library/document-content'
import type { ContentField } from '~/ui/forms/content'

const shared: ReadonlySet<string> = new Set([
  'description',
  'language',
  'licence',
  'redactionNote',
  'sourceUrl',
  'sourceTitle',
  'sourceCheckedOn',
])

/** What can be said once about all files of an upload. None of it is required before publishing. */
export const sharedFields: readonly ContentField[] = documentKind.fields
  .filter(({ name }) => shared.has(name))
  .map((field) => ({ ...field, isRequired: false }))
