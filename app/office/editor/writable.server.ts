import type { Db, Trx } from '#db/client'
import type { Act } from '~/office/guard/audit.server'
import type { Office } from '~/office/guard/guard.server'
import type { Right } from '~/office/guard/rights'
import type { RowsOf } from '~/office/undo/keep-change.server'
import type { FormState } from '~/ui/forms/form-state'
import type { SaidMissing } from './writing'
import type { StateName, WrittenHead } from './writing-tabs'

/** A petition or action, as far as the editor needs to know it. */
export interface Written {
  id: string
  slug: string
  groupId: string
  state: StateName
}

/** What each kind provides. Loading, saving, publishing, comparing and restoring are shared. */
export interface Writable<Thing extends Written, Content, Extra extends object = object> {
  /** Its name in locks and announcements: `petition:<id>`. */
  name: string
  /** Its tables, and the column by which drafts and revisions refer to it. */
  tables: { thing: string; draft: string; revision: string; key: string }
  /** Audit log names for publishing, restoring a version, and changing the state. */
  acts: { published: Act; restored: Act; changedState: Act }
  /** States it can be set to once published. */
  states: readonly Exclude<StateName, 'draft'>[]
  /**
   * Loads it if this organizer has the right.
   *
   * @param slug of the one that is meant, if it is not that of the address
   * @throws 404 if they cannot see it, 403 if they lack the right
   */
  find(office: Office, right: Right, slug?: string): Promise<Thing>
  head(office: Office, thing: Thing): Promise<WrittenHead>
  /** What is published now. */
  published(thing: Thing): Content
  /** Stored content; fields that did not exist at the time are filled in as empty. */
  whole(kept: unknown): Content
  /** Content as form values. */
  values(thing: Thing, content: Content): Record<string, string>
  /** What was typed, with names that it understands replaced by what is stored. */
  understand?(office: Office, typed: Record<string, string>): Promise<Record<string, string>>
  /** Reads form input. @param before the draft so far, for content without a form field */
  read(
    thing: Thing,
    typed: Record<string, string>,
    before: Content,
  ): { outcome: 'read'; content: Content } | { outcome: 'invalid'; form: FormState }
  /** What is missing for publishing, in words. */
  missing(office: Office, thing: Thing, content: Content): Promise<SaidMissing[]>
  /** What publishing it would end for people, in words; it is asked first. Null: nothing. */
  ask?(office: Office, thing: Thing, content: Content): SaidMissing | null
  /** Publishes content; a draft opens. @returns the new version number */
  show(trx: Trx, thing: Thing, content: Content, now: Date): Promise<number>
  /** What the history stores of a version. */
  kept(db: Db, thing: Thing, content: Content): Promise<unknown>
  /** A stored version by field, for comparing two of them. */
  compared(office: Office, thing: Thing, kept: unknown): Record<string, string>
  /** Label of a field. */
  fieldName(office: Office, thing: Thing, field: string): string
  /** What else its editor page shows. */
  extra(office: Office, thing: Thing, content: Content): Extra
  /** How it is removed; missing: it is not. */
  removal?: {
    /** Rows that are deleted with it, besides its drafts and versions. */
    belongings(thing: Thing): RowsOf[]
    /** The list that it leaves. */
    list(thing: Thing): string
  }
  paths: {
    home(thing: Thing): string
    edit(thing: Thing): string
    history(thing: Thing): string
    /** Where publishing leads; without it, back to the editor. */
    afterPublishing?(thing: Thing): string
    /** Where its state is changed, and seen once that is undone; default: the editor. */
    state?(thing: Thing): string
  }
}
