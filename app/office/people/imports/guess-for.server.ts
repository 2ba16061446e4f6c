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
  const guessed = guessMapping(columns, first)
  if (!isOfCampaign(owner)) return guessed
  return guessPeopleMapping(guessed, columns, await fieldsOfCampaign(db, owner.campaignId))
}
