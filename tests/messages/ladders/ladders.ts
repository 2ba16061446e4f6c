import { type LadderContent, ladderContent, type StoredStep } from '~/messages/ladders/ladder-content'

/** A line of a ladder with what a test says of it; everything else as an empty form has it. */
export function line<Kind extends StoredStep['kind']>(
  key: string,
  kind: Kind,
  said: Partial<Extract<StoredStep, { kind: Kind }>> = {},
): Partial<StoredStep> & { key: string; kind: Kind } {
  return { key, kind, ...said }
}

export const rung = (key: string, when: string, said: object = {}) => line(key, 'rung', { title: both(`Rung ${key}`), when, ...said } as object)
export const waits = (key: string, said: object) => line(key, 'wait', said)
export const days = (key: string, amount: number) => waits(key, { how: 'days', amount })
export const mails = (key: string, what: string, said: object = {}) =>
  line(key, 'message', {
    by: 'mail',
    purpose: 'news',
    title: { en: `${what}?`, es: `¿${what}?` },
    text: { en: `${what}, {name|friend}.`, es: `${what}, {name|amiga}.` },
    button: { en: 'Open', es: 'Abrir' },
    ...said,
  } as object)
export const texts = (key: string, what: string, said: object = {}) =>
  line(key, 'message', { by: 'text', purpose: 'news', sms: { en: `${what}!`, es: `${what} ya!` }, ...said } as object)
export const end = (key: string) => line(key, 'end')

export function both(words: string) {
  return { en: words, es: `${words} (es)` }
}

export function contentOf(steps: object[], said: object = {}): LadderContent {
  return ladderContent.parse({ title: both('Ladder'), ...said, steps })
}
