import type { Db } from '#db/client'
import { readSiteDay } from '#db/site-day'
import { onMap } from '~/campaigns/policies/by-county'
import {
  countOf,
  inForce,
  isLocality,
  listPolicies,
  listPolicyKinds,
  type StandingPolicy,
} from '~/campaigns/policies/policies.server'
import { firstDay, type Policy } from '~/campaigns/policies/policy'
import { plain } from '~/officials/posts/name-key'
import { dayAfter } from '~/ui/page/zoned-time'
import type { LocalityOrder, LocalityQuery } from './locality-query'

/** Lines of the table on one page. */
const linesAtOnce = 25

/** How many localities of a state limit, and help. */
export interface StateCount {
  state: string
  limits: number
  helps: number
  /** Whether its law limits, or bars limits. */
  law: 'by-law' | 'barred' | ''
  /** Whether nothing of it is certain. */
  isPerhaps: boolean
}

/** How many localities limited and helped at the end of a year; of this one, until now. */
export interface YearCount {
  year: number
  limits: number
  helps: number
}

/**
 * Where localities stand on a day: counts, the table's lines as they are asked for, states, and how it came to be.
 *
 * @param staleDays policies that nobody has checked for longer are marked
 */
export async function readLocalities(db: Db, query: LocalityQuery, staleDays: number, now: Date) {
  const today = await readSiteDay(db, now)
  const day = query.on || today
  const [kinds, all] = [await listPolicyKinds(db), await listPolicies(db, '')]
  const standing = inForce(all, day)
  const matching = filtered(standing, query)
  const sure = matching.filter((one) => one.standing === 'yes')
  const shown = sorted(query.maybe ? matching : sure, query.by)
  const pages = Math.max(1, Math.ceil(shown.length / linesAtOnce))
  const page = Math.min(query.page, pages)
  const ofState = query.state === '' ? standing : standing.filter(({ place }) => place.state === query.state)
  return {
    today,
    oldest: dayAfter(today, -staleDays),
    kinds,
    count: countOf(ofState),
    laws: ofState.filter(({ place, effect }) => place.kind === 'state' && effect !== 'helps'),
    lines: shown.slice((page - 1) * linesAtOnce, page * linesAtOnce),
    found: shown.length,
    maybe: matching.length - sure.length,
    page,
    pages,
    states: byState(standing),
    years: byYear(query.state === '' ? all : all.filter(({ place }) => place.state === query.state), today),
    map: onMap(standing),
  }
}

/** Policies for a file: those asked for, with what has ended unless a day is asked for. */
export async function localitiesForFile(db: Db, query: LocalityQuery): Promise<Policy[]> {
  const all = await listPolicies(db, '')
  return filtered(query.on === '' ? all : inForce(all, query.on), query)
}

function filtered<One extends Policy>(policies: readonly One[], { q, state, kind }: LocalityQuery): One[] {
  const words = plain(q).split(' ').filter(Boolean)
  return policies.filter((one) => {
    const text = words.length === 0 ? '' : plain(`${one.place.name} ${one.agency} ${one.place.state ?? ''}`)
    return (
      (state === '' || one.place.state === state) &&
      (kind === '' || one.kind === kind) &&
      words.every((word) => text.includes(word))
    )
  })
}

function sorted(policies: readonly StandingPolicy[], by: LocalityOrder): StandingPolicy[] {
  const keys: Record<LocalityOrder, (one: StandingPolicy) => string> = {
    place: () => '',
    kind: ({ kind }) => kind,
    // The newest first.
    adopted: ({ adoptedOn }) => (adoptedOn === null ? '~' : descending(firstDay(adoptedOn))),
    checked: ({ checkedOn }) => checkedOn,
  }
  // They come by state and place, and a sort keeps that among equals.
  return policies.toSorted((one, two) => compare(keys[by](one), keys[by](two)))
}

function descending(day: string): string {
  return String(99_999_999 - Number(day.replaceAll('-', '')))
}

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0
}

function byState(policies: readonly StandingPolicy[]): StateCount[] {
  const { states: laws } = onMap(policies)
  const states = [...new Set(policies.flatMap(({ place }) => place.state ?? []))].sort()
  return states.map((state) => {
    const law = laws.get(state)?.standing
    const own = policies.filter(({ place }) => place.state === state)
    return {
      state,
      ...countOf(own),
      isPerhaps: own.every(({ standing }) => standing === 'maybe'),
      law: law === 'barred' || law === 'by-law' ? law : '',
    }
  })
}

/** Each year since the first that is known, at most twenty. */
function byYear(policies: readonly Policy[], today: string): YearCount[] {
  const dated = policies.flatMap(({ adoptedOn, place }) =>
    adoptedOn && isLocality(place.kind) ? Number(adoptedOn.slice(0, 4)) : [],
  )
  if (dated.length === 0) return []
  const last = Number(today.slice(0, 4))
  const first = Math.max(last - 19, Math.min(...dated))
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const year = first + index
    return { year, ...countOf(inForce(policies, year === last ? today : `${year}-12-31`)) }
  })
}
