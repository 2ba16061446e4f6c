import type { Bilingual, Language } from '~/i18n/language'
import type { ContentField, MissingContent, Words } from '~/ui/forms/content'

/** Tables of the story whose rows are written in the office. */
export type StoryTable = 'timeline_entry' | 'court_case' | 'news_item' | 'meeting' | 'document'

/**
 * What every kind of thing in a story provides: entries of the timeline, cases, posts, meetings, documents. A new kind
 * implements this, gets a table like the others' and is listed in `story-kinds.ts`. The office's list, editor, preview,
 * history and publishing come with it.
 */
export interface StoryKind<Content extends object = object> {
  /** Its name in URLs: `/office/campaigns/SLUG/timeline`. */
  name: string
  table: StoryTable
  /** Values of columns that tell kinds in one table apart, such as `news_item.kind`. */
  always?: Readonly<Record<string, string>>
  /** Its names in the office: "Timeline", and "timeline entry" after "New". */
  words: { plural: Words; singular: Words }
  /** The fields organizers fill in, in order. The editor, its checks and the publishing gate are derived from them. */
  fields: readonly ContentField[]
  /** Parses stored content, with every field present. */
  readContent(stored: unknown): Content
  /** What a list calls it. A proper name is the same in both languages. */
  titleOf(content: Content): Bilingual
  /** What a list shows beside the title, such as a date; '' for nothing. */
  noteOf(content: Content): string
  /**
   * Columns that repeat what queries need of the content; one that is undefined stays as it is.
   *
   * @param published when it is published, whether for the first time, and what was shown before; a draft's is empty
   */
  columns(
    content: Content,
    published: { now: Date; isFirst: boolean; before: Content },
  ): Record<string, string | Date | null | undefined>
  /** Slug of the place it belongs to, kept in `division_id`; missing: it has no such column. */
  placeOf?(content: Content): string
  /** When something published is shown; missing: at once. */
  shownFrom?(content: Content): Date | null
  /** What is missing before publishing, beyond what `fields` require. */
  missingIn?(content: Content): MissingContent[]
  /** Path of its public page, or its place on one. */
  path(language: Language, campaign: string, slug: string): string
  /** Whether it is made by uploading a file rather than in the list. */
  isUploaded?: true
}
