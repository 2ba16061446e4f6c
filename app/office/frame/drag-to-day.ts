/**
 * Messages on the calendar that can be dragged to another day: that fills in their form, at the hour that it shows, and sends
 * it. Whoever cannot drag uses the form.
 */
export function dragToDay(message: HTMLElement): void {
  const form = message.querySelector('form')!
  message.draggable = true
  message.addEventListener('dragstart', (event) => {
    event.dataTransfer!.effectAllowed = 'move'
    for (const day of days()) day.dataset.takes = ''
    dragged = { message, form }
  })
  message.addEventListener('dragend', () => {
    for (const day of days()) delete day.dataset.takes
    dragged = null
  })
  if (isListening) return
  isListening = true
  document.addEventListener('dragover', (event) => {
    if (dragged && dayAt(event)) event.preventDefault()
  })
  document.addEventListener('drop', (event) => {
    const day = dayAt(event)
    if (!dragged || !day) return
    event.preventDefault()
    const field = dragged.form.elements.namedItem('day') as HTMLInputElement
    if (field.value === day.dataset.day) return
    field.value = day.dataset.day!
    dragged.form.requestSubmit()
  })
}

let dragged: { message: HTMLElement; form: HTMLFormElement } | null = null
let isListening = false

function days(): NodeListOf<HTMLElement> {
  return document.querySelectorAll<HTMLElement>('[data-day]')
}

function dayAt({ target }: DragEvent): HTMLElement | null {
  return (target as Element).closest<HTMLElement>('[data-day]')
}
