import type { Db } from '#db/client'
import { fieldsOfCampaign } from '~/office/people/fields/custom-fields.server'
import { guessPeopleMapping } from './field-columns'
import { guessMapping, type Mapping } from './import-row'
import { isOfCampaign, type ListOwner } from './list-owner'

/** A first guess of what the columns of a list hold: of one of people, also what their group keeps about them. */
export async function guessFor(
  db: Db,
  owner: Pick<ListOwner, 'id' | 'campaignId'>,
  columns: string[],
  first: string[],
): Promise<Mapping> {
  if (!isOfCampaign(owner)) return guessMapping(columns, first)
  return guessPeopleMapping(columns, first, await fieldsOfCampaign(db, owner.campaignId))
}
