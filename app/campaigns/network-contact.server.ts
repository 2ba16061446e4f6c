import type { Db } from '#db/client'
import type { Bilingual } from '~/i18n/language'

/** What the network, which runs the site, says of itself. */
export interface NetworkContact {
  /** '' when unknown. */
  town: string
  /** Null: the sender of mails is how to reach it. The phone is E.164. */
  mail: string | null
  phone: string | null
  logo: string | null
  logoAlt: Bilingual | null
}

/** Where the network is, and how it says that it can be reached. */
export function networkContact(db: Db): Promise<NetworkContact> {
  return db
    .selectFrom('member_group')
    .select(['town', 'contact_mail as mail', 'contact_phone as phone', 'logo', 'logo_alt as logoAlt'])
    .where('kind', '=', 'network')
    .executeTakeFirstOrThrow()
}
