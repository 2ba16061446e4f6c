import { sql } from 'kysely'
import type { Db } from '#db/client'
import { geoidNow } from '~/geography/county'
import { isMilitaryZip } from '~/geography/zip'
import type { FileTable } from './read-table.server'

export interface HudReport {
  /** ZIPs that have shares now. */
  zips: number
  /** Lines that were left out, and why. */
  problems: { line: number; why: string }[]
  /** Lines for Connecticut's planning regions, which are not counties; ZIPs with such a line are left unchanged. */
  regions: number
}

interface Part {
  county: string
  homes: number
  all: number
}

/** Headings used in HUD's quarterly files over the years. */
const names = {
  zip: ['zip', 'zip_code'],
  county: ['county', 'geoid', 'county_fips', 'fips'],
  homes: ['res_ratio', 'residential_ratio'],
  all: ['tot_ratio', 'total_ratio'],
  city: ['usps_zip_pref_city', 'city'],
  state: ['usps_zip_pref_state', 'state'],
} as const

/**
 * Imports HUD's ZIP–county crosswalk: the counties of each ZIP, ordered by their share of the ZIP's homes (of all its
 * addresses where nobody lives, such as P.O. boxes). Overwrites what we have; ZIPs not in the list stay unchanged.
 *
 * @throws Error with a message for the operator when a required column is missing
 * @see https://www.huduser.gov/portal/datasets/usps_crosswalk.html
 */
export async function importHud(db: Db, { headings, rows }: FileTable): Promise<HudReport> {
  const column = (wanted: keyof typeof names) =>
    headings.findIndex((heading) => (names[wanted] as readonly string[]).includes(heading))
  const [zipAt, countyAt, homesAt, allAt, cityAt, stateAt] = [
    column('zip'),
    column('county'),
    column('homes'),
    column('all'),
    column('city'),
    column('state'),
  ]
  if (zipAt < 0 || countyAt < 0 || homesAt < 0)
    throw new Error('The list needs the columns ZIP, COUNTY and RES_RATIO; TOT_RATIO helps.')
  const divisions = await db
    .selectFrom('division')
    .select(['id', 'geoid', 'state', 'name'])
    .where('kind', '=', 'county')
    .where('geoid', 'is not', null)
    .execute()
  const byGeoid = new Map(divisions.map((one) => [one.geoid!, one]))
  const report: HudReport = { zips: 0, problems: [], regions: 0 }
  const parts = new Map<string, { city: string; state: string; list: Part[] }>()
  const untouched = new Set<string>()
  for (const { line, cells } of rows) {
    const refuse = (why: string) => report.problems.push({ line, why })
    const zip = padded(cells[zipAt])
    const written = padded(cells[countyAt])
    const homes = ratio(cells[homesAt])
    const all = allAt < 0 ? homes : ratio(cells[allAt])
    if (!zip) refuse(`${cells[zipAt] || 'nothing'} is no ZIP`)
    else if (!written) refuse(`${cells[countyAt] || 'nothing'} is no county's number`)
    else if (/^091[1-9]0$/.test(written)) {
      report.regions += 1
      untouched.add(zip)
    } else if (homes === null || all === null) refuse('a share must be between 0 and 1')
    else if (isMilitaryZip(zip)) refuse(`${zip} is military mail and lies in no county`)
    else {
      const county = byGeoid.get(geoidNow[written] ?? written)
      if (!county) refuse(`there is no county ${written}`)
      else
        addPart(
          parts,
          zip,
          {
            city: (cityAt < 0 ? '' : cells[cityAt]) || county.name,
            state: (stateAt < 0 ? '' : cells[stateAt]) || county.state!,
          },
          { county: county.id, homes, all },
        )
    }
  }
  for (const zip of untouched) parts.delete(zip)
  await keep(db, [...parts])
  report.zips = parts.size
  return report
}

function addPart(
  parts: Map<string, { city: string; state: string; list: Part[] }>,
  zip: string,
  place: { city: string; state: string },
  part: Part,
): void {
  const known = parts.get(zip) ?? { ...place, list: [] }
  const same = known.list.find(({ county }) => county === part.county)
  // Alaska split one census area in two; our county list still has it as one, so their shares add up.
  if (same) Object.assign(same, { homes: same.homes + part.homes, all: same.all + part.all })
  else known.list.push(part)
  parts.set(zip, known)
}

async function keep(db: Db, parts: [zip: string, { city: string; state: string; list: Part[] }][]): Promise<void> {
  const rows = parts.map(([zip, { city, state, list }]) => {
    const share = list.some(({ homes }) => homes > 0) ? (part: Part) => part.homes : (part: Part) => part.all
    const ordered = [...list].sort((one, two) => share(two) - share(one))
    return {
      zip,
      city,
      state: state.toUpperCase(),
      counties: ordered.map(({ county }) => county),
      shares: ordered.map((part) => Math.min(1, share(part))),
    }
  })
  await sql`
    insert into zip_code (zip, city, state, kind, time_zone, counties, shares)
    select zip, initcap(city), state, 'standard', (select time_zone from division where id = one.counties[1]), counties, shares
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (zip text, city text, state text, counties text[], shares real[])
    on conflict (zip) do update set counties = excluded.counties, shares = excluded.shares
  `.execute(db)
}

/** Five digits; restores leading zeros that a spreadsheet dropped. */
function padded(cell: string | undefined): string | null {
  return cell && /^\d{3,5}$/.test(cell) ? cell.padStart(5, '0') : null
}

function ratio(cell: string | undefined): number | null {
  const value = cell ? Number(cell) : Number.NaN
  return value >= 0 && value <= 1.000_001 ? value : null
}
