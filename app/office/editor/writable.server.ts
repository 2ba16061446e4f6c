import type { Db, Trx } from '#db/client'
import type { Act } from '~/office/guard/audit.server'
import type { Office } from '~/office/guard/guard.server'
import type { Right } from '~/office/guard/rights'
import type { FormState } from '~/ui/forms/form-state'
import type { SaidMissing } from './editor-form'
import type { StateName, WrittenHead } from './writing-tabs'

/** Something that organizers write and everybody reads, as far as writing has to know it. */
export interface Written {
  id: string
  slug: string
  groupId: string
  state: StateName
}

/** What each kind of it brings; opening, saving, publishing, comparing, keeping and bringing back are the same for all. */
export interface Writable<Thing extends Written, Content, Extra extends object = object> {
  /** Its name in locks and announcements: `petition:<id>`. */
  name: string
  /** Its tables, and the column by which drafts and revisions refer to it. */
  tables: { thing: string; draft: string; revision: string; key: string }
  /** What the audit log calls publishing it, bringing a version back, and changing its state. */
  acts: { published: Act; restored: Act; changedState: Act }
  /** States into which it may be turned once it has been published. */
  states: readonly Exclude<StateName, 'draft'>[]
  /** One that this organizer may do this with. @throws 404 when they may not see it, 403 when they may see it alone */
  find(office: Office, right: Right): Promise<Thing>
  head(office: Office, thing: Thing): Promise<WrittenHead>
  /** What everybody reads now. */
  published(thing: Thing): Content
  /** Content as it was kept once; what there was not yet at that time is empty. */
  whole(kept: unknown): Content
  /** Content as the form shows it. */
  values(thing: Thing, content: Content): Record<string, string>
  /** What was typed. @param before the draft so far, for what has no field in the form */
  read(
    thing: Thing,
    typed: Record<string, string>,
    before: Content,
  ): { outcome: 'read'; content: Content } | { outcome: 'invalid'; form: FormState }
  /** What is missing before everybody may see it, in words. */
  missing(office: Office, thing: Thing, content: Content): Promise<SaidMissing[]>
  /** Puts content before everybody, open when it was a draft. @returns the number of the new version */
  show(trx: Trx, thing: Thing, content: Content, now: Date): Promise<number>
  /** What the history keeps of a version. */
  kept(db: Db, thing: Thing, content: Content): Promise<unknown>
  /** A kept version as two of them are compared: by field. */
  compared(office: Office, thing: Thing, kept: unknown): Record<string, string>
  /** A field as the organizer knows it. */
  fieldName(office: Office, thing: Thing, field: string): string
  /** What its page for writing shows besides. */
  extra(office: Office, thing: Thing, content: Content): Extra
  paths: { home(slug: string): string; edit(slug: string): string; history(slug: string): string }
}
