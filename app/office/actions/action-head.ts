import type { AdvocacyKind } from '#db/schema-advocacy'
import type { WrittenHead } from '~/office/editor/writing-tabs'

/** An action as every one of its office pages names it. */
export interface ActionHead extends WrittenHead {
  kind: AdvocacyKind
}
