/** Whether 05/11/2026 is May 11 or November 5. */
export type DayOrder = 'month' | 'day'

/** What a column shows of its order. `both`: some of its days can only be read one way, and some only the other; `unsure`: either. */
export type ShownOrder = DayOrder | 'both' | 'unsure'

/** Days of numbers alone, the year last. */
const inNumbers = /^\s{0,9}(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)/

/** Looks at all lines of a list, one by one. */
export interface DayOrders {
  see(cells: readonly string[]): void
  /** By the column's index from 0, as text; columns without such days are missing. */
  shown(): Record<string, ShownOrder>
}

export function openDayOrders(): DayOrders {
  const seen = new Map<number, Set<DayOrder | 'either'>>()
  return {
    see(cells) {
      for (const [index, cell] of cells.entries()) {
        const order = orderIn(cell)
        if (order === null) continue
        const orders = seen.get(index) ?? new Set()
        seen.set(index, orders.add(order))
      }
    },
    shown: () => Object.fromEntries([...seen].map(([index, orders]) => [String(index), shownBy(orders)])),
  }
}

/** Whether a day could be one of two. */
export function isEitherDay(text: string): boolean {
  return orderIn(text) === 'either'
}

/** Null: no such day, or one that is the same either way. */
function orderIn(cell: string): DayOrder | 'either' | null {
  const [, first, second] = inNumbers.exec(cell) ?? []
  if (!first || !second || Number(first) === Number(second)) return null
  if (Number(first) > 12) return Number(second) > 12 ? null : 'day'
  return Number(second) > 12 ? 'month' : 'either'
}

function shownBy(orders: ReadonlySet<DayOrder | 'either'>): ShownOrder {
  if (orders.has('day') && orders.has('month')) return 'both'
  return orders.has('day') ? 'day' : orders.has('month') ? 'month' : 'unsure'
}
