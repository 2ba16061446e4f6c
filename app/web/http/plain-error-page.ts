import { createHash } from 'node:crypto'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { problemWords } from '~/ui/page/problem-words'
import { contentSecurityPolicy } from './security-headers'

const style =
  'body{margin:0 auto;max-width:38rem;padding:1.5rem;background:#f7f0e1;color:#1b1916;font:1.125rem/1.5 system-ui,sans-serif}' +
  'h1{font-size:2.25rem;line-height:1.1}a{color:#8f2814;font-weight:700}' +
  '@media (prefers-color-scheme:dark){body{background:#191714;color:#f6eedd}a{color:#ff8a6b}}'
const policy = contentSecurityPolicy(createHash('sha256').update(style).digest('base64'))

/**
 * A self-contained page of the office, for answers given before or without the routes.
 *
 * @param retryAfter seconds until requests are accepted again, or null
 * @param words replaces the status's own title and text
 */
export function plainErrorPage(
  status: number,
  language: Language,
  retryAfter: number | null = null,
  words: { title: string; text: string } | null = null,
): { html: string; policy: string } {
  const t = translator(language)
  const { title, text } = words ?? problemWords(t, status, retryAfter)
  const html =
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${t('site.form.errorTitle')} ${title}</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${text}</p>` +
    `<p><a href="${paths.office.home()}">${t('site.problem.home')}</a></p></main></body></html>`
  return { html, policy }
}
