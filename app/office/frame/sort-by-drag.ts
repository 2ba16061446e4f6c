/**
 * Rows of a list in an editor that can be dragged to another place; buttons beside them do the same. The new order goes
 * into the form's hidden field, which is saved like anything typed.
 */
export function sortByDrag(list: HTMLElement): void {
  const order = list.parentElement!.querySelector<HTMLInputElement>('input[data-order]')!
  const rows = () => [...list.children] as HTMLElement[]
  let dragged: HTMLElement | null = null
  for (const row of rows()) {
    // Only by its grip: text in its fields must stay selectable.
    const grip = row.querySelector<HTMLElement>('.grip')!
    row.setAttribute('draggable', 'false')
    grip.addEventListener('pointerdown', () => row.setAttribute('draggable', 'true'))
    row.addEventListener('dragstart', (event) => {
      dragged = row
      row.dataset.dragged = ''
      event.dataTransfer!.effectAllowed = 'move'
    })
    row.addEventListener('dragend', () => {
      row.setAttribute('draggable', 'false')
      delete row.dataset.dragged
      dragged = null
    })
  }
  list.addEventListener('dragover', (event) => {
    if (!dragged) return
    event.preventDefault()
    const over = (event.target as Element).closest<HTMLElement>('[data-sortable] > li')
    if (!over || over === dragged || over.parentElement !== list) return
    const { top, height } = over.getBoundingClientRect()
    over[event.clientY < top + height / 2 ? 'before' : 'after'](dragged)
  })
  list.addEventListener('drop', (event) => {
    if (!dragged) return
    event.preventDefault()
    const removed = order.value.split(' ').filter((one) => one.startsWith('-'))
    order.value = [...rows().map(({ dataset }) => `${dataset.key}:${dataset.kind}`), ...removed].join(' ')
    order.dispatchEvent(new Event('input', { bubbles: true }))
  })
}
