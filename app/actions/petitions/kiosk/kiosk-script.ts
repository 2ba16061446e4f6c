import type { Offers } from '~/actions/petitions/petition'
import { wrongOnDevice } from './check-on-device'
import { type PublicSealingKey, sealInBrowser } from './seal-in-browser'

// Kiosk script, served as `/kiosk.js`. Keeps signatures through network outages on a shared tablet. Each is sealed to
// the campaign before it is stored, so that nobody who takes the tablet can read it, and sent when the network is back.

interface Words {
  errors: Record<string, string>
  thanks: string
  thanksLater: string
  waiting: string
  nothingWaits: string
  full: string
  errorTitle: string
}

const form = document.querySelector<HTMLFormElement>('form[data-kiosk]')
if (form && 'subtle' in crypto) serve(form)
// Without one, the page works as long as nobody loads it again.
if (form && 'serviceWorker' in navigator)
  navigator.serviceWorker.register('/kiosk-worker.js', { scope: location.pathname }).catch(() => {})

function serve(form: HTMLFormElement): void {
  const key = JSON.parse(form.dataset.kiosk!) as PublicSealingKey
  const words = JSON.parse(form.dataset.words!) as Words
  const offers = JSON.parse(form.dataset.offers!) as Offers
  const { petition: petitionId, language } = form.dataset
  const status = document.querySelector<HTMLElement>('[data-kiosk-status]')!
  const problems = document.querySelector<HTMLElement>('[data-kiosk-errors]')!
  const title = document.title
  const prefix = `firme-kiosk ${petitionId} `

  /** Thanks somebody, until the next person types. */
  let isThanked = false
  /** The last attempt to send did not get through. */
  let isAway = false
  form.addEventListener('input', () => (isThanked = false))

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    // A second Enter of the person who has just signed.
    if (isThanked) return
    const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]))
    const wrong = wrongOnDevice(offers, fields)
    if (wrong.length > 0) return say(wrong.map((message) => words.errors[message] ?? message))
    sealInBrowser(key, 'kiosk', JSON.stringify({ petitionId, language, fields })).then(
      async ({ id, sealed }) => {
        if (!keep(id, sealed) && !(await post(id, sealed))?.ok) return say([words.full])
        say([])
        form.reset()
        form.querySelector<HTMLInputElement>('input')?.focus()
        isThanked = true
        show()
        void send()
      },
      // A browser that cannot seal submits the form itself.
      () => form.submit(),
    )
  })

  /** @returns false when storage is full or not allowed */
  function keep(id: string, sealed: string): boolean {
    try {
      localStorage.setItem(prefix + id, sealed)
      return true
    } catch {
      return false
    }
  }

  function post(id: string, sealed: string): Promise<Response | null> {
    return fetch(form.action, { method: 'POST', body: new URLSearchParams({ id, sealed }) }).catch(() => null)
  }

  let sending: Promise<void> | null = null

  /** One run at a time, so that nothing is sent twice. */
  function send(): Promise<void> {
    sending ??= sendWaiting().finally(() => (sending = null))
    return sending
  }

  /** Sends one by one. Accepted items are removed; a rejected one stays without holding up the others. */
  async function sendWaiting(): Promise<void> {
    for (const name of waiting()) {
      const sealed = localStorage.getItem(name)
      // Another tab has sent it.
      if (sealed === null) continue
      const answer = await post(name.slice(prefix.length), sealed)
      isAway = !answer || answer.status === 429 || answer.status >= 500
      if (answer?.ok) localStorage.removeItem(name)
      else if (isAway) break
    }
    show()
  }

  function waiting(): string[] {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix))
  }

  function show(): void {
    const count = waiting().length
    const thanks = isAway && count > 0 ? words.thanksLater : words.thanks
    status.textContent = [
      isThanked ? thanks : '',
      count > 0 ? words.waiting.replace('#', String(count)) : words.nothingWaits,
    ]
      .join(' ')
      .trim()
  }

  function say(lines: string[]): void {
    problems.hidden = lines.length === 0
    problems.replaceChildren(
      ...lines.map((line) => {
        const paragraph = document.createElement('p')
        paragraph.textContent = line
        return paragraph
      }),
    )
    document.title = lines.length > 0 ? `${words.errorTitle} ${title}` : title
    if (lines.length > 0) problems.focus()
  }

  window.addEventListener('online', () => void send())
  setInterval(() => void send(), 20_000)
  void send()
}
