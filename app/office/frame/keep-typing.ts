import { type Saved, savedEvent } from './write-beside'

/** Characters that browsers still send after a page is left: the limit is 64 KB, headers included. */
const mostAfterLeaving = 60_000
const pause = 1_500
/** Milliseconds that a link waits for a pending save. */
const patience = 4_000
/** Milliseconds that a submitted form may be in flight before it can be edited again. */
const mostOnTheWay = 10_000

/** A form whose input must not be lost. */
interface Typing {
  form: HTMLFormElement
  /** Whether leaving now would lose input. */
  isUnsaved(): boolean
  /** The same for leaving without waiting for a save: a small form still gets through. */
  isLost(): boolean
  /** Saves now. Resolves when the outcome is known. */
  settle(): Promise<unknown>
  /** A save is in flight; the form must not be submitted at the same time. */
  isSaving(): boolean
  /** Call when the form itself is submitted with everything that was typed. */
  isSent(): void
}

/**
 * Protects what is typed in the office. Editors autosave: after a pause, when a field loses focus, before a link or
 * another form of the page is followed, and when the page is left. Where saving fails or its outcome is unknown, and in
 * other long forms, the browser asks before leaving.
 */
export function keepTyping(): void {
  const all = [
    ...[...document.querySelectorAll<HTMLFormElement>('form[data-autosave]')].map(saveWhileWriting),
    ...[...document.querySelectorAll<HTMLFormElement>('form[data-typed]')].map(askBeforeLeaving),
  ]
  if (all.length === 0) return
  const unsaved = () => all.filter((typing) => typing.isUnsaved())
  let isLetThrough = false

  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>('a[href]')
    if (
      !link ||
      event.defaultPrevented ||
      event.button !== 0 ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    if (
      (link.target && link.target !== '_self') ||
      link.hasAttribute('download') ||
      isHere(link) ||
      unsaved().length === 0
    )
      return
    event.preventDefault()
    void afterSaving(() => location.assign(link.href))
  })

  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (event.defaultPrevented) return
    const others = unsaved().filter((typing) => typing.form !== form)
    const own = all.find((typing) => typing.form === form)
    if (isLetThrough || (others.length === 0 && !own?.isSaving())) return own?.isSent()
    event.preventDefault()
    const { submitter } = event
    void afterSaving(() => {
      isLetThrough = true
      form.requestSubmit(submitter)
      isLetThrough = false
    })
  })

  window.addEventListener('beforeunload', (event) => {
    if (all.some((typing) => typing.isLost())) event.preventDefault()
  })
  const flush = () => all.forEach((typing) => void typing.settle())
  window.addEventListener('pagehide', flush)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush())
  window.addEventListener('online', flush)

  async function afterSaving(goOn: () => void): Promise<void> {
    await Promise.race([
      Promise.all(unsaved().map((typing) => typing.settle())),
      new Promise((resolve) => setTimeout(resolve, patience)),
    ])
    // The browser asks about what could not be saved. A form cannot be submitted while its `submit` event is still
    // being dispatched, which is the case when there was nothing to wait for.
    setTimeout(goOn)
  }
}

/** A link within the same page. */
function isHere(link: HTMLAnchorElement): boolean {
  return (
    link.hash !== '' &&
    link.origin === location.origin &&
    link.pathname === location.pathname &&
    link.search === location.search
  )
}

function saveWhileWriting(form: HTMLFormElement): Typing {
  const status = form.querySelector<HTMLElement>('[data-status]')!
  // Without a script it would not be true.
  if (status.dataset.saves) status.append(` ${status.dataset.saves}`)
  const revision = form.elements.namedItem('revision') as HTMLInputElement
  // Rejected input is shown here but saved nowhere: do not resend it until somebody has looked, but ask before leaving.
  let hasFailed = form.dataset.unsaved !== undefined
  let isDirty = false
  let hasTyped = false
  let isSent = false
  let saving: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  form.addEventListener('input', (event) => {
    if ((event.target as HTMLInputElement).type === 'file') return
    isDirty = hasTyped = true
    isSent = false
    clearTimeout(timer)
    timer = setTimeout(() => void settle(), pause)
  })
  form.addEventListener('focusout', () => void settle())
  window.addEventListener('pageshow', (event) => {
    form.inert = false
    // Restored from the back-forward cache: whether the last save arrived is unknown.
    if (event.persisted && hasTyped) [isSent, isDirty] = [false, true]
  })

  function settle(): Promise<void> {
    if (!isDirty && !saving) return Promise.resolve()
    // One at a time: each save starts from the revision that the last one made.
    saving ??= saveAll().finally(() => (saving = null))
    return saving
  }

  async function saveAll(): Promise<void> {
    while (isDirty && !isSent) {
      clearTimeout(timer)
      isDirty = false
      if (await post()) continue
      isDirty = true
      return
    }
  }

  async function post(): Promise<boolean> {
    const body = typed()
    try {
      const answer = await fetch(form.dataset.autosave!, { method: 'POST', body, keepalive: isSmall(body) })
      if (!answer.headers.get('content-type')?.includes('json')) return fail(status.dataset.refused!)
      const saved = (await answer.json()) as Saved
      status.textContent = saved.says
      hasFailed = saved.revision === undefined
      if (saved.revision !== undefined) revision.value = String(saved.revision)
      form.dispatchEvent(new CustomEvent<Saved>(savedEvent, { detail: saved }))
      return !hasFailed
    } catch {
      return fail(status.dataset.offline!)
    }
  }

  function fail(why: string): false {
    hasFailed = true
    status.textContent = why
    return false
  }

  function typed(): URLSearchParams {
    return new URLSearchParams(
      [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
  }

  return {
    form,
    settle,
    isSaving: () => saving !== null,
    isUnsaved: () => !isSent && (isDirty || hasFailed || saving !== null),
    isLost: () => !isSent && (hasFailed || saving !== null || (isDirty && !(navigator.onLine && isSmall(typed())))),
    isSent: () => {
      isSent = true
      clearTimeout(timer)
      // Input typed after the form was submitted would be lost with the page.
      form.inert = true
      setTimeout(() => {
        form.inert = false
        // The submission may never have arrived.
        ;[isSent, isDirty] = [false, true]
      }, mostOnTheWay)
    },
  }
}

function isSmall(body: URLSearchParams): boolean {
  return body.toString().length <= mostAfterLeaving
}

/** A long form that is submitted whole: the browser asks before its input is abandoned. */
function askBeforeLeaving(form: HTMLFormElement): Typing {
  let isDirty = form.dataset.typed === 'refused'
  form.addEventListener('input', () => (isDirty = true))
  return {
    form,
    settle: () => Promise.resolve(),
    isSaving: () => false,
    isUnsaved: () => isDirty,
    isLost: () => isDirty,
    isSent: () => {
      isDirty = false
      setTimeout(() => (isDirty = true), mostOnTheWay)
    },
  }
}
