import type { Language } from '~/i18n/language'

/** Every URL of the site, spelled once. Paths are relative to `PUBLIC_URL`; slugs and tokens need no escaping. */
export const paths = {
  home: (lang: Language) => `/${lang}`,
  privacy: (lang: Language) => `/${lang}/privacy`,
  campaign: (lang: Language, slug: string) => `/${lang}/campaigns/${slug}`,
  petition: (lang: Language, slug: string, ref?: string) => `/${lang}/petitions/${slug}${ref ? `?r=${ref}` : ''}`,
  petitionJson: (lang: Language, slug: string) => `/${lang}/petitions/${slug}.json`,
  petitionShareImage: (lang: Language, slug: string) => `/${lang}/petitions/${slug}/share.png`,
  petitionQr: (lang: Language, slug: string, ref: string) => `/${lang}/petitions/${slug}/qr.svg?r=${ref}`,
  petitionCheck: (lang: Language, slug: string) => `/${lang}/petitions/${slug}/check`,
  petitionCheckReceipt: (lang: Language, slug: string, receipt: string) => `/${lang}/petitions/${slug}/check/${receipt}`,
  petitionThanks: (lang: Language, slug: string) => `/${lang}/petitions/${slug}/thanks`,
  confirm: (lang: Language, token: string) => `/${lang}/confirm/${token}`,
  ownPageRequest: (lang: Language) => `/${lang}/me`,
  ownPage: (lang: Language, token: string) => `/${lang}/me/${token}`,
  stop: (lang: Language, token: string) => `/${lang}/stop/${token}`,
  health: () => '/healthz',
  ready: () => '/readyz',
  devOutbox: () => '/dev/outbox',
  devEmails: () => '/dev/emails',
  devEmail: (template: string, lang: Language) => `/dev/emails/${template}/${lang}`,
}
