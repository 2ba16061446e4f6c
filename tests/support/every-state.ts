import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { demoZips } from '#db/seeds/demo-officials'
import type { Language } from '~/i18n/language'
import { startSession } from '~/office/guard/sessions.server'
import { importNext } from '~/office/people/imports/import-next.server'
import { invitationToken } from '~/office/team/invitations.server'
import { letIn } from '~/office/team/way-back.server'
import { linkHash, linkToken, stopToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { campaignSlug, tellsStory } from './campaign-story'
import type { Answer, Pages, Visitor } from './every-page'
import { rosa, sam, tomas, type World } from './firme-test'
import { arrives, clock, presses, toSheriff } from './letters'
import { groupOf, organizer } from './office'
import { linkToOwnPage, openPage } from './own-page'
import { policiesBy } from './policies'
import { bringInList } from './policy-lists'
import type { SeenPage } from './read-forms'
import { bringIn } from './rosters'
import { both, hasDocument } from './story-things'

/** What a page without data does not show: forms for people, lists, reports and letters, and error messages. */
export interface States {
  /** Addresses to start from, besides the two home pages. */
  site: (language: Language) => string[]
  office: string[]
  /** Pages that are only returned for a POST. */
  answered: (language: Language, owner: Visitor) => Promise<Answer[]>
}

const source = { source_url: 'https://example.org/list', checked_on: '2026-11-20' }
/** Phoenix. */
const maricopa = 'az-maricopa-county'

/** Publishes a document as the worker leaves it. @returns its id */
async function readMemo(db: World['db'], at: Date): Promise<string> {
  const memo = {
    slug: 'memo',
    state: 'open',
    texts: ['ICE 2011', ''],
    title: both('A memo', 'Un memorándum'),
    description: both('About fingerprints.', 'Sobre huellas.'),
    language: 'en',
    datedOn: '2011-07',
    sourceUrl: source.source_url,
    sourceTitle: 'The agency',
    sourceCheckedOn: source.checked_on,
  } as const
  return (await hasDocument(db, memo, at)).id
}

type FormsOf = (html: string) => Promise<SeenPage>

/** Fills a world so that every page shows everything it can. */
export async function fillWorld(
  world: World,
  pages: Pages,
  formsOf: FormsOf,
  owner: { id: string; token: string },
): Promise<States> {
  const { db, keyring, at } = world
  const { ask } = pages
  const post = async (where: string, fields: Record<string, string> | FormData, status = 303) =>
    expect((await ask(where, { fields, token: owner.token })).status, where).toBe(status)
  const tokenOf = async (template: string) =>
    linkToken(
      keyring,
      (
        await db
          .selectFrom('message')
          .select('id')
          .where('template', '=', template)
          .orderBy('created_at', 'desc')
          .orderBy('id')
          .executeTakeFirstOrThrow()
      ).id,
    )

  await tellsStory(db)
  // People: a confirmed signer with a comment to review, unconfirmed ones, and one whose signature is held.
  await world.signs({ ...rosa, share_name: '1', comments: 'Llamen a mi vecina al 602 555 0199' })
  await world.work()
  const first = await db.selectFrom('signature').select(['id', 'person_id']).executeTakeFirstOrThrow()
  await world.confirms(first.id)
  const mine = await tokenOf('confirm-signature')
  for (const fields of [sam, tomas, { ...sam, given_name: 'Rosalía' }]) await world.signs(fields)
  await world.signs({ ...rosa, given_name: 'Inés', email: 'ines@example.org' }, { isHeld: true })
  await world.work()
  const second = await db
    .selectFrom('signature')
    .select(['id', 'person_id'])
    .where('id', '<>', first.id)
    .where('person_id', 'is not', null)
    .executeTakeFirstOrThrow()
  const unconfirmed = linkToken(
    keyring,
    (await db.selectFrom('message').select('id').where('signature_id', '=', second.id).executeTakeFirstOrThrow()).id,
  )
  // A corrected contact that waits for its owner, a stop asked for by phone, a note and a tag.
  const corrected = `/office/people/${first.person_id}`
  const asTyped = { intent: 'correct', given_name: 'Rosa', family_name: 'Martínez', postal_code: '85001' }
  await post(corrected, { ...asTyped, new_email: 'rosa.m@example.org' })
  const [contact, changing] = [await tokenOf('confirm-contact'), await tokenOf('contact-changing')]
  const { person_id: quiet } = await db
    .selectFrom('signature')
    .select('person_id')
    .where('held', 'is not', null)
    .executeTakeFirstOrThrow()
  await post(`/office/people/${quiet}`, { intent: 'stop', way: 'phone', stop_mail: '1', said: 'No me escriban.' })
  await post(corrected, { intent: 'note', note: 'Quiere ayudar los sábados.' })
  await post(corrected, { intent: 'tag', tag: 'voluntaria' }, 200)
  // Fields of people: a choice, and one of which something is known.
  const everyField = {
    intent: 'add',
    group: await groupOf(world, 'network'),
    choices_en: 'Bus\nCar',
    choices_es: 'Autobús\nCarro',
  }
  await post('/office/people/fields', {
    ...everyField,
    kind: 'choice',
    label_en: 'How they come',
    label_es: 'Cómo viene',
  })
  await post('/office/people/fields', { ...everyField, kind: 'date', label_en: 'Training', label_es: 'Capacitación' })
  const { id: training } = await db
    .selectFrom('person_field')
    .select('id')
    .where('kind', '=', 'date')
    .executeTakeFirstOrThrow()
  await post(corrected, { intent: 'fields', [`field-${training}`]: '11/24/2026' }, 200)
  // An address that a group wants its mail to come from.
  const network = await groupOf(world, 'network')
  await post(`/office/settings/${network}/sender`, { intent: 'address', address: 'hello@example.org' })
  const address = await tokenOf('confirm-sender')
  const ownPage = await openPage(world)
  const ownPageLink = await linkToOwnPage(world)
  const stops = stopToken(keyring, randomUUID())
  // Letters: an unconfirmed one, and one on its way to an office.
  await arrives(world, toSheriff, { email: rosa.email })
  await world.work()
  await presses(world, 'send')
  await clock(world)
  await arrives(world, toSheriff, { givenName: 'Sam', email: 'sam@example.org' })
  await world.work()
  const letter = await tokenOf('confirm-letter')
  const digest = await tokenOf('letter-to-official')
  // A text that only a human understands, and keywords.
  await post('/dev/outbox', { from: tomas.phone, body: '¿Puede venir mi prima también a la reunión del jueves?' })
  await world.work()
  const target = await db
    .selectFrom('petition')
    .select('id')
    .where('slug', '=', 'alto-polimigra')
    .executeTakeFirstOrThrow()
  for (const word of ['carcel', 'escuela'])
    await post('/office/texts', { intent: 'add', word, language: 'es', target: `petition:${target.id}` })
  await post('/office/texts/escuela', { intent: 'drop' })
  // Content from the office.
  await post('/office/exports?index', { reason: 'phone bank on Friday' })
  await post('/office/team', {
    intent: 'invite',
    email: 'lucia@example.org',
    role: 'organizer',
    group: (await db.selectFrom('member_group').select('id').executeTakeFirstOrThrow()).id,
    language: 'es',
  })
  await post('/office/petitions/alto-polimigra/news', {
    title_en: 'We met',
    title_es: 'Nos vimos',
    body_en: 'They listened.',
    body_es: 'Nos escucharon.',
  })
  await post('/office/petitions/alto-polimigra/deliveries', {
    intent: 'record',
    delivered_on: '2026-11-20',
    recipient: 'Ida Vance',
    by_whom: 'Omar',
  })
  for (const kind of ['petition', 'action'] as const)
    await publishAgain(
      pages,
      formsOf,
      owner,
      kind === 'petition' ? '/office/petitions/alto-polimigra/edit' : '/office/actions/call-sheriff-vance/edit',
    )
  await post('/office/actions/call-sheriff-vance/targets', {
    intent: 'targeting',
    how: 'lookup',
    roles: 'sheriff',
    order: 'all',
  })
  await post('/office/actions/call-sheriff-vance/targets', { intent: 'targeting', how: 'posts', order: 'all' })
  await startSession(db, keyring, { organizerId: owner.id, way: 'password' }, at)
  await db
    .insertInto('passkey')
    .values({
      id: randomUUID(),
      organizer_id: owner.id,
      credential_id: 'one',
      public_key: Buffer.from('key'),
      counter: '0',
      name: 'Phone',
      created_at: at,
      used_at: null,
    })
    .execute()
  // Lists, of people, officials and boundaries: one still without column mapping, and one that was checked.
  const list = (text: string) => formOf({ intent: 'list', list: new Blob([text]) })
  await post('/office/petitions/alto-polimigra/imports', list('First name;E-mail;ZIP\nAna;ana@example.org;85001'))
  const batch = await db.selectFrom('import_batch').selectAll().executeTakeFirstOrThrow()
  await post(
    '/office/petitions/alto-polimigra/imports',
    formOf({ intent: 'check', id: batch.id, ...(batch.mapping as Record<string, string>) }),
  )
  while ((await importNext(db, keyring, at)) > 0);
  await post('/office/petitions/alto-polimigra/imports', list('First name;E-mail;ZIP\nLuz;luz@example.org;85001'))
  const roster = 'Name;Place;State;Role;Phone\nInés Vega;Pima County;AZ;Sheriff;602 555 0141'
  const checked = await bringIn(world, owner.token, { pasted: roster })
  await post(
    '/office/officials/imports',
    formOf({ pasted: roster, sourceUrl: source.source_url, checkedOn: source.checked_on }),
  )
  const unmapped = (
    await db.selectFrom('roster_import').select('id').where('id', '<>', checked).executeTakeFirstOrThrow()
  ).id
  // A document of two pages, a draft of another, a policy, and a list of policies that was checked.
  const memo = await readMemo(db, at)
  await hasDocument(db, { slug: 'annex', title: both('An annex', 'Un anexo'), texts: ['One page'] }, at)
  const { ids: policies } = await policiesBy(world, [{ place: maricopa, kind: 'no-287g', adopted_on: '2014' }])
  // A ladder with a history, onto which people climb, and a message to many that waits for its day. Both take a postal address.
  await db.updateTable('member_group').set({ postal_address: 'P.O. Box 1, Saguaro, AZ 85001' }).execute()
  const begun = await ask('/office/ladders?index', {
    token: owner.token,
    fields: { campaign: await campaignId(db), template: 'after-signing' },
  })
  const ladder = begun.location!.split('/')[3]!
  await publishAgain(pages, formsOf, owner, `/office/ladders/${ladder}/edit`)
  const { id: broadcast } = await db
    .insertInto('broadcast')
    .columns(['campaign_id', 'channel', 'subject', 'body', 'created_by', 'created_at', 'updated_at'])
    .expression((eb) =>
      eb
        .selectFrom('campaign')
        .select(({ val }) => [
          'id',
          val('mail').as('channel'),
          val('{"en":"News","es":"Noticias"}').as('subject'),
          val('{"en":"They voted.","es":"Ya votaron."}').as('body'),
          val(owner.id).as('created_by'),
          val(at).as('created_at'),
          val(at).as('updated_at'),
        ])
        .where('slug', '=', campaignSlug),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  const policyList = await bringInList(
    world,
    owner.token,
    'place,state,kind,adopted_on,source_url,checked_on\nPima County,AZ,no-287g,2016,https://example.org/list,2026-11-20',
  )
  const square = {
    type: 'Feature',
    properties: { district: '1' },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [-112.1, 33.4],
          [-112.05, 33.4],
          [-112.05, 33.45],
          [-112.1, 33.45],
          [-112.1, 33.4],
        ],
      ],
    },
  }
  await post(
    `/office/places/${maricopa}/boundaries`,
    formOf({
      intent: 'upload',
      source: source.source_url,
      checked: source.checked_on,
      files: new File([JSON.stringify({ type: 'FeatureCollection', features: [square] })], 'lines.geojson'),
    }),
  )
  // Things to review: an old number, an expired term, a report, an unknown sheriff.
  await db.updateTable('contact_detail').set({ checked_on: '2026-01-01' }).where('value', '=', '+16025550152').execute()
  await db
    .updateTable('membership')
    .set({ term_ends_on: '2026-11-01' })
    .where('official_id', 'in', db.selectFrom('official').select('id').where('name', '=', 'June Abbott'))
    .execute()
  await ask('/en/officials/ida-vance-saguaro', { fields: { what: 'wrong-number', note: 'It rings at a bakery.' } })
  await ask(`/en/places/${maricopa}`, { fields: { note: 'Alex Doe' } })
  await world.work()
  // A request for news that waits to be confirmed.
  await ask(`/en/campaigns/${campaignSlug}/posted`, { fields: { contact: 'ines.news@example.org' } })
  await world.work()
  const newsRequest = await db
    .selectFrom('message')
    .select('id')
    .where('template', '=', 'confirm-news')
    .executeTakeFirstOrThrow()
  // A closed petition.
  await post('/office/petitions/no-287g?index', { state: 'closed' })
  world.petitions.forget()

  const text = await db.selectFrom('text_to_read').select(['id', 'conversation_id']).executeTakeFirstOrThrow()
  const { id: lost } = await organizer(world, 'organizer', await groupOf(world, 'network'), 'Inés Vega')
  await db
    .updateTable('conversation')
    .set({ claimed_by: lost, claimed_at: at })
    .where('id', '=', text.conversation_id)
    .execute()
  const wayBack = `/office/recover/${await db
    .transaction()
    .execute((trx) => letIn(trx, keyring, { organizerId: lost, madeBy: owner.id }, at))}`
  const invitation = await db
    .selectFrom('invitation')
    .select('id')
    .where('accepted_at', 'is', null)
    .executeTakeFirstOrThrow()
  const person = (id: string | null) => `/office/people/${id}`
  // Somebody answers one of our mails; and somebody is asked whether an office answered.
  const raw = `From: Rosa <rosa@example.org>\r\nIn-Reply-To: <${newsRequest.id}@example.org>\r\nMessage-ID: <a@mail.example.org>\r\nSubject: Re: Noticias\r\n\r\n¿A qué hora es la reunión?\r\n\r\n> Confirme que quiere noticias\r\n`
  await world.intake.append(await sealingKey(db, null), 'bounce', { raw: Buffer.from(raw).toString('base64') }, at)
  await world.work()
  const mailed = await db
    .selectFrom('conversation')
    .select('id')
    .where('channel', '=', 'mail')
    .executeTakeFirstOrThrow()
  const questionId = randomUUID()
  await sql`
    insert into message (id, channel, template, language, contact_id, person_id, once_key, link_hash, state, due_at, created_at)
    select ${questionId}, 'mail', 'did-they-answer', 'es', contact_id, person_id, 'did-they-answer', ${linkHash(linkToken(keyring, questionId))}, 'sent', ${at}, ${at} from letter limit 1
  `.execute(db)
  await sql`
    insert into response_question (id, post_id, letter_id, message_id, asked_at) select gen_random_uuid(), post_id, id, ${questionId}, ${at} from letter limit 1
  `.execute(db)
  return {
    site: (language) => [
      ...[unconfirmed, mine].map((token) => `/${language}/confirm/${token}`),
      ...[ownPage, ownPageLink].map((token) => `/${language}/me/${token}`),
      `/${language}/stop/${stops}`,
      ...[contact, changing].map((token) => `/${language}/contact/${token}`),
      `/${language}/letters/confirm/${letter}`,
      `/${language}/posted/${linkToken(keyring, newsRequest.id)}`,
      `/${language}/letters/digest/${digest}`,
      `/${language}/answered/${linkToken(keyring, questionId)}`,
      ...['', '/check', '/kiosk', '/thanks'].map((part) => `/${language}/petitions/alto-polimigra${part}`),
      `/${language}/petitions/no-287g`,
      ...['check', 'thanks', 'thanks?how=own'].map((part) => `/${language}/letters/write-sheriff-vance/${part}`),
      ...['write-your-council', 'write-sheriff-vance', 'write-ocotillo-council'].map(
        (slug) => `/${language}/letters/${slug}`,
      ),
      ...['call-your-sheriff', 'call-sheriff-vance', 'call-ocotillo-council'].map(
        (slug) => `/${language}/calls/${slug}`,
      ),
      `/${language}/texts/text-the-council`,
      ...['documents', 'documents?q=2011', 'documents/memo', 'documents/memo/2'].map((page) => `/${language}/${page}`),
      ...[
        'timeline',
        'timeline?kind=policy&year=2019',
        'cases',
        'news',
        'meetings',
        'posted',
        'posted/check',
        'posted/check?by=text',
        'posted/thanks',
      ].map((page) => `/${language}/campaigns/${campaignSlug}/${page}`),
      ...[
        '',
        '?b=00000000-0000-4000-8000-000000000000',
        '?b=00000000-0000-4000-8000-000000000000&by=call',
        '?rings=1',
      ].map((query) => `/${language}/calls/call-ocotillo-council/bridge${query}`),
      `/${language}/places/${maricopa}`,
      `/${language}/officials/ida-vance-saguaro`,
      `/${language}/no-such-page`,
      '/dev/emails',
      '/dev/outbox',
      '/dev/phone',
    ],
    office: [
      `/office/address/${address}`,
      `/office/inbox/${mailed.id}`,
      '/office/settings/deliverability',
      '/office/messages/calendar',
      ...['', '?draft', '/edit', '/history'].map((part) => `/office/ladders/${ladder}${part}`),
      '/office',
      '/office/prove',
      `/office/join/${invitationToken(keyring, invitation.id)}`,
      '/office/recover',
      wayBack,
      '/office/people/bulk',
      `/office/campaigns/${campaignSlug}/people/import`,
      `/office/campaigns/${campaignSlug}/timeline/import`,
      `/office/campaigns/${campaignSlug}/documents/upload`,
      `/office/campaigns/${campaignSlug}/documents/publish`,
      ...['home/page', 'cases/gonzalez-v-ice'].flatMap((thing) =>
        ['edit', 'history', 'preview', 'preview/en', 'preview/es'].map(
          (part) => `/office/campaigns/${campaignSlug}/${thing}/${part}`,
        ),
      ),
      `/office/documents/${memo}/findings`,
      ...policies.map((id) => `/office/policies/${id}`),
      `/office/policies/imports/${policyList}`,
      person(first.person_id),
      person(second.person_id),
      person(quiet),
      `${person(first.person_id)}?did=untagged&about=voluntaria`,
      `${person(first.person_id)}/merge`,
      `${person(first.person_id)}/merge?with=${second.person_id}`,
      ...[checked, unmapped].map((id) => `/office/officials/imports/${id}`),
      `/office/places/${maricopa}/boundaries`,
      '/office/places?q=phoenix',
      '/office/comments?state=shown',
      '/office/inbox?show=handled',
      `/office/inbox/${text.conversation_id}`,
      '/office/inbox/replies',
      '/office/search?q=vance',
      `/office/messages/drafts/${broadcast}`,
      '/office/texts/firma',
      '/office/texts/carcel',
      '/office/texts?taken=firma',
      ...[
        'edit',
        'edit?refused=image.small',
        'share',
        'share?published',
        'history',
        'copies',
        'copies?state=AZ&role=sheriff&body=',
        'imports',
        'news',
        'deliveries',
        'deliveries?refused=reason',
        'preview',
        'preview/en',
        'preview/es',
      ].map((part) => `/office/petitions/alto-polimigra/${part}`),
      ...[
        'edit',
        'share',
        'history',
        'targets',
        'targets?q=okafor',
        'letters',
        'preview',
        'preview/en',
        'preview/es',
      ].flatMap((part) =>
        ['call-sheriff-vance', 'write-sheriff-vance', 'text-the-council'].map(
          (slug) => `/office/actions/${slug}/${part}`,
        ),
      ),
    ],
    answered: async (language, { token }) => {
      const letterFields = {
        subject: 'No judge, no hold',
        body: 'I live here.',
        spanish: '',
        given_name: 'Rosa',
        postal_code: '85001',
        seed: randomUUID(),
        before: '',
      }
      const asked = (where: string, fields: Record<string, string> | string, more = {}) =>
        ask(`/${language}${where}`, { fields: new URLSearchParams(fields), ...more })
      const inOffice = (where: string, fields: Record<string, string> | string) =>
        ask(`/office${where}`, { fields: new URLSearchParams(fields), token, language })
      const lookup = ['/letters/write-your-council', '/calls/call-your-sheriff']
      return Promise.all([
        ...lookup.flatMap((where) =>
          [
            'zip=85001',
            `zip=${demoZips.both}`,
            'zip=85000',
            'zip=8',
            'state=AZ',
            'county=az-saguaro-county&area=850',
          ].map((fields) => asked(where, `intent=place&${fields}`)),
        ),
        ...['points', 'own', 'paper', 'send', 'switch'].map((intent) =>
          asked('/letters/write-sheriff-vance', { ...letterFields, intent }),
        ),
        asked('/letters/write-your-council', { intent: 'switch', zip: '850' }),
        asked('/stop/' + mine, {}),
        asked('/me', { contact: '' }),
        asked('/petitions/alto-polimigra', { given_name: '' }),
        asked('/petitions/alto-polimigra/check', {}),
        asked('/petitions/alto-polimigra/check', { code: '123456', phone: '602 555 0199' }),
        asked('/petitions/alto-polimigra/kiosk', {}),
        asked('/petitions/no-287g', rosa),
        asked('/officials', { zip: '8' }),
        asked('/officials', { zip: '85001' }),
        asked('/officials', { intent: 'switch', zip: '850' }),
        asked('/officials/ida-vance-saguaro', {}),
        asked(`/places/${maricopa}`, {}),
        asked('/calls/call-ocotillo-council/bridge', { phone: '1' }),
        asked('/calls/call-ocotillo-council/bridge?b=00000000-0000-4000-8000-000000000000', {
          intent: 'code',
          code: '1',
        }),
        // Late in the evening nobody is called, but a reminder is offered.
        ask(`/${language}/calls/call-ocotillo-council`, { at: new Date('2026-11-24T05:00:00Z') }),
        ...[
          '/petitions/alto-polimigra',
          '/letters/write-sheriff-vance',
          '/calls/call-ocotillo-council',
          '/texts/text-the-council',
          '/officials/ida-vance-saguaro',
          '/me',
        ].map((where) => asked(where, letterFields, { limit: { outcome: 'refuse', retryAfter: 60 } })),
        inOffice('/sign-in', { email: 'omar@example.org' }),
        ask('/office/sign-in', { language }),
        inOffice('/recover?index', { email: 'omar@example.org', code: '1' }),
        inOffice(wayBack.slice('/office'.length), { intent: 'passkey' }),
        ask(`/office/join/${invitationToken(keyring, invitation.id)}`, { language }),
        ask(`/office/join/${invitationToken(keyring, invitation.id)}`, {
          fields: { intent: 'password', name: 'Lucía' },
          language,
        }),
        ...['tag&new_tag=', 'tag&new_tag=volunteer', 'untag&new_tag=volunteer', 'erase', 'export'].map((kind) =>
          inOffice('/people/bulk', `whom=all&kind=${kind}`),
        ),
        // A text that costs less when spelled without accents.
        inOffice(`/inbox/${text.conversation_id}`, {
          seen: text.id,
          intent: 'count',
          reply: 'Sí, nos vemos el miércoles en la reunión, a las siete. Traiga a su mamá también.',
        }),
        inOffice('/texts/carcel', {
          intent: 'count',
          welcome: 'Sí, nos vemos el miércoles en la reunión, a las siete. Traiga a su mamá también.',
        }),
        inOffice('/people?index', { search: 'rosa' }),
        inOffice('/people?index', { search: '' }),
        inOffice(`/people/${first.person_id}`, { intent: 'reveal' }),
        inOffice(`/people/${first.person_id}/merge`, { intent: 'search', search: 'sam' }),
      ])
    },
  }
}

async function campaignId(db: World['db']): Promise<string> {
  return (await db.selectFrom('campaign').select('id').where('slug', '=', campaignSlug).executeTakeFirstOrThrow()).id
}

/** Publishes twice, each time with one more word, so that its history has a version to restore. */
async function publishAgain(
  { ask }: Pages,
  formsOf: FormsOf,
  { token }: { token: string },
  where: string,
): Promise<void> {
  for (let time = 0; time < 2; time += 1) {
    const { forms } = await formsOf((await ask(where, { token })).html)
    const editor = forms.find((form) => form.fields.some(([name]) => name === 'revision'))!
    const fields = { ...Object.fromEntries(editor.fields), intent: 'publish' } as Record<string, string>
    const longest = Object.keys(fields).find((name) => /^(story|summary)_en$/.test(name)) ?? 'title_en'
    fields[longest] += ' Again.'
    expect((await ask(where, { token, fields })).location, where).toContain('published')
  }
}

function formOf(fields: Record<string, string | Blob>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}
