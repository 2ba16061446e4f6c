import { sql } from 'kysely'
import { expect } from 'vitest'
import { advocacyBySlug } from '~/actions/kind/advocacy.server'
import { findCampaign } from '~/campaigns/campaigns.server'
import { mostWaiting } from '~/campaigns/requests/waiting-requests.server'
import { actionWriting } from '~/office/actions/action-writing.server'
import { readDraft } from '~/office/editor/drafts.server'
import { action as startAction, loader as startLoader } from '~/routes/$lang.campaigns.$slug_.start'
import type { FormState } from '~/ui/forms/form-state'
import { openVault } from '~/vault/open.server'
import { purgeTraces } from '~/worker/purge-traces.server'
import { readClaimed } from '~/worker/sending/claim-messages.server'
import { composeMail } from '~/worker/sending/compose-message.server'
import { slug as petitionSlug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { visit } from '../../support/public'

const fields = {
  place: '85099',
  group_name: 'Saguaro Neighbors',
  given_name: 'Lucía',
  email: 'Lucia@Example.org',
  why: 'Our jail hands people over every week.',
  website: '',
}
const params = { slug: 'end-s-comm' }
const asks = async (world: World, change: Partial<typeof fields> & { chosen?: string } = {}, lang = 'es') => {
  const answer = await visit<{ form: FormState; choices: { slug: string }[] }>(
    world,
    startAction,
    `/${lang}/campaigns/end-s-comm/start`,
    params,
    { ...fields, ...change } as Record<string, string>,
  )
  await world.work()
  return answer
}
const route = officeRoute('office.requests')
const owner = async (world: World) => organizer(world, 'owner', await groupOf(world, 'network'))
const requestId = async (world: World) =>
  (await world.db.selectFrom('campaign_request').select('id').executeTakeFirstOrThrow()).id
const posts = async (world: World, token: string, intent: string, at = world.at) =>
  call(world, route.action!, { token, fields: { intent, id: await requestId(world) }, at })

test('a request is kept sealed, with the place that the ZIP leads to', async ({ world }) => {
  expect((await asks(world)).status).toBe(303)
  const row = await world.db.selectFrom('campaign_request').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({
    division_id: expect.stringContaining('county:saguaro'),
    language: 'es',
    state: 'waiting',
  })
  const { rows } = await sql<{
    text: string
  }>`select campaign_request::text as text from campaign_request union all select intake::text from intake`.execute(
    world.db,
  )
  expect(rows.map(({ text }) => text).join()).not.toMatch(/Luc|Neighbors|example\.org/i)
})

test('what is missing is said in the form, which keeps what was typed; a bot is not told why', async ({ world }) => {
  const { status, data } = await asks(world, { group_name: '', email: 'nonsense', why: 'see https://spam.example' })
  expect(status).toBe(422)
  expect(data.form.errors.map(({ field }) => field)).toEqual(['group_name', 'email', 'why'])
  expect(data.form.values).toMatchObject({ given_name: 'Lucía', place: '85099' })
  expect((await asks(world, { website: 'x' })).data.form.errors).toEqual([{ field: '', message: 'trapFilled' }])
  expect((await asks(world, { place: 'Nowhere at all' })).data.form.errors).toEqual([
    { field: 'place', message: 'placeUnknown' },
  ])
  expect(await world.db.selectFrom('campaign_request').select('id').execute()).toEqual([])
  expect((await visit(world, startLoader, '/en/campaigns/nowhere/start', { slug: 'nowhere' })).status).toBe(404)
})

test('a name that several places have is a question, in either language', async ({ world }) => {
  expect((await asks(world, { place: 'condado de Maricopa' })).status).toBe(303)
  const orange = await asks(world, { place: 'Orange County' }, 'en')
  expect(orange.data.form.errors).toEqual([{ field: 'chosen', message: 'placeWhich' }])
  expect(orange.data.choices.length).toBeGreaterThan(3)
  expect((await asks(world, { place: 'Orange County', chosen: 'fl-orange-county' }, 'en')).status).toBe(303)
  expect((await asks(world, { place: 'Orange County, NY' }, 'en')).status).toBe(303)
})

test('where more places have a name than can be offered, the state is asked for and read in either language', async ({
  world,
}) => {
  const many = await asks(world, { place: 'Washington County' }, 'en')
  expect(many.data.form.errors).toEqual([{ field: 'place', message: 'placeMany' }])
  expect(many.data.choices).toEqual([])
  for (const place of ['Washington County, Wisconsin', 'condado de Washington, wi', 'Bernalillo County, nuevo mexico'])
    expect((await asks(world, { place })).status, place).toBe(303)
  expect((await asks(world, { place: 'Washington County, Nowhere' })).data.form.errors).toEqual([
    { field: 'place', message: 'placeUnknown' },
  ])
})

test('who asks is shown once an owner opens the request, and the audit log knows it', async ({ world }) => {
  await asks(world)
  const { token } = await owner(world)
  const list = (await call(world, route.loader!, { token })).body
  expect(JSON.stringify(list)).not.toMatch(/Luc|Neighbors/)
  const { body } = await posts(world, token, 'open')
  expect(body).toMatchObject({ opened: { givenName: 'Lucía', group: 'Saguaro Neighbors', email: 'lucia@example.org' } })
  expect(await world.db.selectFrom('audit').select('act').where('act', '=', 'opened-request').execute()).toHaveLength(1)
  const other = await organizer(world, 'organizer', await groupOf(world, 'network'))
  expect((await call(world, route.loader!, { token: other.token })).status).toBe(403)
})

test('an approved request is a group with its owner invited, and a copy of the campaign for the place', async ({
  world,
}) => {
  await world.db
    .updateTable('petition')
    .set({ title: JSON.stringify({ en: '{place}: no extra nights', es: '{place}: ni una noche más' }) })
    .where('slug', '=', petitionSlug)
    .execute()
  await asks(world)
  const { token } = await owner(world)
  expect((await posts(world, token, 'approve')).status).toBe(303)
  const request = await world.db.selectFrom('campaign_request').selectAll().executeTakeFirstOrThrow()
  expect(request.state).toBe('approved')
  const made = await world.db
    .selectFrom('campaign')
    .selectAll()
    .where('id', '=', request.made_campaign_id!)
    .executeTakeFirstOrThrow()
  expect(made.state).toBe('draft')
  const original = await world.db
    .selectFrom('campaign')
    .select('name')
    .where('slug', '=', 'end-s-comm')
    .executeTakeFirstOrThrow()
  expect(made.name).toEqual({
    en: `${original.name.en}: Saguaro County`,
    es: `${original.name.es}: Condado de Saguaro`,
  })
  expect(await world.db.selectFrom('vault_key').select('id').where('campaign_id', '=', made.id).execute()).toHaveLength(
    1,
  )
  const group = await world.db
    .selectFrom('member_group')
    .selectAll()
    .where('id', '=', made.group_id)
    .executeTakeFirstOrThrow()
  expect(group).toMatchObject({ kind: 'group', name: 'Saguaro Neighbors' })
  const drafts = await sql<{ slug: string; state: string; title: { en: string; es: string } }>`
    select slug, petition.state, content -> 'title' as title from petition join petition_draft on petition_id = petition.id where campaign_id = ${made.id} order by slug
  `.execute(world.db)
  expect(drafts.rows.length).toBeGreaterThan(0)
  expect(drafts.rows.every(({ state }) => state === 'draft')).toBe(true)
  expect(drafts.rows.map(({ title }) => title)).toContainEqual({
    en: 'Saguaro County: no extra nights',
    es: 'El condado de Saguaro: ni una noche más',
  })
  const targets = await sql<{ kind: string; slugs: string[] | null }>`
    select advocacy_campaign.kind, (select array_agg(post.slug) from advocacy_target join post on post.id = post_id where advocacy_campaign_id = advocacy_campaign.id) as slugs
    from advocacy_campaign where campaign_id = ${made.id}
  `.execute(world.db)
  expect(targets.rows.some(({ slugs }) => slugs?.includes('ida-vance-saguaro'))).toBe(true)
  const slugs = await sql<{
    count: number
  }>`select count(*)::integer as count from (select slug from petition union all select slug from advocacy_campaign) as one`.execute(
    world.db,
  )
  const distinct = await sql<{
    count: number
  }>`select count(*)::integer as count from (select 'p' || slug from petition union select 'a' || slug from advocacy_campaign) as one`.execute(
    world.db,
  )
  expect(slugs.rows).toEqual(distinct.rows)
  const invitation = await world.db
    .selectFrom('invitation')
    .selectAll()
    .where('group_id', '=', group.id)
    .executeTakeFirstOrThrow()
  expect(invitation.role).toBe('owner')
  expect(
    await world.db
      .selectFrom('message')
      .select(['template', 'language'])
      .where('invitation_id', '=', invitation.id)
      .execute(),
  ).toEqual([{ template: 'office-invitation', language: 'es' }])
  // A second press finds it decided.
  expect((await posts(world, token, 'approve')).status).toBe(404)
})

test('organizers of a group that a stranger asked for report what is wrong with officials until the network lets them change it; so do those of its chapters', async ({
  world,
}) => {
  await asks(world)
  const { token: network } = await owner(world)
  await posts(world, network, 'approve')
  const { id, parent_id } = await world.db
    .selectFrom('member_group')
    .selectAll()
    .where('name', '=', 'Saguaro Neighbors')
    .executeTakeFirstOrThrow()
  const chapter = await world.db
    .insertInto('member_group')
    .values({ parent_id: id, kind: 'chapter', name: 'East side', areas: [], counties: [] })
    .returning('id')
    .executeTakeFirstOrThrow()
  const theirs = await organizer(world, 'owner', id)
  const ofChapter = await organizer(world, 'owner', chapter.id)
  const post = officeRoute('office.officials.posts.$post')
  const change = {
    intent: 'add-contact',
    kind: 'email',
    value: 'sheriff@example.net',
    owner: 'post',
    source_url: 'https://example.org/contact',
    checked_on: '2026-07-01',
  }
  const changes = async (token: string) =>
    (await call(world, post.action!, { token, params: { post: 'ida-vance-saguaro' }, fields: change })).status
  const routes = ['office.places._index', 'office.places.$place.boundaries']
  for (const { token } of [theirs, ofChapter]) {
    expect(await changes(token)).toBe(403)
    const params = { post: 'ida-vance-saguaro', place: 'az-saguaro-county' }
    const { body } = await call(world, post.loader!, { token, params })
    expect(body).toMatchObject({
      mayEdit: false,
      reportAt: expect.stringContaining('/officials/ida-vance-saguaro#report'),
    })
    for (const route of routes)
      expect((await call(world, officeRoute(route).loader!, { token, params })).status).toBe(403)
  }
  const decides = (token: string, intent: string, group = id) =>
    call(world, officeRoute('office.team').action!, { token, fields: { intent, group } })
  expect((await decides(theirs.token, 'trust')).status).toBe(404)
  expect((await decides(network, 'distrust', parent_id!)).status).toBe(404)
  expect((await decides(network, 'trust')).status).toBe(303)
  expect([await changes(theirs.token), await changes(ofChapter.token)]).toEqual([303, 303])
  await decides(network, 'distrust')
  expect(await changes(theirs.token)).toBe(403)
})

test('a copied campaign is shown to nobody until its group publishes it', async ({ world }) => {
  await asks(world)
  await posts(world, (await owner(world)).token, 'approve')
  const { made_campaign_id: id } = await world.db
    .selectFrom('campaign_request')
    .select('made_campaign_id')
    .executeTakeFirstOrThrow()
  const campaign = () => world.db.selectFrom('campaign').selectAll().where('id', '=', id!).executeTakeFirstOrThrow()
  const { slug, group_id } = await campaign()
  expect(await findCampaign(world.db, slug)).toBeNull()
  const { token } = await organizer(world, 'owner', group_id)
  const summary = (await campaign()).summary
  const write = (en: string) =>
    world.db
      .updateTable('campaign')
      .set({ summary: JSON.stringify({ ...summary, en }) })
      .where('id', '=', id!)
      .execute()
  const campaigns = officeRoute('office.campaigns')
  const publishes = async () =>
    (await call(world, campaigns.action!, { token, fields: { id: id!, state: 'published' } })).status
  const draftsOnToday = async () =>
    (
      (await call(world, officeRoute('office._index').loader!, { token })).body as {
        needs: { draftCampaigns: { id: string }[] }
      }
    ).needs.draftCampaigns.map((one) => one.id)
  expect(await draftsOnToday(), 'Today says that it is a draft').toEqual([id])
  await write(`${summary.en} {check}`)
  expect(await publishes()).toBe(422)
  await write(summary.en)
  expect(await publishes()).toBe(303)
  expect(await draftsOnToday()).toEqual([])
  expect(await findCampaign(world.db, slug)).not.toBeNull()
  await write(`${summary.en} {check}`)
  await world.db.updateTable('campaign').set({ state: 'archived' }).where('id', '=', id!).execute()
  expect(await publishes()).toBe(422)
  expect(await findCampaign(world.db, slug)).toBeNull()
})

test('publishing a copied campaign opens what is ready, and says what cannot open and why', async ({ world }) => {
  await asks(world, { place: 'Cook County, IL' })
  const network = await owner(world)
  const opened = (await posts(world, network.token, 'open')).body as { opened: { unfilled: string[] } }
  expect(opened.opened.unfilled).toEqual(['Sheriff'])
  await posts(world, network.token, 'approve')
  const made = await world.db
    .selectFrom('campaign')
    .select(['id', 'group_id'])
    .where('slug', '=', 'end-s-comm-cook-county-il')
    .executeTakeFirstOrThrow()
  const { token } = await organizer(world, 'owner', made.group_id)
  const campaigns = officeRoute('office.campaigns')
  type Listed = { id: string; drafts: { path: string; missing: { words: string }[] }[] }
  const drafts = async () =>
    ((await call(world, campaigns.loader!, { token })).body as { campaigns: Listed[] }).campaigns
      .find(({ id }) => id === made.id)!
      .drafts.map(({ path, missing }) => [path.split('/')[3], missing.map(({ words }) => words)])
  const unready = [
    ['call-sheriff-cook-county-il', ['Choose its targets.']],
    ['write-sheriff-cook-county-il', ['Choose its targets.']],
  ]
  expect((await drafts()).filter(([, missing]) => missing!.length > 0)).toEqual(unready)
  expect((await call(world, campaigns.action!, { token, fields: { id: made.id, state: 'published' } })).status).toBe(
    303,
  )
  const { rows } = await sql<{ slug: string; state: string }>`
    select slug, state from petition where campaign_id = ${made.id} union all select slug, state from advocacy_campaign where campaign_id = ${made.id} order by slug
  `.execute(world.db)
  expect(rows.map(({ slug, state }) => [slug, state])).toEqual([
    ['alto-polimigra-cook-county-il', 'open'],
    ['call-sheriff-cook-county-il', 'draft'],
    ['call-your-sheriff-cook-county-il', 'open'],
    ['write-sheriff-cook-county-il', 'draft'],
    ['write-your-council-cook-county-il', 'open'],
  ])
  expect(await drafts()).toEqual(unready)
  const today = (await call(world, officeRoute('office._index').loader!, { token })).body
  expect(today).toMatchObject({ needs: { unaddressed: 2 } })
})

test('a decision can be taken back for a day, unless the group is at work already', async ({ world }) => {
  await asks(world)
  const { token } = await owner(world)
  await posts(world, token, 'refuse')
  expect((await posts(world, token, 'undo')).status).toBe(303)
  await posts(world, token, 'approve')
  expect((await posts(world, token, 'undo')).status).toBe(303)
  expect(await world.db.selectFrom('campaign').select('id').where('state', '=', 'archived').execute()).toHaveLength(1)
  expect(await world.db.selectFrom('invitation').select('id').where('withdrawn_at', 'is', null).execute()).toEqual([])
  const groups = () =>
    world.db.selectFrom('member_group').select('id').where('name', '=', 'Saguaro Neighbors').execute()
  expect(await groups()).toEqual([])
  await posts(world, token, 'approve')
  expect(await groups()).toHaveLength(1)
  await world.db.updateTable('invitation').set({ accepted_at: world.at }).where('withdrawn_at', 'is', null).execute()
  expect((await posts(world, token, 'undo')).status).toBe(409)
})

test('a group that asked for a name that another group has gets it with its place', async ({ world }) => {
  await groupOf(world, 'saguaro neighbors')
  await asks(world)
  const { token } = await owner(world)
  expect((await posts(world, token, 'approve')).status).toBe(303)
  const made = await world.db.selectFrom('member_group').select('name').where('name', 'like', 'Saguaro%').execute()
  expect(made).toEqual([{ name: expect.stringMatching(/^Saguaro Neighbors \(.*Saguaro.*\)$/) }])
})

test('nobody knows who asked once it is decided, and a request that nobody decides is forgotten', async ({ world }) => {
  await asks(world)
  const after = (days: number) => new Date(world.at.getTime() + days * 86_400_000)
  await purgeTraces(world.as.worker, after(89))
  const { token } = await owner(world)
  await posts(world, token, 'refuse')
  await purgeTraces(world.as.worker, after(2))
  expect(
    (await world.db.selectFrom('campaign_request').select('sealed').executeTakeFirstOrThrow()).sealed,
  ).toHaveLength(0)
  expect((await posts(world, token, 'open')).status).toBe(404)
  await asks(world)
  await purgeTraces(world.as.worker, after(91))
  expect(await world.db.selectFrom('campaign_request').select('state').execute()).toEqual([{ state: 'refused' }])
})

test('a copy for another county names its own sheriff’s post, and nobody whom the original addressed', async ({
  world,
}) => {
  await asks(world, { place: 'Cook County, IL' })
  await posts(world, (await owner(world)).token, 'approve')
  const { rows } = await sql<{ slug: string; content: { title: { en: string } } }>`
    select petition.slug, content from petition join petition_draft on petition_id = petition.id join campaign on campaign.id = campaign_id where campaign.slug = 'end-s-comm-cook-county-il'
    union all select advocacy_campaign.slug, advocacy_draft.content from advocacy_campaign join advocacy_draft on advocacy_campaign_id = advocacy_campaign.id
      join campaign on campaign.id = campaign_id where campaign.slug = 'end-s-comm-cook-county-il' order by slug
  `.execute(world.db)
  expect(rows.map(({ slug }) => slug)).toEqual([
    'alto-polimigra-cook-county-il',
    'call-sheriff-cook-county-il',
    'call-your-sheriff-cook-county-il',
    'write-sheriff-cook-county-il',
    'write-your-council-cook-county-il',
  ])
  expect(rows[0]!.content).toMatchObject({
    title: { en: 'The Sheriff of Cook County: release people when a judge says so' },
    target: { en: 'The Sheriff of Cook County', es: 'El alguacil (sheriff) del condado de Cook' },
  })
  const id = (
    await world.db
      .selectFrom('advocacy_campaign')
      .select('id')
      .where('slug', '=', 'call-sheriff-cook-county-il')
      .executeTakeFirstOrThrow()
  ).id
  await sql`update advocacy_draft set content = jsonb_set(content, '{summary,es}', '"Como en Ocotillo {revisar}"') where advocacy_campaign_id = ${id}`.execute(
    world.db,
  )
  const action = (await advocacyBySlug(world.db, 'call-sheriff-cook-county-il'))!
  const { token } = await organizer(world, 'owner', action.groupId)
  const refused = await call(world, officeRoute('office.actions.$action.edit').action!, {
    token,
    params: { action: action.slug },
    fields: {
      ...actionWriting.values(action, (await readDraft(world.db, actionWriting, action)).content),
      intent: 'publish',
      revision: '1',
    },
  })
  expect(JSON.stringify(refused.body)).toContain('"field":"summary_es"')
  expect(JSON.stringify(rows)).not.toMatch(/Vance|Saguaro|Okafor|Ocotillo|la alguacil/)
})

test('a copy for a place whose post is vacant names the office once', async ({ world }) => {
  await sql`update membership set ended_on = '2026-11-01' from official where official.id = official_id and official.name = 'Ida Vance'`.execute(
    world.db,
  )
  await world.db
    .updateTable('petition')
    .set({ title: JSON.stringify({ en: 'Ask {office} {name}', es: 'Pida a {name} ({office})' }) })
    .where('slug', '=', petitionSlug)
    .execute()
  await asks(world)
  await posts(world, (await owner(world)).token, 'approve')
  const { rows } = await sql<{ title: { en: string; es: string } }>`
    select content->'title' as title from petition_draft join petition on petition.id = petition_id where slug like ${`${petitionSlug}-%`}
  `.execute(world.db)
  expect(rows.map(({ title }) => title)).toEqual([
    { en: 'Ask Sheriff, Saguaro County', es: expect.stringMatching(/^Pida a alguacil \(sheriff\), [^(]*$/) },
  ])
})

test.for([
  ['en', 'You asked to start “End S-Comm: ¡Alto Polimigra!” in Cook County', 'Saguaro Neighbors'],
  ['es', 'Usted pidió empezar «END S-COMM: ¡Alto Polimigra!» en el condado de Cook', 'Saguaro Neighbors'],
])(
  'the invitation in %s says what was asked for, where, and which group it is for',
  async ([lang, asked, group], { world }) => {
    await asks(world, { place: 'Cook County, IL' }, lang)
    await posts(world, (await owner(world)).token, 'approve')
    const { id } = await world.db
      .selectFrom('message')
      .select('id')
      .where('template', '=', 'office-invitation')
      .executeTakeFirstOrThrow()
    const vault = await openVault(world.db, world.keyring)
    const composing = {
      db: world.db,
      keyring: world.keyring,
      vault,
      publicUrl: '',
      officeUrl: '',
      letters: new Map(),
      broadcasts: { broadcasts: new Map(), values: new Map() },
    }
    const mail = await composeMail(composing, (await readClaimed(world.db, id))!)
    for (const text of [mail.text, mail.html]) {
      expect(text).toContain(asked)
      expect(text).toContain(group)
      // Nobody in the office entered the address: it came with the request.
      expect(text).not.toMatch(/entered your address in|escribió su dirección en/)
      expect(text).toContain(lang === 'en' ? 'asked to start a campaign' : 'pidió empezar una campaña')
    }
  },
)

test('a request that is sent twice is one, and a reload of its answer sends nothing', async ({ world }) => {
  const answer = await asks(world)
  await asks(world)
  expect(await world.db.selectFrom('campaign_request').select('id').execute()).toHaveLength(1)
  expect(answer.status).toBe(303)
  const after = await visit<{ isSent: boolean }>(world, startLoader, '/es/campaigns/end-s-comm/start?sent', params)
  expect(after.data.isSent).toBe(true)
})

test('a request never replaces one that waits, since anybody can write another’s address', async ({ world }) => {
  await asks(world)
  const first = await requestId(world)
  await asks(world, { email: 'LUCIA@example.org', why: 'Nothing.' })
  await asks(world, { place: 'Cook County, IL' })
  const { rows } = await sql<{ id: string }>`select id from campaign_request where state = 'waiting'`.execute(world.db)
  expect(rows).toHaveLength(3)
  expect(rows.map(({ id }) => id)).toContain(first)
})

test('no more requests are taken while two hundred wait, and the office reads them fifty at a time', async ({
  world,
}) => {
  await asks(world)
  await sql`
    insert into campaign_request (id, campaign_id, division_id, sealed, language, asked_at)
    select gen_random_uuid(), campaign_id, division_id, '', language, asked_at from campaign_request, generate_series(1, ${mostWaiting - 1}::integer)
  `.execute(world.db)
  const { status, data } = await asks(world, { email: 'omar@example.org' })
  expect(status).toBe(429)
  expect(data.form).toMatchObject({ values: { given_name: 'Lucía' }, errors: [{ field: '', message: 'requestsFull' }] })
  const { token } = await owner(world)
  const page = async (query: string) =>
    (await call(world, route.loader!, { token, query })).body as {
      requests: { id: string }[]
      next: number | null
    }
  const pages = [await page(''), await page('?after=150')]
  expect(pages.map(({ requests, next }) => [requests.length, next])).toEqual([
    [50, 50],
    [50, null],
  ])
})
