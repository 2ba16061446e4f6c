import { z } from 'zod'
import { languages } from '~/i18n/language'
import { publicReports } from './official-report.schema'

const language = z.enum(languages)

/** A text that somebody sent us. */
const inboundText = z.object({
  /** E.164. */
  from: z.string(),
  body: z.string(),
  /** The provider's id; a repeated webhook counts once. Null without a provider. */
  sid: z.string().nullable().default(null),
  /** Whether the provider has already replied to it (Twilio's OptOutType). */
  isAnswered: z.boolean().default(false),
})

/** The provider's report about a text that we sent. */
const textStatus = z.object({
  messageId: z.uuid().nullable(),
  sid: z.string(),
  status: z.string(),
  code: z.number().nullable(),
  segments: z.number().nullable(),
})

/** Every kind of submission: what the web role seals is exactly what the worker parses. */
export const submissions = {
  signature: z.object({
    petitionId: z.uuid(),
    language,
    givenName: z.string(),
    familyName: z.string(),
    /** Lowercase; null when not given. */
    email: z.string().nullable(),
    /** E.164; null when not given. */
    phone: z.string().nullable(),
    postalCode: z.string(),
    country: z.enum(['US', 'abroad']),
    comment: z.string(),
    isPrivate: z.boolean(),
    showName: z.boolean(),
    consentEmail: z.boolean(),
    consentSms: z.boolean(),
    /** Version of the text that lets the network know of them too; null when the box was not checked. */
    consentNetwork: z.string().nullable().default(null),
    /** Version of the consent texts that were shown. */
    textVersion: z.string(),
    /** Share code of the link they came by, or 'web'. */
    source: z.string(),
  }),
  /** The petition form as typed at a kiosk and sealed by the browser; nothing in it has been validated. */
  kiosk: z.object({ petitionId: z.uuid(), language, fields: z.record(z.string(), z.string().max(1_000)) }),
  confirmation: z.object({ token: z.string() }),
  /** Of a corrected address or number: its owner's word, or that of the owner of the one it would replace. */
  'contact-word': z.object({ token: z.string(), wanted: z.enum(['confirm', 'not-mine', 'keep']) }),
  code: z.object({
    petitionId: z.uuid(),
    /** E.164; '' when `signedWith` says it. */
    phone: z.string(),
    code: z.string(),
    /** The number as it is sealed in the page's address. */
    signedWith: z.string().optional(),
  }),
  /** A request for a campaign's news. It begins once somebody confirms it from the contact. */
  'news-request': z.object({
    campaignId: z.uuid(),
    channel: z.enum(['mail', 'sms']),
    contact: z.string(),
    postalCode: z.string(),
    language,
    /** Version of the text that was shown. */
    textVersion: z.string(),
    /** The kind of page that had the form. */
    page: z.string(),
  }),
  'news-confirmation': z.object({ token: z.string() }),
  'news-code': z.object({
    campaignId: z.uuid(),
    /** E.164; '' when `sentTo` says it. */
    phone: z.string(),
    code: z.string(),
    /** The number as it is sealed in the page's address. */
    sentTo: z.string().optional(),
  }),
  'own-page-request': z.object({ channel: z.enum(['mail', 'sms']), contact: z.string(), language }),
  'own-page-change': z.discriminatedUnion('intent', [
    z.object({
      token: z.string(),
      intent: z.literal('show_name'),
      signatureId: z.uuid(),
      textVersion: z.string(),
      language,
    }),
    z.object({ token: z.string(), intent: z.literal('hide_name'), signatureId: z.uuid() }),
    z.object({ token: z.string(), intent: z.literal('delete'), signatureId: z.uuid().nullable() }),
    z.object({
      token: z.string(),
      intent: z.literal('consent'),
      purpose: z.enum(['email', 'sms', 'network']),
      wanted: z.boolean(),
      textVersion: z.string(),
      language,
    }),
    z.object({ token: z.string(), intent: z.literal('language'), language }),
    z.object({ token: z.string(), intent: z.literal('send_everything') }),
    z.object({ token: z.string(), intent: z.literal('withdraw_letter'), letterId: z.uuid() }),
    z.object({ token: z.string(), intent: z.enum(['stop', 'resume']) }),
  ]),
  stop: z.object({
    token: z.string(),
    wanted: z.enum(['stop', 'resume']),
    /** `campaign`: only the news of the campaign that sent it. The version before stops everything. */
    scope: z.enum(['campaign', 'everything']).optional(),
  }),
  /** A letter to officials, one copy per post; it leaves once its writer has confirmed the mailbox. */
  letter: z.object({
    actionId: z.uuid(),
    postIds: z.array(z.uuid()).min(1).max(60),
    language,
    givenName: z.string(),
    familyName: z.string(),
    email: z.string(),
    postalCode: z.string(),
    subject: z.string(),
    body: z.string(),
    /** The writer's own words in Spanish, below the English; '' for none. */
    spanish: z.string(),
    /** What the English says in Spanish, shown to the writer before they confirm. */
    meaning: z.string().optional(),
    isToAll: z.boolean(),
    wantsReplies: z.boolean(),
    showName: z.boolean(),
    source: z.string(),
  }),
  'letter-word': z.object({ token: z.string(), wanted: z.enum(['send', 'drop', 'digest']) }),
  /** Whether an office answered the letter that a mail asked about. */
  'office-response': z.object({ token: z.string(), answer: z.enum(['yes', 'no', 'not-sure']) }),
  /** An email that bounced, as received, in base64. */
  bounce: z.object({ raw: z.base64() }),
  /** What a mail provider posted, before its signature is checked. */
  'mail-report': z.object({ provider: z.string(), body: z.string() }),
  'inbound-text': inboundText,
  /**
   * A text that begins with an opt-out word: recorded before everything else, and while one is waiting no text leaves.
   */
  'opt-out-text': inboundText,
  'text-status': textStatus,
  /** A request to be called and connected; a code that verifies the number is sent first. */
  'bridge-request': z.object({
    bridgeId: z.uuid(),
    actionId: z.uuid(),
    phone: z.string(),
    language,
    postIds: z.array(z.uuid()).min(1).max(20),
    area: z.string(),
    source: z.string(),
    /** URL of the call script, if they want it texted; else ''. */
    scriptUrl: z.string(),
    /** How they receive the code. */
    by: z.enum(['text', 'call']).default('text'),
  }),
  'bridge-code': z.object({ bridgeId: z.uuid(), code: z.string() }),
  /** The provider's report about a call we connect, or what somebody pressed in it. It contains no phone number. */
  'bridge-event': z.object({
    /** Null: an incoming call. */
    bridgeId: z.uuid().nullable(),
    callSid: z.string(),
    actionId: z.uuid().nullable(),
    language,
    area: z.string(),
    event: z.discriminatedUnion('is', [
      z.object({ is: z.literal('answered') }),
      z.object({
        is: z.literal('leg'),
        position: z.number(),
        postId: z.uuid(),
        status: z.string(),
        seconds: z.number(),
      }),
      z.object({
        is: z.literal('told'),
        position: z.number(),
        postId: z.uuid(),
        outcome: z.enum(['spoke', 'voicemail', 'wrong-number', 'voicemail-full']),
      }),
      /** Told on the page after the call, of the office that was reached last. */
      z.object({
        is: z.literal('told-on-page'),
        outcome: z.enum(['spoke', 'voicemail', 'no-answer', 'wrong-number', 'voicemail-full']),
      }),
      z.object({ is: z.literal('machine'), position: z.number(), postId: z.uuid() }),
      z.object({ is: z.literal('ended'), status: z.string(), seconds: z.number() }),
      /**
       * Events of a call that reads out a code: they want to hear it, or never to be called again, or the call ended.
       */
      z.object({ is: z.literal('code-asked') }),
      z.object({ is: z.literal('code-refused') }),
      z.object({ is: z.literal('code-ended'), status: z.string(), seconds: z.number() }),
    ]),
  }),
  /**
   * What somebody reported as wrong about an official, or who holds a post that we list as unknown; nothing about the
   * reporter.
   */
  'contact-report': z.union([
    z.object({ postId: z.uuid(), contactDetailId: z.uuid().nullable(), what: z.enum(publicReports), note: z.string() }),
    z.object({
      divisionId: z.string(),
      what: z.enum(['unknown-official', 'wrong-policy']).default('unknown-official'),
      note: z.string(),
    }),
  ]),
  /**
   * The outcome of contacting an official; contains nothing that identifies the person. The worker checks it against
   * its kind. Or the id of such an outcome, taken back by whoever reported it.
   */
  outreach: z.union([
    z.object({ undone: z.uuid() }),
    z.object({
      /** Created with the page, so that a double click is one outreach. */
      outreachId: z.uuid(),
      advocacyId: z.uuid(),
      postId: z.uuid(),
      contactDetailId: z.uuid().nullable(),
      channel: z.string(),
      outcome: z.string(),
      via: z.string(),
      language,
      /** First three digits of the ZIP, or ''. */
      area: z.string(),
      source: z.string(),
      durationSeconds: z.number().int().nullable(),
    }),
  ]),
  /** What was done on an action's page, in fields that its kind reads (`OutreachKind.readDone`). */
  action: z.object({
    kind: z.string(),
    advocacyId: z.uuid(),
    language,
    area: z.string(),
    source: z.string(),
    fields: z.record(z.string(), z.string()),
  }),
  /** A request to start a campaign in a place. */
  'campaign-request': z.object({
    campaignId: z.uuid(),
    divisionId: z.string(),
    language,
    givenName: z.string(),
    group: z.string(),
    email: z.string(),
    why: z.string(),
  }),
  /** A request for one message when an action knows somebody to reach in a place, and none after that. */
  'place-request': z.object({
    advocacyId: z.uuid(),
    divisionId: z.string(),
    channel: z.enum(['mail', 'sms']),
    contact: z.string(),
    language,
  }),
  /** A request for one message when the office opens, and none after that. */
  'call-reminder': z.object({
    advocacyId: z.uuid(),
    postId: z.uuid(),
    channel: z.enum(['mail', 'sms']),
    contact: z.string(),
    language,
  }),
}

export type SubmissionKind = keyof typeof submissions

/** Stored as the failure of a submission that nobody sealed to us. */
export const unreadable = 'Unreadable'
export type Submission<Kind extends SubmissionKind> = z.infer<(typeof submissions)[Kind]>
