import { kindMails } from '~/actions/registry.server'
import { languages } from '~/i18n/language'

/** Every mail in both languages, from its own sample; those of kinds of action after the others. */
export async function everyMail() {
  // Here and not above, so that the site starts without what only mails need.
  const { everySample, renderOwnMail } = await import('#emails/render-mail')
  const ofKinds = await Promise.all(
    Object.entries(kindMails).map(async ([template, { load }]) => ({ template, mail: await load() })),
  )
  return [
    ...everySample(),
    ...ofKinds.flatMap(({ template, mail }) =>
      languages.map((language) => ({
        template,
        language,
        ...renderOwnMail({ template, mail }, language, mail.sample),
      })),
    ),
  ]
}
