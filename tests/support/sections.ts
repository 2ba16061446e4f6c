import type { World } from './firme-test'
import { call, officeRoute } from './office'

/**
 * Adds a section to the draft of the home of “end-s-comm”.
 *
 * @returns the key in the names of its fields, how many sections there are now, and where the editor leads
 */
export async function addsSection(world: World, token: string, kind: string) {
  const { loader, action } = officeRoute('office.campaigns_.$campaign.$kind.$slug.edit')
  const params = { campaign: 'end-s-comm', kind: 'home', slug: 'page' }
  const opened = async () =>
    (await call(world, loader!, { token, params })).body as { values: Record<string, string>; revision: number }
  const { values, revision } = await opened()
  const fields = { ...values, revision: String(revision), intent: `add:sections:${kind}` }
  const { location } = await call(world, action!, { token, params, fields })
  const sections = (await opened()).values.sections!.split(' ')
  return { key: sections.at(-1)!.split(':')[0]!, count: sections.length, location }
}
