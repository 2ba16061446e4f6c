/** Milliseconds without a change after which people are counted. */
const pause = 500

/** Counts again while a rule is changed: posts the form as its button does, and shows the numbers that come back. */
export function countPeople(form: HTMLFormElement): void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined
  const count = async (): Promise<void> => {
    asking?.abort()
    asking = new AbortController()
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value)
    fields.set('intent', 'count')
    const answer = await fetch(form.action, { method: 'POST', body: fields, signal: asking.signal })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const numbers = page.querySelector('[data-numbers]')
    // Only what is inside: the region itself is what screen readers listen to.
    if (numbers) form.querySelector('[data-numbers]')?.replaceChildren(...numbers.childNodes)
  }
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    // Broken off by the next change, or offline: the button counts.
    waiting = setTimeout(() => void count().catch(() => {}), pause)
  })
}
