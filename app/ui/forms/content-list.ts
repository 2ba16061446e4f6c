/** Something in a list. `key` is unique in its list and stays when others move. */
export interface ListItem {
  key: string
  kind: string
  /** Taken out of the list; can be put back until the next publishing drops it. */
  isRemoved?: boolean
  [field: string]: unknown
}

/** Most things in one list, without those that were removed. */
export const mostItems = 60

/** Most things in one list with those that were removed since it was published. */
export const mostListed = 2 * mostItems

/** The order as the form keeps it: `s1:hero s2:text`, with a minus before what was removed. */
export function orderOf(items: readonly ListItem[]): string {
  return items.map(({ key, kind, isRemoved }) => `${isRemoved ? '-' : ''}${key}:${kind}`).join(' ')
}

/** Reads the order that the form posted. Of a list that is too long, one item more than fits is kept, so that the check notices. */
export function listedItems(field: { kinds: object }, order: string): ListItem[] {
  const items = order.split(' ', mostListed + 1).flatMap((one): ListItem[] => {
    const [, minus, key, kind] = /^(-?)([a-z][0-9]{1,9}):([a-z-]{1,30})$/.exec(one) ?? []
    return key && kind && Object.hasOwn(field.kinds, kind) ? [{ key, kind, ...(minus ? { isRemoved: true } : {}) }] : []
  })
  return items.filter(({ key }, index) => items.findIndex((one) => one.key === key) === index)
}

/** A list after one of its buttons. @param verb `add` (what: a kind), `remove`, `restore`, `up`, `down` (what: a key) */
export function changeList(
  field: { name: string; kinds: object },
  items: ListItem[],
  verb: string,
  what: string,
): ListItem[] {
  const index = items.findIndex((item) => item.key === what)
  switch (verb) {
    case 'add': {
      if (!Object.hasOwn(field.kinds, what)) return items
      return [
        ...items,
        {
          key: nextKey(
            field.name,
            items.map(({ key }) => key),
          ),
          kind: what,
        },
      ]
    }
    case 'remove':
      return items.map((item) => (item.key === what ? { ...item, isRemoved: true } : item))
    case 'restore':
      return items.map((item) => (item.key === what ? { key: item.key, kind: item.kind } : item))
    case 'up':
      return index > 0 ? swapped(items, index - 1) : items
    case 'down':
      return index >= 0 && index < items.length - 1 ? swapped(items, index) : items
    default:
      return items
  }
}

/** The key that `add` gives to a new item. @param order as the form keeps it, before */
export function addedKey(name: string, order: string): string {
  return nextKey(
    name,
    order.split(' ').map((one) => one.replace(/^-/, '').split(':')[0]!),
  )
}

function nextKey(name: string, keys: readonly string[]): string {
  const numbers = keys.map((key) => Number(key.slice(1))).filter(Number.isInteger)
  return `${name[0]}${Math.max(0, ...numbers) + 1}`
}

function swapped(items: ListItem[], first: number): ListItem[] {
  return [...items.slice(0, first), items[first + 1]!, items[first]!, ...items.slice(first + 2)]
}
