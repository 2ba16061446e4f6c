import { sql } from 'kysely'
import type { Db } from '#db/client'
import { stateCalled } from '~/geography/place-name'
import { readOwnZip } from '~/geography/zip'
import { countiesOfZip } from '~/officials/divisions/lookup.server'

/** A county or city. */
export interface CalledPlace {
  id: string
  slug: string
  name: string
  kind: string
  state: string | null
}

/** More than these are no choice but a list. */
const most = 12

/** Counties and cities that somebody may mean by a ZIP or a name, the likeliest first; `many` when they are too many. */
export async function placesCalled(db: Db, typed: string): Promise<CalledPlace[] | 'many'> {
  const zip = readOwnZip(typed)
  if (zip) {
    const found = await countiesOfZip(db, zip)
    return (found?.counties ?? []).map((county) => ({ ...county, kind: 'county' }))
  }
  const [name = '', state = ''] = typed.split(',')
  const letters = stateCalled(state)
  if (state.trim() && !letters) return []
  const { rows } = await sql<CalledPlace>`
    select id, slug, name, kind, state from division, plain_text(regexp_replace(${name.trim()}, '^(condado|parroquia|municipio|ciudad) de ', '', 'i')) as wanted
    where kind in ('county', 'place') and state is not null and (plain_text(name) = wanted or plain_text(name) like replace(replace(wanted, '%', ''), '_', '') || ' %')
      and state = coalesce(${letters}, state)
    order by plain_text(name) = wanted desc, kind, state limit ${most + 1}
  `.execute(db)
  return rows.length > most ? 'many' : rows
}
