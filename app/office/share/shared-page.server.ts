import type { Db } from '#db/client'
import type { AdvocacyCampaign } from '~/actions/kind/advocacy.server'
import type { Petition } from '~/actions/petitions/petition'
import { outreachKind } from '~/actions/registry.server'
import type { Language } from '~/i18n/language'
import { actionHead } from '~/office/actions/action-writing.server'
import { officeAction } from '~/office/actions/office-actions.server'
import type { WrittenHead } from '~/office/editor/writing-tabs'
import type { Office } from '~/office/guard/guard.server'
import type { Right } from '~/office/guard/rights'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { petitionHead } from '~/office/petitions/petition-writing.server'
import { paths } from '~/paths'
import { countOutreachBySource, countSignaturesBySource, type SourceCount } from './counts-by-source.server'

/** A published petition or action, as far as sharing it needs to know. */
export interface SharedPage {
  id: string
  groupId: string
  slug: string
  state: Petition['state']
  /** The column of `source_code` that names it. */
  column: 'petition_id' | 'advocacy_campaign_id'
  /** The `value` of a keyword's target; null where no keyword can lead to it. */
  keywordTarget: string | null
  path: (language: Language) => string
  /** Where the office's pages of it are. */
  office: { share: string; edit: string; code: (file: string) => string; signSheet: string | null }
  head: (office: Office) => Promise<WrittenHead>
  /** How many came by each source. */
  countBySource: (db: Db) => Promise<SourceCount[]>
}

/** The petition or action that the address names. @throws 404, 403 */
export async function sharedPage(office: Office, right: Right): Promise<SharedPage> {
  return office.params.petition === undefined
    ? ofAction(await officeAction(office, right))
    : ofPetition(await officePetition(office, right))
}

function ofPetition(petition: Petition): SharedPage {
  const { id, groupId, slug, state } = petition
  return {
    id,
    groupId,
    slug,
    state,
    column: 'petition_id',
    keywordTarget: `petition:${id}`,
    path: (language) => paths.petition(language, slug),
    office: {
      share: paths.office.petitionShare(slug),
      edit: paths.office.petitionEdit(slug),
      code: (file) => paths.office.petitionCode(slug, file),
      signSheet: paths.office.petitionSheet(slug),
    },
    head: (office) => petitionHead(office, petition),
    countBySource: (db) => countSignaturesBySource(db, id),
  }
}

function ofAction(action: AdvocacyCampaign): SharedPage {
  const { id, groupId, slug, state } = action
  const kind = outreachKind(action.kind)
  return {
    id,
    groupId,
    slug,
    state,
    column: 'advocacy_campaign_id',
    keywordTarget: kind.isDoneByText ? `action:${id}` : null,
    path: (language) => kind.path(language, slug),
    office: {
      share: paths.office.actionShare(slug),
      edit: paths.office.actionEdit(slug),
      code: (file) => paths.office.actionCode(slug, file),
      signSheet: null,
    },
    head: (office) => actionHead(office, action),
    countBySource: (db) => countOutreachBySource(db, id),
  }
}
