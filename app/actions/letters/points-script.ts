import { type PointTexts, withoutPoint, withPoint } from './points-in-letter'

// Changes the letter with the points, as its writer checks them. Bundled separately and served as `/points.js`; without
// it a button does. Both leave every word that is not ours.

const section = document.querySelector<HTMLElement>('[data-points]')
if (section) followPoints(section)

function followPoints(section: HTMLElement): void {
  const { said, meant } = JSON.parse(section.dataset.points!) as { said: PointTexts; meant: PointTexts | null }
  const form = section.closest('form')!
  const letter = form.querySelector<HTMLTextAreaElement>('[name=body]')!
  const before = form.querySelector<HTMLInputElement>('[name=before]')!
  const meaning = form.querySelector<HTMLElement>('[data-meaning]')
  const status = section.querySelector<HTMLElement>('[role=status]')!
  const button = section.querySelector<HTMLElement>('[value=points]')!
  section.addEventListener('change', ({ target }) => {
    const box = target as HTMLInputElement
    const id = box.name.replace('point_', '')
    const change = box.checked ? withPoint : withoutPoint
    letter.value = change(letter.value, said, id)
    if (meaning && meant) meaning.textContent = change(meaning.textContent, meant, id)
    before.value = said.points
      .map((point) => point.id)
      .filter((one) => form.querySelector<HTMLInputElement>(`[name=point_${one}]`)!.checked)
      .join(',')
    status.textContent = status.dataset.changed!
    // Only now: hidden as the page opens, it would move what is being read.
    status.hidden = false
    button.hidden = true
  })
}
