/** What autosaving answers. */
export interface Saved {
  /** Missing when nothing was saved. */
  revision?: number
  says: string
  /** Whether visitors see something else. */
  isChanged?: boolean
  missing?: { words: string; href: string }[]
  missingSays?: string
}

/** The event on its form after an autosave, with what was answered. */
export const savedEvent = 'firme-saved'

/** Wide enough for the preview beside the form. */
const wide = '(min-width: 1100px)'
/** Where the language that is written in is kept from one page to the next. */
const writtenIn = 'written-in'

/**
 * What an editor shows beside its fields: the language tabs of phones, what is missing and the state in its bar, and the
 * preview of what was saved.
 */
export function writeBeside(form: HTMLFormElement): void {
  // The preview begins in the language that these show.
  const tabs = openLanguages(form)
  const beside = openPreview(form)
  const bar = form.querySelector<HTMLElement>('.editor-bar')!
  const list = bar.querySelector<HTMLDetailsElement>('[data-missing]')
  tabs.count(hrefsOf(list))

  form.addEventListener('focusin', ({ target }) => {
    const language = languageOf(target as Element)
    if (!language) return
    // After a save the page begins in the language that was written.
    tabs.show(language)
    beside.show(language)
  })
  form.addEventListener(savedEvent, (event) => {
    const saved = (event as CustomEvent<Saved>).detail
    if (saved.revision === undefined) return
    say(bar, saved)
    if (list) listMissing(list, saved)
    markMissing(form, hrefsOf(list))
    tabs.count(hrefsOf(list))
    beside.refresh()
  })
  // Links to a field: of the list of what is missing, and of the summary of errors.
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]')
    const field = link && document.getElementById(link.hash.slice(1))
    if (!field || !form.contains(field) || bar.contains(field)) return
    if (list) list.open = false
    leadTo(field)
  })
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !list?.open) return
    list.open = false
    list.querySelector<HTMLElement>('summary')!.focus()
  })
  document.addEventListener('click', ({ target }) => {
    if (list?.open && !list.contains(target as Node)) list.open = false
  })
  const asked = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  // The browser itself goes there once the page is loaded.
  if (asked && form.contains(asked)) window.addEventListener('load', () => leadTo(asked))

  /** Opens what hides a field, and puts the cursor there once the browser has gone there itself. */
  function leadTo(field: HTMLElement): void {
    const language = languageOf(field)
    if (language) tabs.show(language)
    for (let part = field.closest('details'); part; part = part.parentElement!.closest('details')) part.open = true
    const own = field.querySelector<HTMLDetailsElement>(':scope > details')
    const first =
      own && !own.open
        ? null
        : [...field.querySelectorAll<HTMLElement>(fields)].find((one) => one.offsetParent !== null)
    const goal = field.matches(fields) ? field : (first ?? field)
    if (goal === field && !field.matches(fields)) field.tabIndex = -1
    setTimeout(() => goal.focus())
  }
}

const fields = 'input:not([type=hidden]), select, textarea'

function languageOf(element: Element): string | undefined {
  return element.closest<HTMLElement>('[data-in]')?.dataset.in
}

function hrefsOf(list: HTMLElement | null): string[] {
  return list ? [...list.querySelectorAll('a')].map((link) => link.getAttribute('href')!) : []
}

function say(bar: HTMLElement, { isChanged }: Saved): void {
  const state = bar.querySelector<HTMLElement>('[data-changed]')
  if (state) state.textContent = isChanged ? state.dataset.changed! : state.dataset.open!
}

function listMissing(list: HTMLDetailsElement, { missing = [], missingSays = '' }: Saved): void {
  list.hidden = missing.length === 0
  list.querySelector('summary')!.textContent = missingSays
  const lines = missing.map(({ words, href }) => {
    const link = Object.assign(document.createElement('a'), { textContent: words })
    link.setAttribute('href', href)
    const line = document.createElement('li')
    line.append(link)
    return line
  })
  list.querySelector('ul')!.replaceChildren(...lines)
}

/** The marks beside fields, and beside parts of a list, whose names end with a period. */
function markMissing(form: HTMLFormElement, hrefs: string[]): void {
  for (const mark of form.querySelectorAll<HTMLElement>('[data-lacks]')) {
    const name = `#${mark.dataset.lacks}`
    mark.hidden = !hrefs.some((href) => (name.endsWith('.') ? href.startsWith(name) : href === name))
  }
}

/** The tabs of phones, where one language shows at a time. */
function openLanguages(form: HTMLFormElement) {
  const row = form.querySelector<HTMLElement>('[data-languages]')!
  const buttons = [...row.querySelectorAll('button')]
  row.hidden = form.querySelector('[data-in]') === null
  for (const button of buttons) button.addEventListener('click', () => show(button.value))
  show(sessionStorage.getItem(writtenIn) ?? form.dataset.language!)

  function show(language: string): void {
    form.dataset.shows = language
    sessionStorage.setItem(writtenIn, language)
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === language))
  }

  /** How many texts each language still misses. */
  function count(hrefs: string[]): void {
    for (const button of buttons) {
      const missing = hrefs.filter((href) => href.endsWith(`_${button.value}`)).length
      button.querySelector('[data-count]')!.textContent = missing > 0 ? String(missing) : ''
    }
  }

  return { show, count }
}

/** The preview of what is saved, where there is room for it. */
function openPreview(form: HTMLFormElement) {
  const aside = form.parentElement!.querySelector<HTMLElement>('[data-beside]')!
  const frame = aside.querySelector('iframe')!
  const buttons = [...aside.querySelectorAll('button')]
  const isWide = matchMedia(wide)
  let language = form.dataset.shows ?? form.dataset.language!
  let top = 0
  let isLoaded = false
  for (const button of buttons) button.addEventListener('click', () => show(button.value))
  frame.addEventListener('load', () => frame.contentWindow?.scrollTo(0, top))
  isWide.addEventListener('change', refresh)
  refresh()

  function show(next: string): void {
    if (next === language && isLoaded) return
    language = next
    refresh()
  }

  function refresh(): void {
    aside.hidden = !isWide.matches
    if (aside.hidden) return
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === language))
    // What is being read stays where it is.
    top = frame.contentWindow?.scrollY ?? 0
    const { preview } = buttons.find(({ value }) => value === language)!.dataset
    frame.lang = language
    // Not through `src`, which would add to the history of the window.
    frame.contentWindow!.location.replace(preview!)
    isLoaded = true
  }

  return { show, refresh }
}
