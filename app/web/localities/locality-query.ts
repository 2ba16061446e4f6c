import { isDay } from '#db/calendar-day'
import { stateNames } from '~/geography/state-names'

/** Orders of the table. */
const localityOrders = ['place', 'kind', 'adopted', 'checked'] as const
export type LocalityOrder = (typeof localityOrders)[number]

/** What a reader asks of the table; '' for anything. */
export interface LocalityQuery {
  /** Part of a place's or an agency's name. */
  q: string
  /** Two letters. */
  state: string
  kind: string
  /** YYYY-MM-DD; '' for today. */
  on: string
  by: LocalityOrder
  /** Whether to show policies that may have been in force. */
  maybe: boolean
  /** From 1. */
  page: number
}

/** @param state of the page, when it is about one */
export function readLocalityQuery(query: URLSearchParams, state = ''): LocalityQuery {
  const get = (name: string) => (query.get(name) ?? '').trim()
  const on = get('on')
  const asked = get('state').toUpperCase()
  return {
    q: get('q').slice(0, 80),
    state: state || (asked in stateNames ? asked : ''),
    kind: /^[a-z0-9-]{1,60}$/.test(get('kind')) ? get('kind') : '',
    on: isDay(on) ? on : '',
    by: localityOrders.find((order) => order === get('by')) ?? 'place',
    maybe: get('maybe') === '1',
    page: Math.max(1, Math.min(10_000, /^\d{1,5}$/.test(get('page')) ? Number(get('page')) : 1)),
  }
}

/** The same question with something changed, as a query; '' when it asks for nothing. */
export function localityQuery(query: LocalityQuery, change: Partial<LocalityQuery> = {}, ofState = ''): string {
  const { q, state, kind, on, by, maybe, page } = { ...query, ...change }
  const said = {
    q,
    state: state === ofState ? '' : state,
    kind,
    on,
    by: by === 'place' ? '' : by,
    maybe: maybe ? '1' : '',
    page: page > 1 ? String(page) : '',
  }
  const text = String(new URLSearchParams(Object.entries(said).filter(([, value]) => value !== '')))
  return text === '' ? '' : `?${text}`
}
