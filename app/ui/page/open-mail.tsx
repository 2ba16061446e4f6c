import type { PageProps } from './public-layout'

/** Mail on the web that most people here use. Linked, never loaded, and not told where the visitor comes from. */
const webMails = [
  { name: 'Gmail', href: 'https://mail.google.com/' },
  { name: 'Outlook', href: 'https://outlook.live.com/mail/' },
  { name: 'Yahoo', href: 'https://mail.yahoo.com/' },
]

/** Ways to one's mailbox, for a page that waits for a mail to be opened. It does not know the address: we do not keep it. */
export function OpenMail({ t }: Pick<PageProps, 't'>) {
  return (
    <>
      <ul className="open-mail">
        {webMails.map(({ name, href }) => (
          <li key={name}>
            <a className="button wide" href={href} rel="noreferrer">
              {t('site.check.open', { mail: name })}
            </a>
          </li>
        ))}
      </ul>
      <p className="small">{t('site.check.otherMail')}</p>
    </>
  )
}
