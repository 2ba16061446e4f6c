import { askPatiently } from './ask-patiently'

/** Bytes of one piece: on a slow phone, half a minute. */
const pieceSize = 2 * 1024 * 1024
/** Tries of one piece before its file is given up; it goes on from there when it is sent again. */
const mostTries = 6

interface Answer {
  received: number
  taken?: { outcome: 'taken' | 'repeated' | 'refused'; words: string; id: string | null }
}

/**
 * Sends the files of a form one after another, each in pieces, with a bar that shows how far it is. After a break, also of
 * the page, a file goes on where it was. Without this script the form sends its files as a whole.
 */
export function sendInPieces(form: HTMLFormElement): void {
  const list = form.querySelector<HTMLElement>('[data-sending]')!
  const button = form.querySelector<HTMLButtonElement>('button.main')!
  form.addEventListener('submit', (event) => {
    const chosen = [...form.querySelectorAll<HTMLInputElement>('input[type=file]')].flatMap((input) => [
      ...input.files!,
    ])
    if (chosen.length === 0) return
    event.preventDefault()
    event.stopImmediatePropagation()
    // Of a folder only the PDFs; a file that was chosen by itself is sent, to hear why it is none.
    const files = chosen.filter((file) => isPdf(file) || file.webkitRelativePath === '')
    if (files.length === 0) {
      const item = document.createElement('li')
      item.textContent = list.dataset.noPdfs!
      return list.replaceChildren(item)
    }
    button.disabled = true
    form.dataset.busy = ''
    void sendAll(form, list, files).then((added) => {
      button.disabled = false
      if (added === files.length) return sayAdded(added)
      // Still busy: a page that loads itself again would take away why the others were not added.
      sumUp(list, { added, not: files.length - added })
      void showDocuments()
    })
  })
}

/** Loads the page again, which then says it. By a form: the office believes no address that it did not make itself. */
function sayAdded(added: number): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = location.pathname
  for (const [name, value] of Object.entries({ intent: 'sent', added: String(added) }))
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  document.body.append(form)
  form.submit()
}

const isPdf = (file: File) => file.type === 'application/pdf' || /\.pdf$/i.test(file.name)

function sumUp(list: HTMLElement, { added, not }: { added: number; not: number }): void {
  const item = document.createElement('li')
  item.className = 'sum'
  item.textContent = list.dataset.sum!.replace('##', String(not)).replace('#', String(added))
  list.prepend(item)
}

/** Milliseconds between two looks at documents that are being read. */
const lookAgain = 4_000

/** Shows the list of documents below as it is now, until all of them are read. */
async function showDocuments(): Promise<void> {
  const shown = document.querySelector('[data-documents]')!
  const response = await fetch(location.pathname).catch(() => null)
  const page = response?.ok ? new DOMParser().parseFromString(await response.text(), 'text/html') : null
  const fresh = page?.querySelector('[data-documents]')
  if (fresh && !shown.contains(document.activeElement)) shown.replaceWith(document.adoptNode(fresh))
  if (document.querySelector('[data-documents] [data-reload]')) setTimeout(() => void showDocuments(), lookAgain)
}

/** @returns how many files were taken in */
async function sendAll(form: HTMLFormElement, list: HTMLElement, files: File[]): Promise<number> {
  list.replaceChildren()
  const lines = files.map((file) => lineOf(list, file))
  let added = 0
  for (const [at, file] of files.entries()) {
    const said = await sendOne(form, file, lines[at]!).catch(() => null)
    lines[at]!.end(said?.words ?? list.dataset.broken!, said)
    if (said?.outcome === 'taken') added += 1
  }
  return added
}

function lineOf(list: HTMLElement, file: File) {
  const item = document.createElement('li')
  const bar = document.createElement('progress')
  const words = document.createElement('span')
  bar.max = Math.max(1, file.size)
  bar.value = 0
  bar.setAttribute('aria-label', file.name)
  words.textContent = list.dataset.waiting!
  const name = document.createElement('span')
  name.textContent = file.name
  item.append(name, ' ', bar, ' ', words)
  list.append(item)
  return {
    show(received: number) {
      bar.value = received
      words.textContent =
        received >= file.size ? list.dataset.checking! : `${Math.floor((100 * received) / Math.max(1, file.size))} %`
    },
    /** Says for how long, and waits. */
    async wait(seconds: number) {
      words.textContent = list.dataset.later!.replace('#', String(seconds))
      await rest(seconds * 1_000)
    },
    /** Says what became of it, and leads to the document that it is now or that was there. */
    end(sentence: string, said: Answer['taken'] | null) {
      bar.remove()
      words.className = `state ${said?.outcome === 'taken' ? 'done' : said?.outcome === 'repeated' ? 'waiting' : 'failed'}`
      words.textContent = sentence
      if (!said?.id) return
      const link = document.createElement('a')
      link.href = list.dataset.document!.replace('#', said.id)
      link.textContent = file.name
      name.replaceWith(link)
    },
  }
}

async function sendOne(
  form: HTMLFormElement,
  file: File,
  line: ReturnType<typeof lineOf>,
): Promise<Answer['taken'] | null> {
  const url = form.dataset.pieces! + nameOf(file)
  // What the form says about all its files.
  const said = [...new FormData(form)].filter(([, value]) => typeof value === 'string')
  const ask = (init?: RequestInit) => askPatiently(() => fetch(url, init).catch(() => null), line.wait)
  const soFar = async () => {
    const response = await ask()
    return response?.ok ? ((await response.json()) as Answer).received : 0
  }
  let received = await soFar()
  for (let tries = 0; tries < mostTries; ) {
    // All of it may be there already: the last piece is sent again, to hear what becomes of it.
    const offset = Math.min(received, Math.max(0, file.size - 1))
    line.show(received)
    const body = new FormData()
    for (const [name, value] of [...said, ...Object.entries({ offset, size: file.size, name: file.name })])
      body.set(name, String(value))
    body.set('piece', file.slice(offset, offset + pieceSize), 'piece')
    if (offset + pieceSize >= file.size) line.show(file.size)
    const response = await ask({ method: 'POST', body })
    const answer = response && [200, 409, 422].includes(response.status) ? ((await response.json()) as Answer) : null
    if (answer?.taken) return answer.taken
    if (answer && answer.received > received) tries = 0
    else {
      tries += 1
      await rest(Math.min(1_000 * 2 ** tries, 15_000))
    }
    received = answer ? answer.received : await soFar()
  }
  return null
}

const rest = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** The same for the same file, so that it is found again: by its name, size and date. */
function nameOf(file: File): string {
  let hash = 5381
  for (const character of file.webkitRelativePath || file.name)
    hash = (hash * 33 + character.codePointAt(0)!) % 4294967296
  return `${file.size}-${file.lastModified}-${hash}`
}
