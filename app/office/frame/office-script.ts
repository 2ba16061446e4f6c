import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { countPeople } from './count-people'
import { dragToDay } from './drag-to-day'
import { keepTyping } from './keep-typing'
import { leadToForm } from './lead-to-form'
import { isShortcut, listenToKeys } from './listen-to-keys'
import { sendInPieces } from './send-in-pieces'
import { sortByDrag } from './sort-by-drag'
import { writeBeside } from './write-beside'

// Progressive enhancement for the office: passkeys, autosave, live numbers. Bundled separately and served as
// `/office.js`; without it everything works except passkeys.

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) offerPasskey(form)
keepTyping()
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) writeBeside(form)
// Before `workByKeys`: a letter that it takes is not one of the queue's.
listenToKeys()
for (const button of document.querySelectorAll<HTMLAnchorElement>('a[data-makes]')) leadToForm(button)
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-counts-people]')) countPeople(form)
for (const live of document.querySelectorAll<HTMLElement>('[data-live]')) follow(live)
for (const all of document.querySelectorAll<HTMLInputElement>('input[data-all]')) tickAll(all)
// First: it leaves nothing to do for what is said of files that are sent as a whole.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-pieces]')) sendInPieces(form)
for (const note of document.querySelectorAll<HTMLElement>('[data-reading]')) sayWhatBecomesOfFiles(note)
for (const list of document.querySelectorAll<HTMLElement>('[data-sortable]')) sortByDrag(list)
for (const message of document.querySelectorAll<HTMLElement>('[data-moves]')) dragToDay(message)
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) copyOnPress(button)
for (const part of document.querySelectorAll<HTMLDetailsElement>('details[data-opens-for]')) openWhenChosen(part)
showWhereInMenu()
const queue = document.querySelector<HTMLElement>('[data-queue]')
if (queue) workByKeys(queue)
const running = document.querySelector<HTMLElement>('[data-reload]')
if (running) reloadLater(running)

/** The menu is longer than a low window. */
function showWhereInMenu(): void {
  const here = document.querySelector<HTMLElement>('.menu [aria-current]')
  const menu = here?.closest<HTMLElement>('.menu')
  if (here && menu && here.offsetTop > menu.clientHeight - here.offsetHeight)
    menu.scrollTop = here.offsetTop - menu.clientHeight / 2
}

/** Not while files or a form are being sent, or something is being typed: reloading would break it off. */
function reloadLater(running: HTMLElement): void {
  const wait = Number(running.dataset.reload)
  let isLeaving = false
  addEventListener('submit', () => (isLeaving = true))
  const isBusy = () =>
    isLeaving ||
    document.querySelector('[data-busy]') !== null ||
    document.activeElement?.matches('input, textarea, select')
  const look = () => (isBusy() ? setTimeout(look, wait) : location.reload())
  setTimeout(look, wait)
}

/** Puts the browser's response into a hidden field and submits the form as usual. */
function offerPasskey(form: HTMLFormElement): void {
  const answerField = form.elements.namedItem('response') as HTMLInputElement
  if (!browserSupportsWebAuthn()) return
  form.hidden = false
  for (const instead of document.querySelectorAll<HTMLElement>('[data-no-passkey]')) instead.hidden = true
  form.addEventListener('submit', (event) => {
    if (answerField.value) return
    event.preventDefault()
    const options = JSON.parse(form.dataset.options!)
    const asked =
      form.dataset.passkey === 'make'
        ? startRegistration({ optionsJSON: named(form, options) })
        : startAuthentication({ optionsJSON: options })
    asked.then(
      (answer) => {
        answerField.value = JSON.stringify(answer)
        form.submit()
      },
      () => form.querySelector('[data-problem]')?.removeAttribute('hidden'),
    )
  })
}

/** Names the passkey after the name typed in the form and the group, so that its owner recognizes it. */
function named(form: HTMLFormElement, options: Parameters<typeof startRegistration>[0]['optionsJSON']) {
  const typed = (form.elements.namedItem('name') as HTMLInputElement | null)?.value.trim()
  if (!typed) return options
  const name = `${typed} · ${form.dataset.group}`
  return { ...options, user: { ...options.user, name, displayName: name } }
}

function copyOnPress(button: HTMLButtonElement): void {
  if (!navigator.clipboard) return
  button.hidden = false
  button.addEventListener('click', () => {
    const { value } = document.getElementById(button.dataset.copy!) as HTMLInputElement
    void navigator.clipboard.writeText(value).then(() => (button.textContent = button.dataset.done!))
  })
}

function follow(live: HTMLElement): void {
  const source = new EventSource(live.dataset.live!)
  source.onmessage = (event: MessageEvent<string>) => {
    for (const [name, figure] of Object.entries(JSON.parse(event.data) as Record<string, string>)) {
      // Figure names are unique within a page.
      const place = document.querySelector(`[data-figure="${name}"]`)
      if (place) place.textContent = figure
    }
  }
}

/** Opens when the choice that it belongs to is made. */
function openWhenChosen(part: HTMLDetailsElement): void {
  const choice = part.closest('form')!.elements.namedItem(part.dataset.opensFor!) as HTMLSelectElement
  choice.addEventListener('change', () => {
    if (choice.value === part.dataset.opensAt) part.open = true
  })
}

function tickAll(all: HTMLInputElement): void {
  all.hidden = false
  all.addEventListener('change', () => {
    for (const one of all.form!.querySelectorAll<HTMLInputElement>(`input[name=${all.dataset.all}]`))
      one.checked = all.checked
  })
}

/**
 * The response to a form with files arrives only after they are read: says so until then. Does not even send files that
 * are too large.
 */
function sayWhatBecomesOfFiles(note: HTMLElement): void {
  const form = note.closest('form')!
  form.addEventListener('submit', (event) => {
    // The editor has buttons that send no files.
    if (((event.submitter as HTMLButtonElement | null)?.formEnctype || form.enctype) !== 'multipart/form-data') return
    const near = note.parentElement!
    if (near !== form && near.querySelector('input[type=file]') && !near.contains(event.submitter)) return
    const files = [...form.querySelectorAll<HTMLInputElement>('input[type=file]')].flatMap((input) => [...input.files!])
    const isTooLarge = files.reduce((sum, file) => sum + file.size, 0) > Number(note.dataset.most) * 1024 * 1024
    if (isTooLarge) event.preventDefault()
    if (files.length > 0) note.textContent = isTooLarge ? note.dataset.tooLarge! : note.dataset.reading!
  })
  // Clears the note for people who come back with the Back button.
  window.addEventListener('pageshow', () => (note.textContent = ''))
}

/** j and k move through the queue; other letters press the button with that key in the focused item. */
function workByKeys(queue: HTMLElement): void {
  const items = [...queue.children] as HTMLElement[]
  document.addEventListener('keydown', (event) => {
    if (!isShortcut(event)) return
    const at = items.findIndex((item) => item.contains(event.target as HTMLElement))
    if (event.key === 'j' || event.key === 'k')
      items[Math.min(items.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)))]?.focus()
    else if (/^[a-z]$/.test(event.key) && at >= 0)
      items[at]!.querySelector<HTMLElement>(`[data-key="${event.key}"]`)?.click()
    else return
    event.preventDefault()
  })
}
