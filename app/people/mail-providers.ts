/** Providers with so many users that the domain identifies nobody. */
export const mailProviders: readonly string[] = [
  'gmail.com',
  'yahoo.com',
  'hotmail.com',
  'outlook.com',
  'icloud.com',
  'aol.com',
  'live.com',
  'msn.com',
  'me.com',
  'proton.me',
  'protonmail.com',
  'yahoo.es',
  'hotmail.es',
  'yahoo.com.mx',
  'comcast.net',
  'sbcglobal.net',
  'att.net',
  'cox.net',
  'verizon.net',
]

/** A domain with fewer people than this might be somebody's own, so it is not shown. */
export const fewestOfDomain = 10
