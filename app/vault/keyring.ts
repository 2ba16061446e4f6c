import type { KeyObject } from 'node:crypto'

/**
 * The secrets kept outside the database, in `KEYRING_FILE`. Together with the database they reveal people's data;
 * either alone is useless. Held by worker and office, never by web.
 */
export interface Keyring {
  /** Wraps the keys of campaigns and of the site, stored in `vault_key`. */
  wrapKey: KeyObject
  /** Keys the blind indexes of contacts and names. */
  blindKey: KeyObject
  /** Derives link tokens and confirmation codes. */
  linkKey: KeyObject
  /** Proves which rows were written with the keyring. */
  rowKey: KeyObject
}

declare const sealed: unique symbol

/** Bytes that only the vault can turn back into a `T`; cannot be printed by accident. */
export type Sealed<T> = Buffer & { readonly [sealed]: T }

/** A person's name and place, as they typed them. */
export interface PersonDetails {
  givenName: string
  familyName: string
  /** Five digits, or '' outside the US. */
  postalCode: string
  country: 'US' | 'abroad'
  /**
   * The contact they gave. It is sealed with the rest, so that somebody who can only write to the database cannot hand a
   * person to a contact of their own.
   */
  contactId?: string
}
