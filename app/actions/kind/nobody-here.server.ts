import type { Db } from '#db/client'
import { hasCountySheriffs } from '~/geography/sheriffs'
import type { AdvocacyCampaign } from './advocacy.server'
import type { NobodyHere } from './place'

/** The place where an action knows nobody, or null when it asks for no place. */
export async function readNobodyHere(
  db: Db,
  { id, targeting }: Pick<AdvocacyCampaign, 'id' | 'targeting'>,
  here: readonly string[],
): Promise<NobodyHere | null> {
  if (targeting.how !== 'lookup' || here.length === 0) return null
  const divisions = await db
    .selectFrom('division')
    .select(['slug', 'name', 'kind', 'state'])
    .where('slug', 'in', here)
    .execute()
  const county = divisions.find(({ kind }) => kind === 'county')
  const place = divisions.find(({ kind }) => kind === 'place') ?? county
  if (!place) return null
  const { slug, name, kind } = place
  const canTell = county !== undefined && targeting.roles.includes('sheriff') && hasCountySheriffs(county.state)
  return {
    slug: canTell ? county.slug : slug,
    name: canTell ? county.name : name,
    kind: canTell ? 'county' : kind,
    canTell,
    actionId: id,
  }
}
