import { expect, test } from 'vitest'
import { type Language, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { errorPage } from '~/web/http/error-page'

const each = languages.flatMap((lang) => [403, 404, 413, 429, 503].map((status): [number, Language] => [status, lang]))

test.each(each)('%i in %s stands in the frame of the site, with two ways onward', (status, lang) => {
  const { html } = errorPage(status, lang, `/${lang}/petitions/x?r="><script>`, 60)
  expect(html).toContain(`<html lang="${lang}">`)
  expect(html).toContain('class="brand"')
  expect(html).not.toContain('"><script>')
  const links = [...html.matchAll(/<a class="button[^"]*" href="([^"]*)"/g)].map(([, href]) => href)
  const isPassing = status === 429 || status === 503
  expect(links).toEqual(
    isPassing
      ? [`/${lang}/petitions/x?r=&quot;&gt;&lt;script&gt;`, paths.home(lang)]
      : [paths.home(lang), paths.officials(lang)],
  )
  expect(html).toContain(translator(lang)('site.form.errorTitle'))
})

test('from a page that was removed, the way on is the list it stood in, whatever the link to it carried', () => {
  const { html } = errorPage(410, 'en', '/en/campaigns/x/news/y?r=radio&from=a/b')
  expect(html).toContain('href="/en/campaigns/x/news"')
})

test('after a form was sent, nothing offers to send it by a link', () => {
  expect(errorPage(503, 'es', null, 60).html).not.toContain(translator('es')('site.problem.again'))
})
