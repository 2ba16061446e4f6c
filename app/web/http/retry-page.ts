import { createHash } from 'node:crypto'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { toErrors } from '~/ui/forms/form'
import { escaped } from './escaped'
import { contentSecurityPolicy } from './security-headers'

/** A form that could not be accepted now: its target, and what was typed. */
export interface Untaken {
  target: string
  fields: readonly (readonly [string, string])[]
  /** A file came with it, which is not kept. */
  isWithoutFile?: boolean
}

/** Why, and what to do first; without it, the page says to wait. */
export interface FirstDo {
  title: string
  text: string
  link: { href: string; words: string }
}

const style =
  'body{margin:0 auto;max-width:38rem;padding:1.5rem;background:#f7f0e1;color:#1b1916;font:1.125rem/1.5 system-ui,sans-serif}' +
  'h1{font-size:2.25rem;line-height:1.1}button{min-height:3rem;padding:.75rem 1.5rem;border:0;background:#8f2814;color:#fff;font:inherit;font-weight:700}' +
  'button:focus-visible{outline:3px solid #1b1916;outline-offset:3px}' +
  '@media (prefers-color-scheme:dark){body{background:#191714;color:#f6eedd}button{background:#ff8a6b;color:#191714}button:focus-visible{outline-color:#f6eedd}}'
const policy = contentSecurityPolicy(createHash('sha256').update(style).digest('base64'))

/**
 * A page that keeps everything that was typed; its one button submits it again.
 *
 * @param retryAfter seconds
 */
export function retryPage(
  language: Language,
  retryAfter: number,
  { target, fields, isWithoutFile }: Untaken,
  first: FirstDo | null = null,
): { html: string; policy: string } {
  const t = translator(language)
  const title = first?.title ?? t('site.problem.503')
  const text = first?.text ?? t('site.problem.503kept', { minutes: Math.max(1, Math.ceil(retryAfter / 60)) })
  const file = isWithoutFile ? `<p>${t('site.problem.withoutFile')}</p>` : ''
  const link = first ? `<p><a href="${escaped(first.link.href)}" target="_blank">${first.link.words}</a></p>` : ''
  const kept = fields.map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${asValue(value)}">`)
  const html =
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${t('site.form.errorTitle')} ${title}</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${text}</p>${file}${link}` +
    `<form method="post" action="${escaped(toErrors(target))}">${kept.join('')}<button>${t('site.problem.again')}</button></form></main></body></html>`
  return { html, policy }
}

/** A value as it was typed: a parser drops a leading line break, and normalizes the others. */
function asValue(text: string): string {
  return escaped(text).replaceAll('\n', '&#10;').replaceAll('\r', '&#13;')
}
