import { savePolicy } from '~/campaigns/policies/edit-policies.server'
import type { World } from './firme-test'
import { groupOf, organizer } from './office'

const source = {
  source_url: 'https://example.org/minutes',
  source_title: 'Minutes of the board',
  checked_on: '2026-11-20',
}

/** Adds policies as an organizer does. @returns their ids and the organizer */
export async function policiesBy(world: World, all: readonly Record<string, string>[]) {
  const omar = await organizer(world, 'owner', await groupOf(world, 'network'))
  const ids: string[] = []
  for (const fields of all) {
    const saved = await savePolicy(world.db, { id: null, fields: { ...source, ...fields }, by: omar.id }, world.at)
    if (saved.outcome !== 'saved') throw new Error(JSON.stringify(saved.form.errors))
    ids.push(saved.id)
  }
  return { ids, omar }
}
