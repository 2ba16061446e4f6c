import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import { framed, type TextFrame } from '~/channels/sms/text-frame'
import { type CostWords, sayCost } from './cost-words'
import { type DearestValues, textCost } from './text-cost'

// Counts texts while they are typed, with the same code as the server. Bundled separately and served as `/count.js`;
// without it a button counts.

for (const place of document.querySelectorAll<HTMLElement>('[data-counts]')) countWhileTyping(place)

function countWhileTyping(place: HTMLElement): void {
  const field = document.getElementById(place.dataset.counts!) as HTMLTextAreaElement
  const words = JSON.parse(place.dataset.words!) as CostWords
  const dearest = JSON.parse(place.dataset.dearest!) as DearestValues
  const frame = place.dataset.frame ? (JSON.parse(place.dataset.frame) as TextFrame) : null
  const part = (name: string) => place.querySelector<HTMLElement>(`[data-${name}]`)!
  const offer = offerIn(place)
  let typed: string | null = null
  let timer: ReturnType<typeof setTimeout>
  let last = ''

  field.addEventListener('input', () => {
    typed = null
    show()
  })
  offer.addEventListener('click', () => {
    const before = field.value
    field.value = typed ?? cheaperSpelling(before)
    typed = typed === null ? before : null
    show()
    field.focus()
  })

  function show(): void {
    const text = field.value.trim()
    const cost = textCost(frame ? framed(text, frame) : text, Number(place.dataset.price), dearest)
    const said = text === '' ? { line: '', letters: '' } : sayCost(words, cost)
    part('line').textContent = said.line
    part('letters').textContent = said.letters
    offer.hidden = text === '' || (typed === null && cost.cheaper === null)
    offer.textContent = typed === null ? words.spellCheaper : words.spellBack
    // Announced to screen readers after a pause, and only when the cost has changed: not on every keystroke.
    clearTimeout(timer)
    timer = setTimeout(() => {
      const now = text === '' ? '' : `${cost.segments} ${said.letters}`
      if (now !== last) part('said').textContent = `${said.line} ${said.letters}`.trim()
      last = now
    }, 1_200)
  }
}

/** Replaces the button that submits with one that does not. */
function offerIn(place: HTMLElement): HTMLButtonElement {
  const sending = place.querySelector<HTMLButtonElement>('[data-cheaper]')
  const offer = document.createElement('button')
  offer.type = 'button'
  offer.className = 'quiet'
  offer.textContent = sending?.textContent ?? ''
  offer.hidden = sending === null
  if (sending) sending.replaceWith(offer)
  else place.querySelector('[data-said]')!.before(offer)
  return offer
}
