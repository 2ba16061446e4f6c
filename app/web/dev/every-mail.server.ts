import { kindMails } from '~/actions/registry.server'
import { languages } from '~/i18n/language'
import { longDate } from '~/ui/page/dates'

/** Every email in both languages, rendered from its sample; those of kinds of action come last. */
export async function everyMail() {
  // Imported here, so that the site starts without the modules that only emails need.
  const { everySample, renderOwnMail } = await import('#emails/render-mail')
  const { confirmNews, sampleOfList } = await import('#emails/confirm-news')
  const { sampleIn } = await import('#emails/sample-facts')
  const ofKinds = await Promise.all(
    Object.entries(kindMails).map(async ([template, { load }]) => ({ template, mail: await load() })),
  )
  return [
    ...everySample(),
    ...languages.map((language) => ({
      template: 'confirm-news-of-list',
      language,
      ...renderOwnMail({ template: 'confirm-news', mail: confirmNews }, language, {
        ...sampleIn(language, sampleOfList),
        list: { where: 'plaza', day: longDate(language, '2026-10-03') },
      }),
    })),
    ...ofKinds.flatMap(({ template, mail }) =>
      languages.map((language) => ({
        template,
        language,
        ...renderOwnMail({ template, mail }, language, sampleIn(language, mail.sample)),
      })),
    ),
  ]
}
