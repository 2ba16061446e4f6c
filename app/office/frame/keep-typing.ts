/** What browsers still send after a page was left: 64 KB in all, of which some is headers. */
const mostAfterLeaving = 60_000
const pause = 1_500
/** How long a link waits for the save before it. */
const patience = 4_000
/** How long a form that was sent may be on its way before it can be written in again. */
const mostOnTheWay = 10_000

interface Saved {
  /** Missing when nothing was saved. */
  revision?: number
  says: string
}

/** Something that is typed and must not be lost. */
interface Typing {
  form: HTMLFormElement
  /** Whether leaving now would lose something. */
  isUnsaved(): boolean
  /** The same when the page is left without waiting: what is small still arrives. */
  isLost(): boolean
  /** Saves now. Resolves when it is known how it went. */
  settle(): Promise<unknown>
  /** A save is under way; the form must not be sent beside it. */
  isSaving(): boolean
  /** The form itself is sent with all that was typed. */
  isSent(): void
}

/**
 * Keeps what is typed in the office. Editors save while one writes: after a pause, when a field is left, before a link or
 * another form of the page is followed, and when the page is left. Where that fails or cannot be known, and in other long
 * forms, the browser asks before it leaves.
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
    // What could not be saved is asked about by the browser. A form cannot be sent while its `submit` event is still on its
    // way, as it is when there was nothing to wait for.
    setTimeout(goOn)
  }
}

/** Another place on the same page. */
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
  const revision = form.elements.namedItem('revision') as HTMLInputElement
  // What was refused before is shown here and stands nowhere: it is not sent again before somebody looks, and is asked about.
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
    // Back from memory: whether the last save arrived is not known.
    if (event.persisted && hasTyped) [isSent, isDirty] = [false, true]
  })

  function settle(): Promise<void> {
    if (!isDirty && !saving) return Promise.resolve()
    // One after the other: each begins from the revision that the last one made.
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
      // What is typed after the form has been sent would be lost with the page.
      form.inert = true
      setTimeout(() => {
        form.inert = false
        // It may never have arrived.
        ;[isSent, isDirty] = [false, true]
      }, mostOnTheWay)
    },
  }
}

function isSmall(body: URLSearchParams): boolean {
  return body.toString().length <= mostAfterLeaving
}

/** A long form that is sent whole: the browser asks before what was typed in it is left. */
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
