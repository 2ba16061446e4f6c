/** Where many have their mail, so that the name says nothing about anybody. */
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

/** A domain with fewer people might be somebody's own, and is not shown. */
export const fewestOfDomain = 10
