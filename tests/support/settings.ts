import { readEnv } from '~/env.server'

/** Settings of a public site: everything is sent, to providers that do not respond. */
export const inPublic = {
  PUBLIC_URL: 'https://firme.example.org',
  OFFICE_URL: 'https://office.example.org',
  SMTP_URL: 'smtp://127.0.0.1:1',
  TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
  TWILIO_AUTH_TOKEN: 'a token of the tests',
  TWILIO_FROM: '+16025550100',
  TWILIO_API_URL: 'http://127.0.0.1:1',
  LOG_LEVEL: 'silent',
}

/** The same site without a Twilio account, so without texts and calls. */
export const withoutTwilio = {
  NODE_ENV: 'production',
  PUBLIC_URL: inPublic.PUBLIC_URL,
  OFFICE_URL: inPublic.OFFICE_URL,
  SMTP_URL: inPublic.SMTP_URL,
  LOG_LEVEL: 'silent',
}

export const envInPublic = readEnv(inPublic)
export const envWithoutTwilio = readEnv(withoutTwilio)
