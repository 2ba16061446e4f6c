const fields = 'input:not([type=hidden]), select, textarea, a.button'

/** Opens the form that a creation button of the page leads to, and puts the cursor into its first field. */
export function leadToForm(button: HTMLAnchorElement): void {
  button.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    const form = button.hash && document.getElementById(button.hash.slice(1))
    if (!form) return
    event.preventDefault()
    if (form instanceof HTMLDetailsElement) form.open = true
    form.scrollIntoView({ block: 'start' })
    form.querySelector<HTMLElement>(fields)?.focus({ preventScroll: true })
  })
}
