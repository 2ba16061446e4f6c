import { type CampaignKeys, openText } from '~/vault/open.server'
import { sealedUnder } from './hold-people.server'
import type { Snapshot } from './snapshot'

/** Decrypts the rows of a held erasure, as the tables are today. */
export function openSnapshot(keys: CampaignKeys, erasureId: string, sealed: Buffer): Snapshot {
  // Rows held before migration 018 call the name slot a seat; those held before migration 021 know of no open pages,
  // those before 055 of no corrected contacts, those before 061 of no subscriptions,
  // those before 062 of no changes of tags and no lists of opt-outs, those before 066 of no threads; the first ones
  // after 062 not of what was let count.
  const kept = JSON.parse(openText(keys, sealedUnder(erasureId), sealed).replaceAll('"seat":', '"name_slot":'))
  return {
    own_page_session: [],
    contact_change: [],
    recorded_stop: [],
    export_person: [],
    subscription: [],
    tag_change: [],
    list_stop: [],
    held_release_signature: [],
    conversation: [],
    text_to_read: [],
    thread_note: [],
    ...kept,
  }
}
