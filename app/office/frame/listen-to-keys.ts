const patience = 1_500
const off = 'firme-shortcuts-off'

/**
 * Shortcuts of every office page: `/` and Ctrl-K to search, `?` for help, `g` and a letter to go to a section, `n` for
 * what the page creates. Single letters can be turned off on the help page (WCAG 2.1.4).
 */
export function listenToKeys(): void {
  const field = document.querySelector<HTMLInputElement>('[data-find]')
  const help = document.querySelector<HTMLAnchorElement>('[data-help]')
  let gone = Number.NEGATIVE_INFINITY
  document.addEventListener('keydown', (event) => {
    if (field && event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
      event.preventDefault()
      field.focus()
      field.select()
      return
    }
    if (!isShortcut(event)) return
    const isSecond = event.timeStamp - gone < patience && /^[a-z]$/.test(event.key)
    const act = isSecond ? document.querySelector<HTMLElement>(`[data-go="${event.key}"]`) : actOf(event.key)
    gone = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
    // The letter after `g` means nothing else, even where it leads nowhere.
    if (act || isSecond) event.preventDefault()
    act?.click()
    act?.focus()
  })

  function actOf(key: string): HTMLElement | null {
    if (key === '/') return field
    if (key === '?') return help
    return key === 'n' ? document.querySelector<HTMLElement>('.heading .main') : null
  }

  for (const box of document.querySelectorAll<HTMLInputElement>('[data-shortcuts]')) letTurnOff(box)
}

/** Whether a key may be taken as a shortcut: nobody is typing, no other listener took it, and single letters are on. */
export function isShortcut(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement
  const isTyping = target.isContentEditable || target.closest('input, select, textarea') !== null
  return !(event.defaultPrevented || isTyping || event.ctrlKey || event.metaKey || event.altKey || isOff())
}

/** Whether this browser turned single letters off. */
function isOff(): boolean {
  return localStorage.getItem(off) !== null
}

function letTurnOff(box: HTMLInputElement): void {
  box.closest<HTMLElement>('[hidden]')?.removeAttribute('hidden')
  box.checked = !isOff()
  box.addEventListener('change', () => {
    if (box.checked) localStorage.removeItem(off)
    else localStorage.setItem(off, '')
  })
}
