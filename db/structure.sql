table access_link
  id uuid not null
  token_hash bytea not null -- personal: recognise the link by which an organizer makes a new passkey (hash) | until it is used, at most 24 hours | office
  organizer_id uuid not null
  made_by uuid
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  used_at timestamp with time zone
  mac bytea -- proof that the office wrote this row (HMAC under the keyring)
  constraint access_link_made_by_fkey FOREIGN KEY (made_by) REFERENCES organizer(id)
  constraint access_link_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizer(id) ON DELETE CASCADE
  constraint access_link_pkey PRIMARY KEY (id)
  constraint access_link_token_hash_key UNIQUE (token_hash)

table address_change
  id uuid not null
  token_hash bytea not null -- personal: recognise the link by which an address is confirmed (hash) | until it is used, at most 24 hours | office
  organizer_id uuid not null
  group_id uuid
  sealed bytea not null -- personal: the address to be confirmed, of an organizer or of a group's mail | until it is confirmed, at most a month | office
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  used_at timestamp with time zone
  mac bytea -- proof that the office wrote this row (HMAC under the keyring)
  constraint address_change_group_id_fkey FOREIGN KEY (group_id) REFERENCES member_group(id) ON DELETE CASCADE
  constraint address_change_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizer(id) ON DELETE CASCADE
  constraint address_change_pkey PRIMARY KEY (id)
  constraint address_change_token_hash_key UNIQUE (token_hash)
CREATE INDEX address_change_of_organizer ON public.address_change USING btree (organizer_id);

table advocacy_campaign
  id uuid not null default gen_random_uuid()
  campaign_id uuid not null
  group_id uuid not null
  kind text not null
  slug text not null
  state text not null default 'draft'::text
  revision integer not null default 0
  title jsonb not null
  summary jsonb not null
  content jsonb not null
  targeting jsonb not null
  opens_at timestamp with time zone
  closes_at timestamp with time zone
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint advocacy_campaign_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint advocacy_campaign_group_id_fkey FOREIGN KEY (group_id) REFERENCES member_group(id)
  constraint advocacy_campaign_pkey PRIMARY KEY (id)
  constraint advocacy_campaign_slug_check CHECK ((slug ~ '^[a-z0-9-]+$'::text))
  constraint advocacy_campaign_slug_key UNIQUE (slug)
  constraint advocacy_campaign_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'closed'::text, 'archived'::text])))
CREATE INDEX advocacy_of_campaign ON public.advocacy_campaign USING btree (campaign_id);

table advocacy_draft
  advocacy_campaign_id uuid not null
  content jsonb not null
  revision integer not null
  saved_by uuid
  saved_at timestamp with time zone not null
  constraint advocacy_draft_advocacy_campaign_id_fkey FOREIGN KEY (advocacy_campaign_id) REFERENCES advocacy_campaign(id) ON DELETE CASCADE
  constraint advocacy_draft_pkey PRIMARY KEY (advocacy_campaign_id)
  constraint advocacy_draft_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES organizer(id)

table advocacy_revision
  advocacy_campaign_id uuid not null
  revision integer not null
  content jsonb not null
  state text not null
  published_by uuid
  published_at timestamp with time zone not null
  constraint advocacy_revision_advocacy_campaign_id_fkey FOREIGN KEY (advocacy_campaign_id) REFERENCES advocacy_campaign(id) ON DELETE CASCADE
  constraint advocacy_revision_pkey PRIMARY KEY (advocacy_campaign_id, revision)
  constraint advocacy_revision_published_by_fkey FOREIGN KEY (published_by) REFERENCES organizer(id)
  constraint advocacy_revision_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'closed'::text, 'archived'::text])))

table advocacy_target
  advocacy_campaign_id uuid not null
  post_id uuid not null
  "position" integer not null
  has_agreed boolean not null default false
  constraint advocacy_target_advocacy_campaign_id_fkey FOREIGN KEY (advocacy_campaign_id) REFERENCES advocacy_campaign(id) ON DELETE CASCADE
  constraint advocacy_target_pkey PRIMARY KEY (advocacy_campaign_id, post_id)
  constraint advocacy_target_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id) ON DELETE CASCADE

table audit
  seq bigint not null
  at timestamp with time zone not null
  organizer_id uuid -- personal: who opened or changed what | for ever: a ledger | office
  group_id uuid
  act text not null
  subject text not null
  how_many integer not null
  reason text -- personal: why something was opened or exported, in the words of who did | for ever: a ledger | office
  previous bytea not null -- personal: chain of the ledger (hash) | for ever: a ledger | office
  hash bytea not null -- personal: chain of the ledger (hash) | for ever: a ledger | office
  constraint audit_pkey PRIMARY KEY (seq)
CREATE INDEX audit_of_subject ON public.audit USING btree (subject text_pattern_ops);

table backup_run
  id uuid not null default gen_random_uuid()
  kind text not null
  began_at timestamp with time zone not null
  ended_at timestamp with time zone not null
  failure text
  file_name text not null
  bytes bigint
  row_count bigint
  constraint backup_run_kind_check CHECK ((kind = ANY (ARRAY['backup'::text, 'drill'::text])))
  constraint backup_run_pkey PRIMARY KEY (id)
CREATE INDEX backup_run_newest ON public.backup_run USING btree (kind, ended_at DESC);

table boundary
  division_id text not null
  geometry jsonb not null
  source_url text not null
  checked_on date not null
  uploaded_by uuid
  constraint boundary_division_id_fkey FOREIGN KEY (division_id) REFERENCES division(id) ON DELETE CASCADE
  constraint boundary_pkey PRIMARY KEY (division_id)
  constraint boundary_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES organizer(id)

table boundary_upload
  division_id text not null
  areas jsonb not null
  source_url text not null
  checked_on date not null
  uploaded_by uuid
  uploaded_at timestamp with time zone not null
  map jsonb
  constraint boundary_upload_division_id_fkey FOREIGN KEY (division_id) REFERENCES division(id) ON DELETE CASCADE
  constraint boundary_upload_pkey PRIMARY KEY (division_id)
  constraint boundary_upload_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES organizer(id)

table bridge_call
  id uuid not null
  advocacy_campaign_id uuid not null
  blind_index bytea not null -- personal: which phone, so that nobody is rung again and again | 30 days | worker, by comparing
  sealed_phone bytea not null -- personal: the phone that we ring | 30 days | worker
  language text not null
  area text not null default ''::text
  source text not null default 'web'::text
  post_ids uuid[] not null
  way text not null
  state text not null
  failure text
  code_attempts smallint not null default 0
  provider_id text
  asked_at timestamp with time zone not null
  proven_at timestamp with time zone
  claimed_at timestamp with time zone
  ended_at timestamp with time zone
  seconds integer
  removed_at timestamp with time zone
  time_zone text -- personal: when it is day where a phone of a territory is, so that no call wakes anybody | 30 days | worker
  constraint bridge_call_advocacy_campaign_id_fkey FOREIGN KEY (advocacy_campaign_id) REFERENCES advocacy_campaign(id)
  constraint bridge_call_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint bridge_call_pkey PRIMARY KEY (id)
  constraint bridge_call_state_check CHECK ((state = ANY (ARRAY['unproven'::text, 'proven'::text, 'dialing'::text, 'ringing'::text, 'answered'::text, 'ended'::text, 'failed'::text, 'unknown'::text, 'refused'::text])))
  constraint bridge_call_way_check CHECK ((way = ANY (ARRAY['sms'::text, 'call'::text, 'call-in'::text])))
CREATE INDEX bridge_call_by_phone ON public.bridge_call USING btree (blind_index, proven_at);
CREATE INDEX bridge_call_claimed ON public.bridge_call USING btree (claimed_at) WHERE (state = ANY (ARRAY['dialing'::text, 'ringing'::text, 'answered'::text]));
CREATE INDEX bridge_call_due ON public.bridge_call USING btree (proven_at) WHERE (state = 'proven'::text);
CREATE INDEX bridge_call_kept ON public.bridge_call USING btree (asked_at);

table broadcast
  id uuid not null default gen_random_uuid()
  campaign_id uuid not null
  channel text not null
  state text not null default 'draft'::text
  subject jsonb not null
  body jsonb not null
  news_item_id uuid
  revision integer not null default 1
  created_by uuid
  saved_by uuid
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  preview jsonb not null default '{"en": "", "es": ""}'::jsonb
  blocks jsonb
  plain jsonb
  subject_b jsonb
  test_share smallint not null default 20
  test_hours smallint not null default 4
  segment_id uuid
  segment jsonb
  schedule jsonb not null default '{"at": "", "when": "now", "noLaterThan": ""}'::jsonb
  per_hour integer
  tested_revision integer
  read_en_revision integer
  read_es_revision integer
  approved_revision integer
  approved_by uuid
  approved_at timestamp with time zone
  started_by uuid
  started_at timestamp with time zone
  ended_at timestamp with time zone
  reach jsonb
  winner text
  writers uuid[] not null default '{}'::uuid[]
  agreed_by uuid
  agreed_revision integer
  body_b jsonb
  stuck_why text
  stuck_at timestamp with time zone
  constraint broadcast_agreed_by_fkey FOREIGN KEY (agreed_by) REFERENCES organizer(id)
  constraint broadcast_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES organizer(id)
  constraint broadcast_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint broadcast_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'text'::text])))
  constraint broadcast_created_by_fkey FOREIGN KEY (created_by) REFERENCES organizer(id)
  constraint broadcast_news_item_id_fkey FOREIGN KEY (news_item_id) REFERENCES news_item(id) ON DELETE SET NULL
  constraint broadcast_per_hour_check CHECK (((per_hour >= 1) AND (per_hour <= 1000000)))
  constraint broadcast_pkey PRIMARY KEY (id)
  constraint broadcast_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES organizer(id)
  constraint broadcast_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES segment(id) ON DELETE SET NULL
  constraint broadcast_started_by_fkey FOREIGN KEY (started_by) REFERENCES organizer(id)
  constraint broadcast_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'dropped'::text, 'approved'::text, 'scheduled'::text, 'sending'::text, 'paused'::text, 'stopped'::text, 'done'::text])))
  constraint broadcast_stuck_why_check CHECK ((stuck_why = ANY (ARRAY['segment'::text, 'fault'::text])))
  constraint broadcast_test_hours_check CHECK (((test_hours >= 1) AND (test_hours <= 168)))
  constraint broadcast_test_share_check CHECK (((test_share >= 2) AND (test_share <= 100)))
  constraint broadcast_winner_check CHECK ((winner = ANY (ARRAY['a'::text, 'b'::text])))
CREATE INDEX broadcast_of_campaign ON public.broadcast USING btree (campaign_id, updated_at DESC);
CREATE UNIQUE INDEX one_draft_of_a_post ON public.broadcast USING btree (news_item_id, channel) WHERE (state = 'draft'::text);

table broadcast_wave
  broadcast_id uuid not null
  number smallint not null
  part text not null
  zone text
  due_at timestamp with time zone not null
  due_until timestamp with time zone
  after_person uuid -- personal: how far a message to many is planned | until it is planned | worker, office
  next_at timestamp with time zone
  seen integer not null default 0
  planned integer not null default 0
  is_planned boolean not null default false
  constraint broadcast_wave_broadcast_id_fkey FOREIGN KEY (broadcast_id) REFERENCES broadcast(id) ON DELETE CASCADE
  constraint broadcast_wave_part_check CHECK ((part = ANY (ARRAY['all'::text, 'test'::text, 'rest'::text])))
  constraint broadcast_wave_pkey PRIMARY KEY (broadcast_id, number)
CREATE INDEX broadcast_wave_open ON public.broadcast_wave USING btree (due_at) WHERE (NOT is_planned);

table bulk_act
  id uuid not null
  kind text not null
  tag text -- personal: the word put on or taken off many people | as long as the list of such acts, 30 days | office
  asked_by uuid not null
  asked_at timestamp with time zone not null
  people_all integer not null
  people_done integer not null default 0
  people_changed integer
  constraint a_tag_to_put_or_take CHECK (((kind = 'erase'::text) = (tag IS NULL)))
  constraint bulk_act_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES organizer(id)
  constraint bulk_act_kind_check CHECK ((kind = ANY (ARRAY['tag'::text, 'untag'::text, 'erase'::text])))
  constraint bulk_act_pkey PRIMARY KEY (id)
CREATE INDEX bulk_act_at_work ON public.bulk_act USING btree (asked_at) WHERE (people_done < people_all);

table bulk_person
  bulk_id uuid not null
  person_id uuid not null
  import_id uuid
  constraint bulk_person_bulk_id_fkey FOREIGN KEY (bulk_id) REFERENCES bulk_act(id) ON DELETE CASCADE
  constraint bulk_person_pkey PRIMARY KEY (bulk_id, person_id)

table call_in
  call_mark bytea not null -- personal: which call it was, so that one that is told of twice counts once | 24 hours | web, by comparing
  phone_mark bytea not null -- personal: that one phone rang us, so that it is not connected again and again | 24 hours | web, by comparing
  rang_at timestamp with time zone not null
  constraint call_in_pkey PRIMARY KEY (call_mark)
CREATE INDEX call_in_of_phone ON public.call_in USING btree (phone_mark, rang_at);
CREATE INDEX call_in_rang ON public.call_in USING btree (rang_at);

table call_in_key
  day date not null
  key bytea not null -- what the marks of phones that ring us are made with | until the day after is over: then nobody can tell whose they were | web
  constraint call_in_key_pkey PRIMARY KEY (day)

table call_leg
  call_sid text not null -- personal: which call it was, by the id that the provider gave it | two days | web and worker
  "position" smallint not null
  advocacy_campaign_id uuid not null
  post_id uuid not null
  organization_id uuid not null
  contact_detail_id uuid
  begun_at timestamp with time zone not null
  free_at timestamp with time zone not null
  reserved_micros bigint not null
  status text
  pressed text
  is_machine boolean not null default false
  seconds integer
  constraint call_leg_advocacy_campaign_id_fkey FOREIGN KEY (advocacy_campaign_id) REFERENCES advocacy_campaign(id) ON DELETE CASCADE
  constraint call_leg_contact_detail_id_fkey FOREIGN KEY (contact_detail_id) REFERENCES contact_detail(id) ON DELETE SET NULL
  constraint call_leg_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id) ON DELETE CASCADE
  constraint call_leg_pkey PRIMARY KEY (call_sid, "position")
  constraint call_leg_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id) ON DELETE CASCADE
CREATE INDEX call_leg_begun ON public.call_leg USING btree (begun_at);
CREATE INDEX call_leg_of_office ON public.call_leg USING btree (organization_id, begun_at);

table campaign
  id uuid not null default gen_random_uuid()
  slug text not null
  state text not null default 'draft'::text
  name jsonb not null
  summary jsonb not null
  story jsonb not null
  colour text not null
  closes_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  group_id uuid not null
  archived_at timestamp with time zone
  ending_changed_at timestamp with time zone
  ends_at timestamp with time zone default LEAST(closes_at,
CASE
    WHEN (state = 'archived'::text) THEN COALESCE(archived_at, updated_at)
    ELSE NULL::timestamp with time zone
END)
  revision integer not null default 0
  sections jsonb not null default '[]'::jsonb
  constraint campaign_colour_check CHECK ((colour ~ '^#[0-9a-f]{6}$'::text))
  constraint campaign_group_id_fkey FOREIGN KEY (group_id) REFERENCES member_group(id)
  constraint campaign_pkey PRIMARY KEY (id)
  constraint campaign_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]*$'::text))
  constraint campaign_slug_key UNIQUE (slug)
  constraint campaign_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'archived'::text])))

table campaign_request
  id uuid not null
  campaign_id uuid not null
  division_id text
  sealed bytea not null -- personal: name, group and contact of somebody who wants to start a campaign where they live (encrypted) | until it is decided, at most 90 days | office
  language text not null
  state text not null default 'waiting'::text
  made_campaign_id uuid
  asked_at timestamp with time zone not null
  decided_by uuid
  decided_at timestamp with time zone
  constraint campaign_request_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint campaign_request_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES organizer(id)
  constraint campaign_request_division_id_fkey FOREIGN KEY (division_id) REFERENCES division(id)
  constraint campaign_request_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint campaign_request_made_campaign_id_fkey FOREIGN KEY (made_campaign_id) REFERENCES campaign(id)
  constraint campaign_request_pkey PRIMARY KEY (id)
  constraint campaign_request_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'refused'::text])))
CREATE INDEX campaign_request_waiting ON public.campaign_request USING btree (asked_at) WHERE (state = 'waiting'::text);

table campaign_stop
  campaign_id uuid not null
  blind_index bytea not null -- personal: no news of this campaign to this contact (keyed hash) | until they ask for news again | worker, office
  channel text not null
  since date not null
  constraint campaign_stop_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint campaign_stop_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])))
  constraint campaign_stop_pkey PRIMARY KEY (campaign_id, blind_index)
CREATE INDEX campaign_stop_of_contact ON public.campaign_stop USING btree (blind_index);

table canned_reply
  id uuid not null
  group_id uuid not null
  name jsonb not null
  words jsonb not null
  before jsonb
  created_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  dropped_at timestamp with time zone
  constraint canned_reply_group_id_fkey FOREIGN KEY (group_id) REFERENCES member_group(id) ON DELETE CASCADE
  constraint canned_reply_pkey PRIMARY KEY (id)
CREATE INDEX canned_reply_of_group ON public.canned_reply USING btree (group_id);

table code_call
  bridge_call_id uuid not null
  state text not null
  failure text
  provider_id text
  due_at timestamp with time zone not null
  claimed_at timestamp with time zone
  asked_at timestamp with time zone
  ended_at timestamp with time zone
  seconds integer
  removed_at timestamp with time zone
  constraint code_call_bridge_call_id_fkey FOREIGN KEY (bridge_call_id) REFERENCES bridge_call(id) ON DELETE CASCADE
  constraint code_call_pkey PRIMARY KEY (bridge_call_id)
  constraint code_call_state_check CHECK ((state = ANY (ARRAY['due'::text, 'dialing'::text, 'ringing'::text, 'asked'::text, 'speaking'::text, 'spoken'::text, 'ended'::text, 'failed'::text, 'unknown'::text, 'refused'::text])))
CREATE INDEX code_call_claimed ON public.code_call USING btree (claimed_at);
CREATE INDEX code_call_due ON public.code_call USING btree (due_at) WHERE (state = ANY (ARRAY['due'::text, 'asked'::text]));

table consent
  person_id uuid not null
  petition_id uuid not null
  purpose text not null
  text_version text not null -- personal: which words were agreed to | as long as the person | web, worker, office
  language text not null
  given_on date not null
  withdrawn_on date
  constraint consent_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint consent_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint consent_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id)
  constraint consent_pkey PRIMARY KEY (person_id, petition_id, purpose)
  constraint consent_purpose_check CHECK ((purpose = ANY (ARRAY['email'::text, 'sms'::text, 'show_name'::text, 'network'::text])))

table contact_change
  id uuid not null
  person_id uuid not null
  channel text not null
  new_contact_id uuid -- personal: the address or number that waits for its owner to confirm it | until it is confirmed, at most 30 days | worker, office
  old_contact_id uuid -- personal: the address or number that was replaced, so that links in mail to it still stop it | 30 days after it was replaced | worker, office
  asked_by uuid not null
  asked_at timestamp with time zone not null
  state text not null default 'waiting'::text
  ended_at timestamp with time zone
  constraint contact_change_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES organizer(id)
  constraint contact_change_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])))
  constraint contact_change_new_contact_id_fkey FOREIGN KEY (new_contact_id) REFERENCES contact_point(id) ON DELETE SET NULL
  constraint contact_change_old_contact_id_fkey FOREIGN KEY (old_contact_id) REFERENCES contact_point(id) ON DELETE SET NULL
  constraint contact_change_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint contact_change_pkey PRIMARY KEY (id)
  constraint contact_change_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'confirmed'::text, 'not-theirs'::text, 'kept'::text, 'taken'::text, 'taken-back'::text])))
CREATE INDEX contact_change_from ON public.contact_change USING btree (old_contact_id);
CREATE INDEX contact_change_of_person ON public.contact_change USING btree (person_id);
CREATE INDEX contact_change_to ON public.contact_change USING btree (new_contact_id);
CREATE UNIQUE INDEX one_contact_change_waiting ON public.contact_change USING btree (person_id, channel) WHERE (state = 'waiting'::text);

table contact_detail
  id uuid not null default gen_random_uuid()
  post_id uuid
  organization_id uuid
  official_id uuid
  kind text not null
  value text not null
  extension text not null default ''::text
  note text not null default ''::text
  source_url text not null
  checked_on date not null
  status text not null default 'fine'::text
  status_reason text
  status_at timestamp with time zone
  before_confirmed jsonb
  constraint contact_detail_kind_check CHECK ((kind = ANY (ARRAY['voice'::text, 'text'::text, 'fax'::text, 'email'::text, 'form'::text, 'address'::text, 'url'::text])))
  constraint contact_detail_official_id_fkey FOREIGN KEY (official_id) REFERENCES official(id) ON DELETE CASCADE
  constraint contact_detail_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id) ON DELETE CASCADE
  constraint contact_detail_pkey PRIMARY KEY (id)
  constraint contact_detail_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id) ON DELETE CASCADE
  constraint contact_detail_status_check CHECK ((status = ANY (ARRAY['fine'::text, 'doubtful'::text, 'dead'::text])))
  constraint of_one_owner CHECK ((num_nonnulls(post_id, organization_id, official_id) = 1))
CREATE INDEX contact_by_date ON public.contact_detail USING btree (checked_on) WHERE (status <> 'dead'::text);
CREATE INDEX contact_of_official ON public.contact_detail USING btree (official_id);
CREATE INDEX contact_of_organization ON public.contact_detail USING btree (organization_id);
CREATE UNIQUE INDEX contact_once ON public.contact_detail USING btree (COALESCE(post_id, organization_id, official_id), kind, lower(value), extension);

table contact_point
  id uuid not null
  campaign_id uuid not null
  channel text not null
  blind_index bytea not null -- personal: find a known address or number without reading it (keyed hash) | as long as the contact | worker, office
  sealed bytea not null -- personal: address or number, to send what the person asked for | unconfirmed 7 days from when we could ask; otherwise until deleted | worker, office
  proven_on date -- personal: the day somebody answered from this contact | as long as the contact | worker, office
  failing_since date -- personal: stop writing to an address that refuses mail | as long as the contact | worker, office
  created_on date not null
  domain_mark bytea -- personal: see bursts from one e-mail domain without opening addresses (keyed hash) | as long as the contact | worker, office
  constraint contact_point_campaign_id_blind_index_key UNIQUE (campaign_id, blind_index)
  constraint contact_point_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint contact_point_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])))
  constraint contact_point_pkey PRIMARY KEY (id)
CREATE INDEX contact_point_by_blind_index ON public.contact_point USING btree (blind_index);

table contact_report
  id uuid not null
  post_id uuid
  division_id text
  contact_detail_id uuid
  what text not null
  origin text not null
  sealed_note bytea -- personal: what a visitor wrote about an official's contact | until the report is handled | office, in the queue of stale contacts
  reported_at timestamp with time zone not null
  handled_at timestamp with time zone
  handled_by uuid
  constraint about_a_post_or_a_place CHECK (((num_nonnulls(post_id, division_id) = 1) AND ((division_id IS NOT NULL) = (what = ANY (ARRAY['unknown-official'::text, 'wrong-policy'::text])))))
  constraint contact_report_contact_detail_id_fkey FOREIGN KEY (contact_detail_id) REFERENCES contact_detail(id) ON DELETE CASCADE
  constraint contact_report_division_id_fkey FOREIGN KEY (division_id) REFERENCES division(id) ON DELETE CASCADE
  constraint contact_report_handled_by_fkey FOREIGN KEY (handled_by) REFERENCES organizer(id)
  constraint contact_report_origin_check CHECK ((origin = ANY (ARRAY['public'::text, 'outreach'::text, 'mail'::text, 'text'::text])))
  constraint contact_report_pkey PRIMARY KEY (id)
  constraint contact_report_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id) ON DELETE CASCADE
  constraint contact_report_what_check CHECK ((what = ANY (ARRAY['wrong-number'::text, 'voicemail-full'::text, 'left-office'::text, 'bounced'::text, 'wrong-other'::text, 'unknown-official'::text, 'opted-out'::text, 'no-texts'::text, 'wrong-policy'::text])))
CREATE INDEX report_open ON public.contact_report USING btree (post_id) WHERE (handled_at IS NULL);

table conversation
  id uuid not null
  blind_index bytea not null -- personal: tells which phone a text came from | 30 days after its last text | worker and office, by comparing
  sealed_phone bytea not null -- personal: the phone, to answer it | 30 days after its last text | worker; office under audit
  sealed_state bytea -- personal: name, ZIP and message of somebody who is in the middle of signing or writing by text | until they are done, at most two days | worker
  language text not null
  time_zone text
  heard_at timestamp with time zone not null
  stopped_at timestamp with time zone
  nudged_at timestamp with time zone
  is_language_guessed boolean not null default false
  claimed_by uuid
  claimed_at timestamp with time zone
  channel text not null default 'sms'::text
  snoozed_until timestamp with time zone
  constraint conversation_blind_index_key UNIQUE (blind_index)
  constraint conversation_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])))
  constraint conversation_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint conversation_pkey PRIMARY KEY (id)
CREATE INDEX conversation_heard ON public.conversation USING btree (heard_at);
CREATE INDEX conversation_waiting ON public.conversation USING btree (heard_at) WHERE (sealed_state IS NOT NULL);

table court_case
  id uuid not null default gen_random_uuid()
  campaign_id uuid not null
  slug text not null
  state text not null default 'draft'::text
  revision integer not null default 0
  content jsonb not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint court_case_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint court_case_campaign_id_slug_key UNIQUE (campaign_id, slug)
  constraint court_case_pkey PRIMARY KEY (id)
  constraint court_case_slug_check CHECK ((slug ~ '^[a-z0-9-]+$'::text))
  constraint court_case_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'archived'::text])))

table delivery
  id uuid not null
  petition_id uuid not null
  delivered_on date not null
  recipient text not null
  by_whom text not null
  signatures integer not null
  picture_id uuid
  answer jsonb
  told_at timestamp with time zone
  created_by uuid
  created_at timestamp with time zone not null
  is_public boolean not null default false
  photo_alt jsonb
  all_agreed boolean not null default false
  constraint delivery_created_by_fkey FOREIGN KEY (created_by) REFERENCES organizer(id)
  constraint delivery_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id)
  constraint delivery_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES picture(id)
  constraint delivery_pkey PRIMARY KEY (id)

table division
  id text not null
  kind text not null
  state text
  parent_id text
  geoid text
  name text not null
  slug text not null
  time_zone text
  county_ids text[] not null default '{}'::text[]
  constraint division_id_check CHECK ((id ~~ 'ocd-division/country:us%'::text))
  constraint division_kind_check CHECK ((kind = ANY (ARRAY['country'::text, 'state'::text, 'county'::text, 'place'::text, 'district'::text])))
  constraint division_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES division(id)
  constraint division_pkey PRIMARY KEY (id)
  constraint division_slug_check CHECK ((slug ~ '^[a-z0-9-]+$'::text))
  constraint division_slug_key UNIQUE (slug)
  constraint division_state_check CHECK ((state ~ '^[A-Z]{2}$'::text))
CREATE INDEX division_by_geoid ON public.division USING btree (geoid) WHERE (geoid IS NOT NULL);
CREATE INDEX division_in_county ON public.division USING gin (county_ids);
CREATE INDEX division_of_parent ON public.division USING btree (parent_id) WHERE (kind = ANY (ARRAY['district'::text, 'place'::text]));
CREATE INDEX division_of_state ON public.division USING btree (state, kind, name);

table division_alias
  alias text not null
  division_id text not null
  constraint division_alias_division_id_fkey FOREIGN KEY (division_id) REFERENCES division(id) ON DELETE CASCADE
  constraint division_alias_pkey PRIMARY KEY (alias)

table document
  id uuid not null default gen_random_uuid()
  campaign_id uuid not null
  collection_id uuid
  slug text not null
  state text not null default 'draft'::text
  revision integer not null default 0
  content jsonb not null
  dated_on text
  language text not null default 'en'::text
  sha256 text not null
  bytes bigint not null
  pages integer not null default 0
  reading text not null default 'waiting'::text
  pages_read integer not null default 0
  failure text
  findings jsonb not null default '[]'::jsonb -- personal: show organizers what a file may not have been meant to tell: numbers and words that it still holds | until the file is replaced or deleted | office, worker
  findings_accepted_by uuid
  findings_accepted_at timestamp with time zone
  created_by uuid
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  file_work jsonb
  kept_sha256 text
  read_failures smallint not null default 0
  read_again_at timestamp with time zone
  constraint document_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint document_collection_id_fkey FOREIGN KEY (collection_id) REFERENCES document_collection(id) ON DELETE SET NULL
  constraint document_created_by_fkey FOREIGN KEY (created_by) REFERENCES organizer(id)
  constraint document_dated_on_check CHECK ((dated_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'::text))
  constraint document_findings_accepted_by_fkey FOREIGN KEY (findings_accepted_by) REFERENCES organizer(id)
  constraint document_kept_sha256_check CHECK ((kept_sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint document_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text, 'other'::text])))
  constraint document_pkey PRIMARY KEY (id)
  constraint document_reading_check CHECK ((reading = ANY (ARRAY['waiting'::text, 'reading'::text, 'read'::text, 'failed'::text])))
  constraint document_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint document_slug_check CHECK ((slug ~ '^[a-z0-9-]+$'::text))
  constraint document_slug_key UNIQUE (slug)
  constraint document_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'archived'::text])))
CREATE INDEX document_of_campaign ON public.document USING btree (campaign_id, state);
CREATE INDEX document_to_read ON public.document USING btree (created_at) WHERE (reading = ANY (ARRAY['waiting'::text, 'reading'::text]));

table document_collection
  id uuid not null default gen_random_uuid()
  campaign_id uuid not null
  slug text not null
  title jsonb not null
  created_at timestamp with time zone not null
  constraint document_collection_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint document_collection_pkey PRIMARY KEY (id)
  constraint document_collection_slug_check CHECK ((slug ~ '^[a-z0-9-]+$'::text))
  constraint document_collection_slug_key UNIQUE (slug)

table document_page
  document_id uuid not null
  number integer not null
  text text not null default ''::text
  text_from text not null
  width integer not null
  height integer not null
  words_en tsvector default to_tsvector('english'::regconfig, plain_text(text))
  words_es tsvector default to_tsvector('spanish'::regconfig, plain_text(text))
  constraint document_page_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id) ON DELETE CASCADE
  constraint document_page_pkey PRIMARY KEY (document_id, number)
  constraint document_page_text_from_check CHECK ((text_from = ANY (ARRAY['file'::text, 'recognized'::text, 'nothing'::text])))
CREATE INDEX document_page_words_en ON public.document_page USING gin (words_en);
CREATE INDEX document_page_words_es ON public.document_page USING gin (words_es);

table editing_lock
  subject text not null
  organizer_id uuid not null
  until timestamp with time zone not null
  constraint editing_lock_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizer(id) ON DELETE CASCADE
  constraint editing_lock_pkey PRIMARY KEY (subject)

table erased_row
  id uuid not null -- personal: erase again whoever asked for it, when an older backup is restored (random number of a row that is gone) | as long as backups that may hold the row | worker
  erased_at timestamp with time zone not null
  constraint erased_row_pkey PRIMARY KEY (id)

table erasure
  id uuid not null
  campaign_id uuid not null
  bulk_id uuid
  group_ids uuid[] not null
  person_ids uuid[] not null
  people integer not null
  signatures integer not null
  state text not null
  sealed bytea -- personal: people who are being erased, so that it can be undone | 24 hours, or as long as a legal hold | worker; office to undo it
  link_hashes bytea[] not null -- personal: recognise the links in their old messages, so that “stop” is obeyed meanwhile (hash) | as long as the sealed row | worker
  asked_by uuid not null
  asked_at timestamp with time zone not null
  held_until timestamp with time zone not null
  ended_at timestamp with time zone
  constraint erasure_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES organizer(id)
  constraint erasure_bulk_id_fkey FOREIGN KEY (bulk_id) REFERENCES bulk_act(id) ON DELETE SET NULL
  constraint erasure_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id) ON DELETE CASCADE
  constraint erasure_check CHECK (((state = 'held'::text) = (sealed IS NOT NULL)))
  constraint erasure_pkey PRIMARY KEY (id)
  constraint erasure_state_check CHECK ((state = ANY (ARRAY['held'::text, 'undone'::text, 'done'::text])))
CREATE INDEX erasure_held ON public.erasure USING btree (held_until) WHERE (state = 'held'::text);
CREATE INDEX erasure_of_bulk ON public.erasure USING btree (bulk_id) WHERE (bulk_id IS NOT NULL);
CREATE INDEX erasure_of_person ON public.erasure USING gin (person_ids);

table export
  id uuid not null
  filter jsonb not null
  scopes jsonb not null
  asked_by uuid not null
  asked_at timestamp with time zone not null
  state text not null default 'waiting'::text
  rows_done integer not null default 0
  rows_all integer not null default 0
  language text not null
  ready_at timestamp with time zone
  expires_at timestamp with time zone
  mac bytea -- proof that the office wrote this row (HMAC under the keyring)
  shape text not null default 'people'::text
  standing jsonb
  constraint export_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES organizer(id)
  constraint export_pkey PRIMARY KEY (id)
  constraint export_shape_check CHECK ((shape = ANY (ARRAY['people'::text, 'texts'::text])))
  constraint export_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'ready'::text, 'taken'::text, 'expired'::text])))

table export_chunk
  export_id uuid not null
  number integer not null
  sealed bytea not null -- personal: people whom an owner asked to export | until it is taken, at most 24 hours | worker, office
  constraint export_chunk_export_id_fkey FOREIGN KEY (export_id) REFERENCES export(id) ON DELETE CASCADE
  constraint export_chunk_pkey PRIMARY KEY (export_id, number)

table export_person
  export_id uuid not null
  person_id uuid not null -- personal: who was in an exported file, to tell who has a copy | as long as the person | worker, office
  constraint export_person_export_id_fkey FOREIGN KEY (export_id) REFERENCES export(id) ON DELETE CASCADE
  constraint export_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint export_person_pkey PRIMARY KEY (person_id, export_id)
CREATE INDEX export_person_of_export ON public.export_person USING btree (export_id);

table forgetting_notice
  id uuid not null default gen_random_uuid()
  campaign_id uuid not null
  forget_on date not null
  days_before smallint not null
  people integer not null
  noticed_at timestamp with time zone not null
  constraint forgetting_notice_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id) ON DELETE CASCADE
  constraint forgetting_notice_campaign_id_forget_on_days_before_key UNIQUE (campaign_id, forget_on, days_before)
  constraint forgetting_notice_days_before_check CHECK ((days_before = ANY (ARRAY[30, 7])))
  constraint forgetting_notice_pkey PRIMARY KEY (id)

table group_sender
  group_id uuid not null
  address text not null
  confirmed_at timestamp with time zone
  asked_at timestamp with time zone not null
  next_check_at timestamp with time zone not null
  checked_at timestamp with time zone
  lines jsonb not null default '[]'::jsonb
  is_aligned boolean not null default false
  accepted_at timestamp with time zone
  constraint group_sender_group_id_fkey FOREIGN KEY (group_id) REFERENCES member_group(id) ON DELETE CASCADE
  constraint group_sender_pkey PRIMARY KEY (group_id)

table held_release
  id uuid not null
  petition_id uuid not null
  reason text not null
  released_by uuid not null
  released_at timestamp with time zone not null
  constraint held_release_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id) ON DELETE CASCADE
  constraint held_release_pkey PRIMARY KEY (id)
  constraint held_release_released_by_fkey FOREIGN KEY (released_by) REFERENCES organizer(id)
CREATE INDEX held_release_lately ON public.held_release USING btree (released_at);

table held_release_signature
  release_id uuid not null
  signature_id uuid not null
  constraint held_release_signature_pkey PRIMARY KEY (release_id, signature_id)
  constraint held_release_signature_release_id_fkey FOREIGN KEY (release_id) REFERENCES held_release(id) ON DELETE CASCADE
  constraint held_release_signature_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id) ON DELETE CASCADE
CREATE INDEX held_release_of_signature ON public.held_release_signature USING btree (signature_id);

table import_batch
  id uuid not null
  petition_id uuid
  asked_by uuid not null
  asked_at timestamp with time zone not null
  state text not null default 'mapping'::text
  columns jsonb not null
  mapping jsonb
  rows_all integer not null default 0
  rows_done integer not null default 0
  line_done integer not null default 0
  warnings jsonb not null default '[]'::jsonb
  language text
  acted_at timestamp with time zone
  failed_at timestamp with time zone
  is_typed boolean not null default false
  second_by uuid
  second_at timestamp with time zone
  second_lines integer not null default 0
  day_orders jsonb not null default '{}'::jsonb
  campaign_id uuid
  evidence text
  evidence_on date
  constraint import_batch_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES organizer(id)
  constraint import_batch_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint import_batch_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint import_batch_of_one CHECK ((num_nonnulls(petition_id, campaign_id) = 1))
  constraint import_batch_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id)
  constraint import_batch_pkey PRIMARY KEY (id)
  constraint import_batch_second_by_fkey FOREIGN KEY (second_by) REFERENCES organizer(id)
  constraint import_batch_state_check CHECK ((state = ANY (ARRAY['mapping'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'undone'::text])))

table import_row
  batch_id uuid not null
  line integer not null
  sealed bytea not null -- personal: a line of an imported list | until it is recorded, at most 30 days | worker, office
  outcome text
  reason text
  signature_id uuid
  mends text[] not null default '{}'::text[]
  signer_key bytea -- personal: two lines of a list that are about one person count once (keyed hash) | until the list is recorded, at most 30 days | worker, office
  double_of integer
  sealed_line integer
  constraint import_row_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES import_batch(id) ON DELETE CASCADE
  constraint import_row_pkey PRIMARY KEY (batch_id, line)
  constraint import_row_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id) ON DELETE SET NULL
CREATE INDEX import_row_of_signature ON public.import_row USING btree (signature_id) WHERE (signature_id IS NOT NULL);

table imported_person
  batch_id uuid not null
  person_id uuid not null -- personal: who came with a list, to undo it and to tell them | as long as the person | worker, office
  is_new boolean not null
  source text not null default ''::text -- personal: where a list says that we met them | as long as the person | worker, office
  sealed bytea -- personal: how a list says that they agreed to hear from us | as long as the person | worker, office
  imported_at timestamp with time zone not null
  constraint imported_person_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES import_batch(id) ON DELETE CASCADE
  constraint imported_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint imported_person_pkey PRIMARY KEY (batch_id, person_id)
CREATE INDEX imported_person_of ON public.imported_person USING btree (person_id);

table intake
  seq bigint not null
  id uuid not null
  key_id uuid not null
  kind text not null
  sealed bytea not null -- personal: what was typed, sealed to the campaign or the site | until the worker has recorded it, seconds as a rule | worker
  held text
  accepted_at timestamp with time zone not null
  attempts smallint not null default 0
  retry_at timestamp with time zone
  failure text
  constraint intake_pkey PRIMARY KEY (seq)
CREATE INDEX intake_opt_out ON public.intake USING btree (seq) WHERE (kind = 'opt-out-text'::text);

table invitation
  id uuid not null
  token_hash bytea not null -- personal: recognise an invitation (hash) | until it is accepted or a week | office
  group_id uuid not null
  role text not null
  sealed bytea -- personal: address that was invited | until it is accepted or a week | worker, office
  invited_by uuid
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  accepted_at timestamp with time zone
  withdrawn_at timestamp with time zone
  mac bytea -- proof that the office wrote this row (HMAC under the keyring)
  address_index bytea -- personal: keep one open invitation for an address in a group (keyed hash) | until it is accepted or withdrawn | office
  language text not null default 'en'::text
  constraint invitation_group_id_fkey FOREIGN KEY (group_id) REFERENCES member_group(id)
  constraint invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES organizer(id)
  constraint invitation_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint invitation_pkey PRIMARY KEY (id)
  constraint invitation_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'organizer'::text, 'moderator'::text, 'viewer'::text])))
  constraint invitation_token_hash_key UNIQUE (token_hash)
CREATE UNIQUE INDEX one_open_invitation ON public.invitation USING btree (group_id, address_index) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL));

table keyword
  word text not null
  language text not null
  petition_id uuid
  advocacy_campaign_id uuid
  group_id uuid not null
  welcome text
  created_at timestamp with time zone not null
  thanks text
  ended text
  dropped_at timestamp with time zone
  constraint keyword_advocacy_campaign_id_fkey FOREIGN KEY (advocacy_campaign_id) REFERENCES advocacy_campaign(id) ON DELETE CASCADE
  constraint keyword_group_id_fkey FOREIGN KEY (group_id) REFERENCES member_group(id)
  constraint keyword_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint keyword_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id) ON DELETE CASCADE
  constraint keyword_pkey PRIMARY KEY (word)
  constraint keyword_word_check CHECK (((word ~ '^[[:alnum:]]+( [[:alnum:]]+)*$'::text) AND (length(word) <= 30)))
  constraint one_deed CHECK ((num_nonnulls(petition_id, advocacy_campaign_id) = 1))

table ladder
  id uuid not null default gen_random_uuid()
  campaign_id uuid not null
  state text not null default 'draft'::text
  revision integer not null default 0
  content jsonb not null
  return_days integer
  paused_at timestamp with time zone
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint ladder_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint ladder_pkey PRIMARY KEY (id)
  constraint ladder_return_days_check CHECK ((return_days > 0))
  constraint ladder_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'closed'::text, 'archived'::text])))
CREATE INDEX ladder_of_campaign ON public.ladder USING btree (campaign_id);

table ladder_act
  seq bigint not null
  person_id uuid not null
  act text not null -- personal: what somebody just did, if a ladder begins with it | until it is looked at, a second later | worker
  thing_id uuid
  tag text
  constraint ladder_act_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint ladder_act_pkey PRIMARY KEY (seq)
CREATE INDEX ladder_act_of_person ON public.ladder_act USING btree (person_id);

table ladder_beginning
  ladder_id uuid not null
  rung text not null
  meeting_id uuid not null
  begins_at timestamp with time zone not null
  constraint ladder_beginning_ladder_id_fkey FOREIGN KEY (ladder_id) REFERENCES ladder(id) ON DELETE CASCADE
  constraint ladder_beginning_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES meeting(id) ON DELETE CASCADE
  constraint ladder_beginning_pkey PRIMARY KEY (ladder_id, rung, meeting_id)
CREATE INDEX ladder_beginning_of_meeting ON public.ladder_beginning USING btree (meeting_id);

table ladder_done
  ladder_id uuid not null
  person_id uuid not null
  entry smallint not null
  step text not null -- personal: what they got already, so that nothing is sent twice | as long as the person | worker, office
  revision integer not null
  at timestamp with time zone not null
  why_not text
  thing_id uuid
  message_id uuid
  constraint ladder_done_ladder_id_fkey FOREIGN KEY (ladder_id) REFERENCES ladder(id) ON DELETE CASCADE
  constraint ladder_done_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint ladder_done_pkey PRIMARY KEY (ladder_id, person_id, entry, step)
CREATE UNIQUE INDEX ladder_done_by_message ON public.ladder_done USING btree (message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX ladder_done_of_person ON public.ladder_done USING btree (person_id);

table ladder_fired
  ladder_id uuid not null
  occasion text not null
  after uuid
  begun_at timestamp with time zone not null
  done_at timestamp with time zone
  constraint ladder_fired_ladder_id_fkey FOREIGN KEY (ladder_id) REFERENCES ladder(id) ON DELETE CASCADE
  constraint ladder_fired_pkey PRIMARY KEY (ladder_id, occasion)

table ladder_listens
  ladder_id uuid not null
  rung text not null
  place smallint not null
  act text not null
  thing_id uuid
  tag text
  days integer
  since timestamp with time zone not null
  constraint ladder_listens_ladder_id_fkey FOREIGN KEY (ladder_id) REFERENCES ladder(id) ON DELETE CASCADE
  constraint ladder_listens_pkey PRIMARY KEY (ladder_id, rung)
CREATE INDEX ladder_listens_to ON public.ladder_listens USING btree (act);

table ladder_place
  ladder_id uuid not null
  person_id uuid not null
  entry smallint not null default 1
  rung text not null
  place smallint not null
  step text not null -- personal: which message of a campaign comes next | as long as the person | worker, office
  has_waited boolean not null default false
  due_at timestamp with time zone not null
  entered_at timestamp with time zone not null
  left_at timestamp with time zone
  left_why text
  thing_id uuid -- personal: which page or meeting they came for | as long as the person | worker, office
  constraint ladder_place_ladder_id_fkey FOREIGN KEY (ladder_id) REFERENCES ladder(id) ON DELETE CASCADE
  constraint ladder_place_left_why_check CHECK ((left_why = ANY (ARRAY['end'::text, 'goal'::text, 'opted-out'::text, 'bounced'::text, 'closed'::text])))
  constraint ladder_place_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint ladder_place_pkey PRIMARY KEY (ladder_id, person_id)
  constraint left_somehow CHECK (((left_at IS NULL) = (left_why IS NULL)))
CREATE INDEX ladder_place_due ON public.ladder_place USING btree (ladder_id, due_at) WHERE (left_at IS NULL);
CREATE INDEX ladder_place_of_person ON public.ladder_place USING btree (person_id);

table ladder_task
  id uuid not null default gen_random_uuid()
  ladder_id uuid not null
  person_id uuid not null
  entry smallint not null
  step text not null
  words jsonb not null -- personal: what an organizer is asked to do about somebody | as long as the person | office
  made_at timestamp with time zone not null
  done_at timestamp with time zone
  done_by uuid
  constraint ladder_task_done_by_fkey FOREIGN KEY (done_by) REFERENCES organizer(id)
  constraint ladder_task_ladder_id_fkey FOREIGN KEY (ladder_id) REFERENCES ladder(id) ON DELETE CASCADE
  constraint ladder_task_ladder_id_person_id_entry_step_key UNIQUE (ladder_id, person_id, entry, step)
  constraint ladder_task_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint ladder_task_pkey PRIMARY KEY (id)
CREATE INDEX ladder_task_of_person ON public.ladder_task USING btree (person_id);
CREATE INDEX ladder_task_open ON public.ladder_task USING btree (ladder_id, made_at) WHERE (done_at IS NULL);

table letter
  id uuid not null
  writing_id uuid not null
  advocacy_campaign_id uuid not null
  post_id uuid not null
  person_id uuid not null -- personal: who wrote it | until the person is forgotten | worker and office
  contact_id uuid not null -- personal: the mailbox it was confirmed from | as long as the letter | worker and office
  name_slot smallint not null
  contact_detail_id uuid
  digest_id uuid
  sealed bytea not null -- personal: what somebody writes to an official, and under which name | until it is deleted or the person is forgotten, at most the retention after the close | worker, to send it
  likeness bytea not null -- personal: a fingerprint of the text, to see how many letters are alike | as long as the letter | worker and office
  language text not null
  area text not null -- personal: counts by place: first three digits of the ZIP | as long as the letter | worker and office
  source text not null
  state text not null default 'unconfirmed'::text
  failure text
  written_at timestamp with time zone not null -- personal: when it was written | as long as the letter | web, worker, office
  confirmed_at timestamp with time zone
  sent_at timestamp with time zone
  constraint letter_advocacy_campaign_id_fkey FOREIGN KEY (advocacy_campaign_id) REFERENCES advocacy_campaign(id)
  constraint letter_contact_detail_id_fkey FOREIGN KEY (contact_detail_id) REFERENCES contact_detail(id) ON DELETE SET NULL
  constraint letter_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact_point(id) ON DELETE CASCADE
  constraint letter_digest_id_fkey FOREIGN KEY (digest_id) REFERENCES message(id) ON DELETE SET NULL
  constraint letter_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint letter_likeness_check CHECK ((octet_length(likeness) = 8))
  constraint letter_name_slot_check CHECK ((name_slot = ANY (ARRAY[1, 2])))
  constraint letter_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint letter_pkey PRIMARY KEY (id)
  constraint letter_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id)
  constraint letter_state_check CHECK ((state = ANY (ARRAY['unconfirmed'::text, 'waiting'::text, 'queued'::text, 'in-digest'::text, 'sent'::text, 'returned'::text, 'failed'::text, 'withdrawn'::text])))
  constraint one_letter_each UNIQUE (advocacy_campaign_id, post_id, person_id)
  constraint two_writers_on_a_contact UNIQUE (advocacy_campaign_id, post_id, contact_id, name_slot)
CREATE INDEX letter_in_hand ON public.letter USING btree (state, written_at) WHERE (state = ANY (ARRAY['unconfirmed'::text, 'waiting'::text, 'in-digest'::text, 'returned'::text]));
CREATE INDEX letter_of_contact ON public.letter USING btree (contact_id);
CREATE INDEX letter_of_digest ON public.letter USING btree (digest_id) WHERE (digest_id IS NOT NULL);
CREATE INDEX letter_of_person ON public.letter USING btree (person_id);
CREATE INDEX letter_of_writing ON public.letter USING btree (writing_id);
CREATE INDEX letter_to_post ON public.letter USING btree (post_id, confirmed_at);

table letter_drip
  organization_id uuid not null
  last_due_at timestamp with time zone not null
  constraint letter_drip_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id) ON DELETE CASCADE
  constraint letter_drip_pkey PRIMARY KEY (organization_id)

table link_check
  url text not null
  checked_at timestamp with time zone
  next_check_at timestamp with time zone not null
  status integer
  failure text
  dead_since timestamp with time zone
  archive_url text not null default ''::text
  constraint link_check_pkey PRIMARY KEY (url)
CREATE INDEX link_to_check ON public.link_check USING btree (next_check_at);

table list_stop
  person_id uuid not null
  list_id uuid not null -- personal: that somebody was on a list of opt-outs | as long as the person | office
  channel text not null
  undone_at timestamp with time zone
  constraint list_stop_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])))
  constraint list_stop_list_id_fkey FOREIGN KEY (list_id) REFERENCES opt_out_list(id) ON DELETE CASCADE
  constraint list_stop_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint list_stop_pkey PRIMARY KEY (person_id, list_id, channel)
CREATE INDEX list_stop_of_list ON public.list_stop USING btree (list_id);

table mail_arrival
  mark bytea not null -- personal: a mail that comes in twice is recorded once (keyed hash of its id) | 60 days | worker
  arrived_at timestamp with time zone not null
  constraint mail_arrival_pkey PRIMARY KEY (mark)
CREATE INDEX mail_arrival_old ON public.mail_arrival USING btree (arrived_at);

table mail_domain_check
  only_one boolean not null default true
  domain text not null
  lines jsonb not null
  checked_at timestamp with time zone
  next_check_at timestamp with time zone not null
  constraint mail_domain_check_only_one_check CHECK (only_one)
  constraint mail_domain_check_pkey PRIMARY KEY (only_one)

table mail_domain_hold
  domain_mark bytea not null -- personal: which mail provider refuses our mail (keyed hash of its domain) | until it takes mail again, at most 30 days | worker, office
  code text not null
  since timestamp with time zone not null
  last_message_id uuid not null
  refused integer not null default 1
  is_since_accepted boolean not null default true
  rests smallint not null default 0
  resumes_at timestamp with time zone not null
  constraint mail_domain_hold_pkey PRIMARY KEY (domain_mark)

table mail_domain_hour
  domain_mark bytea not null -- personal: send no faster to a mail domain than it takes (keyed hash) | 2 days | worker
  hour timestamp with time zone not null
  sent integer not null
  constraint mail_domain_hour_pkey PRIMARY KEY (domain_mark, hour)

table mail_feed
  topic text not null
  provider text not null
  confirm_url text not null
  asked_at timestamp with time zone not null
  wanted_at timestamp with time zone
  wanted_by uuid
  confirmed_at timestamp with time zone
  failure text
  constraint mail_feed_pkey PRIMARY KEY (topic)
  constraint mail_feed_wanted_by_fkey FOREIGN KEY (wanted_by) REFERENCES organizer(id)

table mail_pace
  only_one boolean not null default true
  warms_up_from date
  first_day integer not null default 500
  domain_per_hour integer
  constraint mail_pace_domain_per_hour_check CHECK (((domain_per_hour >= 1) AND (domain_per_hour <= 1000000)))
  constraint mail_pace_first_day_check CHECK (((first_day >= 1) AND (first_day <= 1000000)))
  constraint mail_pace_only_one_check CHECK (only_one)
  constraint mail_pace_pkey PRIMARY KEY (only_one)

table mail_pace_day
  day date not null
  planned integer not null
  constraint mail_pace_day_pkey PRIMARY KEY (day)

table mail_pause
  only_one boolean not null default true
  reason text not null
  code text
  since timestamp with time zone not null
  failures smallint not null
  rests smallint not null default 0
  resumes_at timestamp with time zone
  constraint mail_pause_only_one_check CHECK (only_one)
  constraint mail_pause_pkey PRIMARY KEY (only_one)

table mail_report
  id uuid not null
  provider text not null
  sealed bytea not null -- personal: what a mail provider reports about a message, until its signature is checked | minutes, at most three days | worker
  arrived_at timestamp with time zone not null
  retry_at timestamp with time zone not null
  attempts smallint not null default 0
  constraint mail_report_pkey PRIMARY KEY (id)
CREATE INDEX mail_report_due ON public.mail_report USING btree (retry_at);

table mailbox_standing
  only_one boolean not null default true
  read_at timestamp with time zone
  failing_since timestamp with time zone
  failure text
  taken bigint not null default 0
  constraint mailbox_standing_only_one_check CHECK (only_one)
  constraint mailbox_standing_pkey PRIMARY KEY (only_one)

table maintenance_run
  id uuid not null default gen_random_uuid()
  job text not null
  ran_at timestamp with time zone not null
  result jsonb not null
  constraint maintenance_run_pkey PRIMARY KEY (id)
CREATE INDEX maintenance_run_newest ON public.maintenance_run USING btree (job, ran_at DESC);

table meeting
  id uuid not null default gen_random_uuid()
  campaign_id uuid not null
  division_id text
  slug text not null
  state text not null default 'draft'::text
  revision integer not null default 0
  content jsonb not null
  starts_at timestamp with time zone
  comment_by timestamp with time zone
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint meeting_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint meeting_campaign_id_slug_key UNIQUE (campaign_id, slug)
  constraint meeting_division_id_fkey FOREIGN KEY (division_id) REFERENCES division(id)
  constraint meeting_pkey PRIMARY KEY (id)
  constraint meeting_slug_check CHECK ((slug ~ '^[a-z0-9-]+$'::text))
  constraint meeting_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'archived'::text])))
CREATE INDEX meeting_of_division ON public.meeting USING btree (division_id, starts_at);

table member_group
  id uuid not null default gen_random_uuid()
  parent_id uuid
  kind text not null
  name text not null
  areas text[] not null default '{}'::text[]
  created_at timestamp with time zone not null default now()
  counties text[] not null default '{}'::text[]
  town text not null default ''::text
  time_zone text not null default 'America/Phoenix'::text
  language text not null default 'en'::text
  sender_name text
  hotline text
  edits_directory boolean not null default true
  logo text
  logo_alt jsonb
  colour text
  contact_mail text
  contact_phone text
  postal_address text
  constraint member_group_kind_check CHECK ((kind = ANY (ARRAY['network'::text, 'group'::text, 'chapter'::text])))
  constraint member_group_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint member_group_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES member_group(id)
  constraint member_group_pkey PRIMARY KEY (id)
  constraint only_the_network_has_no_parent CHECK (((kind = 'network'::text) = (parent_id IS NULL)))
CREATE UNIQUE INDEX one_network ON public.member_group USING btree (((parent_id IS NULL))) WHERE (parent_id IS NULL);

table membership
  id uuid not null default gen_random_uuid()
  post_id uuid not null
  official_id uuid not null
  started_on date
  term_ends_on date
  ended_on date
  source_url text not null
  checked_on date not null
  constraint membership_official_id_fkey FOREIGN KEY (official_id) REFERENCES official(id) ON DELETE CASCADE
  constraint membership_pkey PRIMARY KEY (id)
  constraint membership_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id) ON DELETE CASCADE
  constraint starts_before_it_ends CHECK (((started_on IS NULL) OR (ended_on IS NULL) OR (started_on <= ended_on)))
CREATE INDEX membership_of_official ON public.membership USING btree (official_id);
CREATE UNIQUE INDEX membership_once ON public.membership USING btree (post_id, official_id, COALESCE(started_on, ended_on, 'infinity'::date));
CREATE UNIQUE INDEX one_holder_at_a_time ON public.membership USING btree (post_id) WHERE (ended_on IS NULL);

table message
  id uuid not null
  channel text not null
  template text not null
  language text not null
  contact_id uuid
  person_id uuid
  signature_id uuid
  petition_id uuid
  once_key text not null
  link_hash bytea not null -- personal: recognise the link in this message (hash) | one year after it was sent | web, worker
  state text not null default 'queued'::text
  due_at timestamp with time zone not null
  attempts smallint not null default 0
  claimed_at timestamp with time zone
  sent_at timestamp with time zone
  provider_id text
  failure text
  created_at timestamp with time zone not null
  invitation_id uuid
  advocacy_campaign_id uuid
  letter_id uuid
  contact_detail_id uuid
  due_until timestamp with time zone
  conversation_id uuid
  sealed_body bytea -- personal: the words of an answer by text | a week after it was sent | worker
  segments smallint
  removed_at timestamp with time zone
  organizer_id uuid
  money_alert_id uuid
  refused_since timestamp with time zone
  failure_code text
  is_despite_stop boolean not null default false
  forgetting_notice_id uuid
  campaign_id uuid
  sealed_place bytea -- personal: the place that somebody asked to be told about | until they are told, at most one year | worker
  written_by uuid
  organizer_digest_id uuid
  broadcast_id uuid
  variant text
  test_of uuid
  sealed_mail bytea -- personal: subject of a mail written by hand, and the mail it answers | 7 days | worker, office
  constraint message_advocacy_campaign_id_fkey FOREIGN KEY (advocacy_campaign_id) REFERENCES advocacy_campaign(id) ON DELETE CASCADE
  constraint message_broadcast_id_fkey FOREIGN KEY (broadcast_id) REFERENCES broadcast(id) ON DELETE SET NULL
  constraint message_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint message_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])))
  constraint message_contact_detail_id_fkey FOREIGN KEY (contact_detail_id) REFERENCES contact_detail(id) ON DELETE CASCADE
  constraint message_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact_point(id) ON DELETE CASCADE
  constraint message_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversation(id) ON DELETE CASCADE
  constraint message_forgetting_notice_id_fkey FOREIGN KEY (forgetting_notice_id) REFERENCES forgetting_notice(id) ON DELETE CASCADE
  constraint message_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES invitation(id) ON DELETE CASCADE
  constraint message_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint message_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id) ON DELETE CASCADE
  constraint message_link_hash_key UNIQUE (link_hash)
  constraint message_money_alert_id_fkey FOREIGN KEY (money_alert_id) REFERENCES money_alert(id) ON DELETE CASCADE
  constraint message_once_key_key UNIQUE (once_key)
  constraint message_organizer_digest_id_fkey FOREIGN KEY (organizer_digest_id) REFERENCES organizer_digest(id) ON DELETE SET NULL
  constraint message_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizer(id) ON DELETE CASCADE
  constraint message_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint message_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id)
  constraint message_pkey PRIMARY KEY (id)
  constraint message_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id) ON DELETE CASCADE
  constraint message_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'undelivered'::text, 'failed'::text, 'unknown'::text, 'suppressed'::text, 'deferred'::text])))
  constraint message_variant_check CHECK ((variant = ANY (ARRAY['a'::text, 'b'::text])))
  constraint one_recipient CHECK ((num_nonnulls(contact_id, invitation_id, contact_detail_id, conversation_id, organizer_id) = 1))
CREATE INDEX message_at_provider ON public.message USING btree (provider_id) WHERE ((channel = 'sms'::text) AND (provider_id IS NOT NULL));
CREATE INDEX message_claimed ON public.message USING btree (claimed_at) WHERE (state = 'sending'::text);
CREATE INDEX message_deferred ON public.message USING btree (created_at) WHERE (state = 'deferred'::text);
CREATE INDEX message_due ON public.message USING btree (channel, due_at) WHERE (state = 'queued'::text);
CREATE INDEX message_due_to_many ON public.message USING btree (channel, due_at) WHERE ((state = 'queued'::text) AND (broadcast_id IS NOT NULL));
CREATE INDEX message_held_back ON public.message USING btree (contact_id) WHERE ((state = 'queued'::text) AND (failure = ANY (ARRAY['mail-held'::text, 'mail-refused-by-provider'::text])));
CREATE INDEX message_kept_at_provider ON public.message USING btree (sent_at) WHERE ((channel = 'sms'::text) AND (provider_id IS NOT NULL) AND (removed_at IS NULL));
CREATE INDEX message_late ON public.message USING btree (due_until) WHERE ((state = 'queued'::text) AND (due_until IS NOT NULL));
CREATE INDEX message_newest ON public.message USING brin (created_at);
CREATE INDEX message_not_arrived ON public.message USING btree (created_at) WHERE (state = ANY (ARRAY['failed'::text, 'undelivered'::text]));
CREATE UNIQUE INDEX message_of_broadcast ON public.message USING btree (broadcast_id, person_id) INCLUDE (state) WHERE (broadcast_id IS NOT NULL);
CREATE INDEX message_of_contact ON public.message USING btree (contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX message_of_conversation ON public.message USING btree (conversation_id) WHERE (conversation_id IS NOT NULL);
CREATE INDEX message_of_letter ON public.message USING btree (letter_id) WHERE (letter_id IS NOT NULL);
CREATE INDEX message_of_person ON public.message USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX message_of_signature ON public.message USING btree (signature_id) WHERE (signature_id IS NOT NULL);
CREATE INDEX message_to_official ON public.message USING btree (contact_detail_id) WHERE (contact_detail_id IS NOT NULL);
CREATE INDEX message_unknown ON public.message USING btree (claimed_at) WHERE (state = 'unknown'::text);

table message_budget
  blind_index bytea not null -- personal: nobody can be flooded with our mail (keyed hash) | 30 days | worker
  purpose text not null
  owed_at timestamp with time zone not null -- personal: the day on which we wrote to a contact; of a link to the own page, the moment | 30 days | worker
  owed smallint not null
  constraint message_budget_pkey PRIMARY KEY (blind_index, purpose, owed_at)
  constraint message_budget_purpose_check CHECK ((purpose = ANY (ARRAY['confirmation'::text, 'again'::text, 'own-page'::text, 'call'::text, 'reminder'::text, 'answer'::text])))

table milestone
  petition_id uuid not null
  threshold integer not null
  reached_at timestamp with time zone not null
  withdrawn_at timestamp with time zone
  constraint milestone_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id)
  constraint milestone_pkey PRIMARY KEY (petition_id, threshold)

table money_alert
  id uuid not null default gen_random_uuid()
  day date not null
  way text not null
  campaign_id uuid
  level text not null
  limit_micros bigint not null
  spent_micros bigint not null
  noticed_at timestamp with time zone not null
  constraint money_alert_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id) ON DELETE CASCADE
  constraint money_alert_day_way_campaign_id_level_limit_micros_key UNIQUE NULLS NOT DISTINCT (day, way, campaign_id, level, limit_micros)
  constraint money_alert_level_check CHECK ((level = ANY (ARRAY['near'::text, 'spent'::text])))
  constraint money_alert_pkey PRIMARY KEY (id)
  constraint money_alert_way_check CHECK ((way = ANY (ARRAY['sms'::text, 'voice'::text])))

table money_limit
  way text not null
  campaign_id uuid
  day_micros bigint not null
  changed_at timestamp with time zone not null
  constraint money_limit_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id) ON DELETE CASCADE
  constraint money_limit_day_micros_check CHECK ((day_micros >= 0))
  constraint money_limit_way_campaign_id_key UNIQUE NULLS NOT DISTINCT (way, campaign_id)
  constraint money_limit_way_check CHECK ((way = ANY (ARRAY['sms'::text, 'voice'::text])))

table news_item
  id uuid not null default gen_random_uuid()
  campaign_id uuid not null
  slug text not null
  kind text not null
  state text not null default 'draft'::text
  revision integer not null default 0
  content jsonb not null
  shown_at timestamp with time zone
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint news_item_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint news_item_campaign_id_slug_key UNIQUE (campaign_id, slug)
  constraint news_item_kind_check CHECK ((kind = ANY (ARRAY['post'::text, 'press'::text])))
  constraint news_item_pkey PRIMARY KEY (id)
  constraint news_item_slug_check CHECK ((slug ~ '^[a-z0-9-]+$'::text))
  constraint news_item_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'archived'::text])))
CREATE INDEX news_by_day ON public.news_item USING btree (campaign_id, shown_at DESC) WHERE (state = 'open'::text);

table news_sent
  message_id uuid not null
  blind_index bytea not null -- personal: nobody gets more news than we promise, from all groups together (keyed hash) | 31 days | worker
  sent_at timestamp with time zone not null -- personal: when we sent news to a contact | 31 days | worker
  constraint news_sent_pkey PRIMARY KEY (message_id)
CREATE INDEX news_sent_lately ON public.news_sent USING btree (blind_index, sent_at);

table official
  id uuid not null default gen_random_uuid()
  name text not null
  name_key text not null
  external_id text
  created_at timestamp with time zone not null
  constraint official_external_id_key UNIQUE (external_id)
  constraint official_pkey PRIMARY KEY (id)
CREATE INDEX official_by_name ON public.official USING btree (name_key);

table opt_out_line
  list_id uuid not null
  blind_index bytea not null -- personal: take back an opt-out that a list brought by mistake (keyed hash) | one day | office
  is_new boolean not null
  constraint opt_out_line_list_id_fkey FOREIGN KEY (list_id) REFERENCES opt_out_list(id) ON DELETE CASCADE
  constraint opt_out_line_pkey PRIMARY KEY (list_id, blind_index)
CREATE INDEX opt_out_line_of_contact ON public.opt_out_line USING btree (blind_index);

table opt_out_list
  id uuid not null
  made_by uuid not null
  made_at timestamp with time zone not null
  lines integer not null
  added integer not null
  known integer not null
  unread integer not null
  undone_at timestamp with time zone
  undone_by uuid
  constraint opt_out_list_made_by_fkey FOREIGN KEY (made_by) REFERENCES organizer(id)
  constraint opt_out_list_pkey PRIMARY KEY (id)
  constraint opt_out_list_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES organizer(id)
CREATE INDEX opt_out_list_newest ON public.opt_out_list USING btree (made_at);

table organization
  id uuid not null default gen_random_uuid()
  division_id text not null
  kind text not null
  name text not null
  external_id text
  time_zone text
  office_hours jsonb
  hours_source_url text
  hours_checked_on date
  mail_mode text not null default 'each'::text
  created_at timestamp with time zone not null
  constraint hours_have_a_source CHECK (((office_hours IS NULL) OR ((hours_source_url IS NOT NULL) AND (hours_checked_on IS NOT NULL) AND (time_zone IS NOT NULL))))
  constraint organization_division_id_fkey FOREIGN KEY (division_id) REFERENCES division(id)
  constraint organization_external_id_key UNIQUE (external_id)
  constraint organization_kind_check CHECK ((kind = ANY (ARRAY['sheriff'::text, 'county-board'::text, 'city-council'::text, 'mayor'::text, 'police'::text, 'prosecutor'::text, 'jail'::text, 'other'::text])))
  constraint organization_mail_mode_check CHECK ((mail_mode = ANY (ARRAY['each'::text, 'digest'::text])))
  constraint organization_pkey PRIMARY KEY (id)
CREATE UNIQUE INDEX organization_once ON public.organization USING btree (division_id, kind, lower(name));

table organizer
  id uuid not null
  email_index bytea not null -- personal: find an organizer by address without reading it (keyed hash) | as long as the account | office
  sealed bytea not null -- personal: name and address of an organizer | as long as the account | worker, office
  language text not null
  password_hash text -- personal: check a password (argon2id) | as long as the account | office
  sealed_totp bytea -- personal: check the codes of an authenticator app | as long as the account | office
  totp_step bigint not null default 0
  failures smallint not null default 0
  locked_until timestamp with time zone
  created_at timestamp with time zone not null
  removed_at timestamp with time zone
  password_mac bytea -- proof that the office set this password (HMAC under the keyring)
  time_zone text
  digest_hour smallint
  constraint organizer_digest_hour_check CHECK (((digest_hour >= 0) AND (digest_hour <= 23)))
  constraint organizer_email_index_key UNIQUE (email_index)
  constraint organizer_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint organizer_pkey PRIMARY KEY (id)

table organizer_digest
  id uuid not null
  organizer_id uuid not null
  day date not null
  content jsonb not null
  made_at timestamp with time zone not null
  constraint organizer_digest_organizer_id_day_key UNIQUE (organizer_id, day)
  constraint organizer_digest_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizer(id) ON DELETE CASCADE
  constraint organizer_digest_pkey PRIMARY KEY (id)

table organizer_role
  organizer_id uuid not null
  group_id uuid not null
  role text not null
  since timestamp with time zone not null
  mac bytea -- proof that the office wrote this row (HMAC under the keyring)
  constraint organizer_role_group_id_fkey FOREIGN KEY (group_id) REFERENCES member_group(id)
  constraint organizer_role_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizer(id) ON DELETE CASCADE
  constraint organizer_role_pkey PRIMARY KEY (organizer_id, group_id)
  constraint organizer_role_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'organizer'::text, 'moderator'::text, 'viewer'::text])))

table organizer_session
  id uuid not null
  token_hash bytea not null -- personal: know a signed-in browser (hash) | 30 days after its end | office
  organizer_id uuid not null
  way text not null
  created_at timestamp with time zone not null
  seen_at timestamp with time zone not null
  proved_at timestamp with time zone not null
  ended_at timestamp with time zone
  mac bytea -- proof that the office wrote this row (HMAC under the keyring)
  constraint organizer_session_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizer(id) ON DELETE CASCADE
  constraint organizer_session_pkey PRIMARY KEY (id)
  constraint organizer_session_token_hash_key UNIQUE (token_hash)
  constraint organizer_session_way_check CHECK ((way = ANY (ARRAY['passkey'::text, 'password'::text, 'recovery'::text])))
CREATE INDEX session_of_organizer ON public.organizer_session USING btree (organizer_id);

table outreach
  id uuid not null
  advocacy_campaign_id uuid not null
  post_id uuid not null
  contact_detail_id uuid
  channel text not null
  via text not null
  outcome text not null
  language text not null
  area text not null default ''::text
  source text not null default 'web'::text
  duration_seconds integer
  person_id uuid -- personal: who reached out, when a letter or text was sent for them | until the person is forgotten | worker and office
  done_at timestamp with time zone not null
  day date
  constraint outreach_advocacy_campaign_id_fkey FOREIGN KEY (advocacy_campaign_id) REFERENCES advocacy_campaign(id)
  constraint outreach_contact_detail_id_fkey FOREIGN KEY (contact_detail_id) REFERENCES contact_detail(id) ON DELETE SET NULL
  constraint outreach_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint outreach_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE SET NULL
  constraint outreach_pkey PRIMARY KEY (id)
  constraint outreach_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id)
CREATE INDEX outreach_of_action ON public.outreach USING btree (advocacy_campaign_id, done_at);
CREATE INDEX outreach_of_person ON public.outreach USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX outreach_to_post ON public.outreach USING btree (post_id, done_at);

table outreach_tally
  advocacy_campaign_id uuid not null
  post_id uuid not null
  day date not null
  channel text not null
  outcome text not null
  language text not null
  count integer not null
  constraint outreach_tally_advocacy_campaign_id_fkey FOREIGN KEY (advocacy_campaign_id) REFERENCES advocacy_campaign(id) ON DELETE CASCADE
  constraint outreach_tally_pkey PRIMARY KEY (advocacy_campaign_id, post_id, day, channel, outcome, language)
  constraint outreach_tally_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id) ON DELETE CASCADE

table own_page_session
  message_id uuid not null
  token_hash bytea not null -- personal: recognize the page that a person has open (hash) | as long as the message with the link, at most one year | web by a function; worker
  until timestamp with time zone not null
  constraint own_page_session_message_id_fkey FOREIGN KEY (message_id) REFERENCES message(id) ON DELETE CASCADE
  constraint own_page_session_pkey PRIMARY KEY (message_id)
  constraint own_page_session_token_hash_key UNIQUE (token_hash)

table passkey
  id uuid not null
  organizer_id uuid not null
  credential_id text not null
  public_key bytea not null -- personal: check a passkey | as long as the account | office
  counter bigint not null
  name text not null
  created_at timestamp with time zone not null
  used_at timestamp with time zone
  mac bytea -- proof that the office wrote this row (HMAC under the keyring)
  constraint passkey_credential_id_key UNIQUE (credential_id)
  constraint passkey_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizer(id) ON DELETE CASCADE
  constraint passkey_pkey PRIMARY KEY (id)

table passkey_challenge
  id uuid not null
  challenge text not null
  organizer_id uuid
  expires_at timestamp with time zone not null
  constraint passkey_challenge_pkey PRIMARY KEY (id)

table person
  id uuid not null
  campaign_id uuid not null
  contact_id uuid not null
  other_contact_id uuid
  name_index bytea not null -- personal: tell two people on one contact apart (keyed hash) | as long as the person | worker, office
  sealed bytea not null -- personal: name, ZIP, country | unconfirmed 7 days from when we could ask; otherwise until deleted | worker, office
  language text not null -- personal: write in the language they chose | as long as the person | web, worker, office
  created_on date not null
  time_zone text -- personal: when it is day where they live, so that no text wakes them | as long as the person | worker
  county text -- personal: the likeliest county of the ZIP, to find who lives where; never of somebody who signs privately | as long as the person | worker, office
  zip_mark bigint -- personal: find who lives in a ZIP without reading it (keyed hash); never of somebody who signs privately | as long as the person | worker, office
  constraint person_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint person_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact_point(id) ON DELETE CASCADE
  constraint person_contact_id_name_index_key UNIQUE (contact_id, name_index)
  constraint person_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint person_other_contact_id_fkey FOREIGN KEY (other_contact_id) REFERENCES contact_point(id) ON DELETE SET NULL
  constraint person_pkey PRIMARY KEY (id)
CREATE INDEX person_by_other_contact ON public.person USING btree (other_contact_id) WHERE (other_contact_id IS NOT NULL);
CREATE INDEX person_unmarked ON public.person USING btree (id) WHERE (zip_mark IS NULL);

table person_facts
  person_id uuid not null
  campaign_id uuid not null
  county bigint not null default 0 -- personal: find who lives in a county | as long as the person | worker, office
  zip_mark bigint not null default 0 -- personal: find who lives in a ZIP without reading it (keyed hash) | as long as the person | worker, office
  state text not null default ''::text -- personal: find who lives in a state | as long as the person | worker, office
  language text not null -- personal: find who speaks a language | as long as the person | worker, office
  by_mail boolean not null default false -- personal: find who gets news by mail | as long as the person | worker, office
  by_text boolean not null default false -- personal: find who gets news by text | as long as the person | worker, office
  codes bigint[] not null default '{}'::bigint[] -- personal: find people by petitions, actions, tags, and by the groups that may see them | as long as the person | worker, office
  days smallint[] not null default '{}'::smallint[] -- personal: find who did something lately | as long as the person | worker, office
  constraint person_facts_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint person_facts_pkey PRIMARY KEY (person_id)
CREATE INDEX person_facts_codes ON public.person_facts USING gin (codes);
CREATE INDEX person_facts_county ON public.person_facts USING btree (county);
CREATE INDEX person_facts_unsigned ON public.person_facts USING btree (person_id) WHERE (NOT (codes @> ARRAY[fact_code('signed'::text)]));
CREATE INDEX person_facts_zip ON public.person_facts USING btree (zip_mark) WHERE (zip_mark <> 0);

table person_field
  id uuid not null
  group_id uuid not null
  label jsonb not null
  kind text not null
  choices jsonb not null default '[]'::jsonb
  created_by uuid
  created_at timestamp with time zone not null
  removed_at timestamp with time zone
  constraint person_field_created_by_fkey FOREIGN KEY (created_by) REFERENCES organizer(id)
  constraint person_field_group_id_fkey FOREIGN KEY (group_id) REFERENCES member_group(id)
  constraint person_field_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'number'::text, 'date'::text, 'choice'::text])))
  constraint person_field_pkey PRIMARY KEY (id)
CREATE INDEX person_field_of_group ON public.person_field USING btree (group_id);

table person_field_value
  person_id uuid not null
  field_id uuid not null
  value text not null -- personal: what a group keeps about its people | as long as the person | worker, office
  sorts numeric default field_sorts(value) -- personal: the same as a number, to compare | as long as the person | worker, office
  import_id uuid
  constraint person_field_value_field_id_fkey FOREIGN KEY (field_id) REFERENCES person_field(id) ON DELETE CASCADE
  constraint person_field_value_import_id_fkey FOREIGN KEY (import_id) REFERENCES import_batch(id) ON DELETE SET NULL
  constraint person_field_value_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint person_field_value_pkey PRIMARY KEY (person_id, field_id)
  constraint person_field_value_value_check CHECK (((value <> ''::text) AND (length(value) <= 200)))
CREATE INDEX person_field_found ON public.person_field_value USING btree (field_id, value);
CREATE INDEX person_field_sorted ON public.person_field_value USING btree (field_id, sorts) WHERE (sorts IS NOT NULL);
CREATE INDEX person_field_value_of_import ON public.person_field_value USING btree (import_id);

table person_note
  id uuid not null
  person_id uuid not null
  sealed bytea not null -- personal: what organizers noted of a person | as long as the person | office
  written_by uuid
  written_at timestamp with time zone not null
  removed_at timestamp with time zone
  constraint person_note_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint person_note_pkey PRIMARY KEY (id)
  constraint person_note_written_by_fkey FOREIGN KEY (written_by) REFERENCES organizer(id)

table person_tag
  person_id uuid not null
  tag text not null -- personal: words organizers put on a person | as long as the person | office
  import_id uuid
  constraint person_tag_import_id_fkey FOREIGN KEY (import_id) REFERENCES import_batch(id) ON DELETE SET NULL
  constraint person_tag_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint person_tag_pkey PRIMARY KEY (person_id, tag)
CREATE INDEX person_tag_of_import ON public.person_tag USING btree (import_id);

table petition
  id uuid not null default gen_random_uuid()
  campaign_id uuid not null
  slug text not null
  state text not null default 'draft'::text
  title jsonb not null
  ask jsonb not null
  target jsonb not null
  story jsonb not null
  image text
  image_alt jsonb
  share_text jsonb not null
  goal_steps integer[] not null default '{100,250,500,1000,2500,5000,10000,25000,50000,100000,250000,500000,1000000}'::integer[]
  outcome jsonb
  opens_at timestamp with time zone
  closes_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  group_id uuid not null
  revision integer not null default 0
  comment_prompt jsonb
  template_id uuid
  target_key text
  asks_comment boolean not null default true
  asks_names boolean not null default true
  asks_phone boolean not null default true
  thanks_text jsonb
  confirm_subject jsonb
  confirm_text jsonb
  thanks_mail jsonb
  share_image text
  time_zone text not null default 'America/Phoenix'::text
  constraint petition_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint petition_group_id_fkey FOREIGN KEY (group_id) REFERENCES member_group(id)
  constraint petition_pkey PRIMARY KEY (id)
  constraint petition_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]*$'::text))
  constraint petition_slug_key UNIQUE (slug)
  constraint petition_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'closed'::text, 'victory'::text, 'archived'::text])))
  constraint petition_template_id_fkey FOREIGN KEY (template_id) REFERENCES petition(id)
CREATE INDEX petition_of_campaign ON public.petition USING btree (campaign_id);
CREATE UNIQUE INDEX petition_once_per_target ON public.petition USING btree (template_id, target_key) WHERE (template_id IS NOT NULL);

table petition_draft
  petition_id uuid not null
  content jsonb not null
  revision integer not null
  saved_by uuid
  saved_at timestamp with time zone not null
  constraint petition_draft_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id) ON DELETE CASCADE
  constraint petition_draft_pkey PRIMARY KEY (petition_id)
  constraint petition_draft_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES organizer(id)

table petition_revision
  petition_id uuid not null
  revision integer not null
  content jsonb not null
  state text not null
  published_by uuid
  published_at timestamp with time zone not null
  constraint petition_revision_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id) ON DELETE CASCADE
  constraint petition_revision_pkey PRIMARY KEY (petition_id, revision)
  constraint petition_revision_published_by_fkey FOREIGN KEY (published_by) REFERENCES organizer(id)

table petition_total
  petition_id uuid not null
  received integer not null default 0
  confirmed integer not null default 0
  private integer not null default 0
  changed_at timestamp with time zone not null
  constraint petition_total_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id)
  constraint petition_total_pkey PRIMARY KEY (petition_id)

table petition_update
  id uuid not null default gen_random_uuid()
  petition_id uuid not null
  published_on date not null
  title jsonb not null
  body jsonb not null
  constraint petition_update_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id) ON DELETE CASCADE
  constraint petition_update_pkey PRIMARY KEY (id)
CREATE INDEX petition_update_of_petition ON public.petition_update USING btree (petition_id, published_on DESC);

table picture
  id uuid not null
  bytes bytea not null -- personal: pictures on pages, without the data cameras add | as long as the page | everyone
  width integer not null
  height integer not null
  created_by uuid
  created_at timestamp with time zone not null
  constraint picture_created_by_fkey FOREIGN KEY (created_by) REFERENCES organizer(id)
  constraint picture_pkey PRIMARY KEY (id)

table policy
  id uuid not null default gen_random_uuid()
  division_id text not null
  kind text not null
  adopted_on text
  ended_on text
  note jsonb not null default '{"en": "", "es": ""}'::jsonb
  agency text not null default ''::text
  model text not null default ''::text
  document_id uuid
  source_url text not null
  source_title text not null default ''::text
  checked_on date not null
  import_id uuid
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  adopted_no_later boolean not null default false
  ended_no_later boolean not null default false
  removed_at timestamp with time zone
  before_change jsonb
  constraint ends_after_it_begins CHECK (((adopted_on IS NULL) OR (ended_on IS NULL) OR ("left"(adopted_on, length(ended_on)) <= ended_on)))
  constraint policy_adopted_on_check CHECK ((adopted_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'::text))
  constraint policy_division_id_fkey FOREIGN KEY (division_id) REFERENCES division(id)
  constraint policy_document_id_fkey FOREIGN KEY (document_id) REFERENCES document(id) ON DELETE SET NULL
  constraint policy_ended_on_check CHECK ((ended_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'::text))
  constraint policy_import_id_fkey FOREIGN KEY (import_id) REFERENCES policy_import(id) ON DELETE SET NULL
  constraint policy_kind_fkey FOREIGN KEY (kind) REFERENCES policy_kind(key)
  constraint policy_pkey PRIMARY KEY (id)
CREATE INDEX policy_by_kind ON public.policy USING btree (kind, division_id);
CREATE UNIQUE INDEX policy_once ON public.policy USING btree (division_id, kind, agency, model, COALESCE(adopted_on, ''::text));

table policy_import
  id uuid not null
  format text not null
  file_name text not null
  state text not null default 'mapping'::text
  options jsonb not null default '{}'::jsonb
  columns jsonb not null default '[]'::jsonb
  mapping jsonb
  warnings jsonb not null default '[]'::jsonb
  rows_all integer not null default 0
  rows_done integer not null default 0
  asked_by uuid
  asked_at timestamp with time zone not null
  done_at timestamp with time zone
  failed_at timestamp with time zone
  constraint policy_import_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES organizer(id)
  constraint policy_import_pkey PRIMARY KEY (id)
  constraint policy_import_state_check CHECK ((state = ANY (ARRAY['mapping'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'undone'::text, 'dropped'::text])))

table policy_import_row
  import_id uuid not null
  line integer not null
  cells jsonb not null
  understood jsonb
  changes jsonb not null default '[]'::jsonb
  outcome text
  problems jsonb not null default '[]'::jsonb
  constraint policy_import_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES policy_import(id) ON DELETE CASCADE
  constraint policy_import_row_pkey PRIMARY KEY (import_id, line)
CREATE INDEX policy_row_waiting ON public.policy_import_row USING btree (import_id, outcome, line);

table policy_kind
  key text not null
  name jsonb not null
  meaning jsonb not null
  effect text not null
  "position" integer not null
  constraint policy_kind_effect_check CHECK ((effect = ANY (ARRAY['limits'::text, 'helps'::text, 'barred'::text])))
  constraint policy_kind_key_check CHECK ((key ~ '^[a-z0-9-]+$'::text))
  constraint policy_kind_pkey PRIMARY KEY (key)

table post
  id uuid not null default gen_random_uuid()
  organization_id uuid not null
  division_id text not null
  role text not null
  title text not null
  district text not null default ''::text
  seat text not null default ''::text
  slug text not null
  external_id text
  created_at timestamp with time zone not null
  retired_on date
  vacant_checked_on date
  constraint post_division_id_fkey FOREIGN KEY (division_id) REFERENCES division(id)
  constraint post_external_id_key UNIQUE (external_id)
  constraint post_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization(id) ON DELETE CASCADE
  constraint post_pkey PRIMARY KEY (id)
  constraint post_slug_check CHECK ((slug ~ '^[a-z0-9-]+$'::text))
  constraint post_slug_key UNIQUE (slug)
CREATE INDEX post_of_division ON public.post USING btree (division_id);
CREATE UNIQUE INDEX post_once ON public.post USING btree (organization_id, role, lower(district), lower(seat), (
CASE
    WHEN (role = 'other'::text) THEN lower(title)
    ELSE ''::text
END)) WHERE (retired_on IS NULL);

table post_power
  state text not null
  role text not null
  topic text not null
  may text not null
  note jsonb not null
  law text not null
  source_url text not null
  checked_on date not null
  constraint post_power_may_check CHECK ((may = ANY (ARRAY['yes'::text, 'no'::text, 'partly'::text])))
  constraint post_power_pkey PRIMARY KEY (state, role, topic)
  constraint post_power_topic_check CHECK ((topic = ANY (ARRAY['detainers'::text, 'notice-of-release'::text, 'jail-access'::text, '287g'::text, 'staff-and-money'::text])))

table provider_event
  sid text not null
  kind text not null
  seen_at timestamp with time zone not null
  removed_at timestamp with time zone
  constraint provider_event_kind_check CHECK ((kind = ANY (ARRAY['text-in'::text, 'call-in'::text])))
  constraint provider_event_pkey PRIMARY KEY (sid)
CREATE INDEX provider_event_kept ON public.provider_event USING btree (seen_at) WHERE (removed_at IS NULL);

table public_name
  signature_id uuid not null
  petition_id uuid not null
  display_name text not null -- personal: first name and initial, only of those who ticked the box | until hidden or deleted | everyone
  place text not null -- personal: state, beside the shown name | until hidden or deleted | everyone
  comment text -- personal: comment, only of those who ticked the box | until hidden or deleted | everyone
  comment_state text not null default 'shown'::text
  confirmed_at timestamp with time zone not null
  constraint public_name_comment_state_check CHECK ((comment_state = ANY (ARRAY['shown'::text, 'review'::text, 'hidden'::text])))
  constraint public_name_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id)
  constraint public_name_pkey PRIMARY KEY (signature_id)
  constraint public_name_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id) ON DELETE CASCADE
CREATE INDEX public_name_newest ON public.public_name USING btree (petition_id, confirmed_at DESC);

table receipt
  id uuid not null
  outcome text not null
  created_at timestamp with time zone not null
  constraint receipt_pkey PRIMARY KEY (id)

table recorded_stop
  id uuid not null
  person_id uuid not null
  way text not null
  channels text[] not null
  sealed bytea not null -- personal: in what words somebody asked us to stop | as long as the person | office
  contact_ids uuid[] not null -- personal: which contacts it stopped, to undo it | as long as the person | office
  consents jsonb not null -- personal: which consents it ended, to undo it | as long as the person | office
  recorded_by uuid not null
  recorded_at timestamp with time zone not null
  undone_at timestamp with time zone
  undone_by uuid
  constraint recorded_stop_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint recorded_stop_pkey PRIMARY KEY (id)
  constraint recorded_stop_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES organizer(id)
  constraint recorded_stop_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES organizer(id)
  constraint recorded_stop_way_check CHECK ((way = ANY (ARRAY['phone'::text, 'in-person'::text, 'other'::text])))
CREATE INDEX recorded_stop_of_person ON public.recorded_stop USING btree (person_id);

table recovery_attempt
  email_index bytea not null -- personal: how often recovery codes were tried for an address, known or not (keyed hash) | two days | office
  hour timestamp with time zone not null
  attempts integer not null
  constraint recovery_attempt_pkey PRIMARY KEY (email_index, hour)

table recovery_code
  organizer_id uuid not null
  hash bytea not null -- personal: check a recovery code (hash) | until it is used | office
  used_at timestamp with time zone
  mac bytea -- proof that the office wrote this row (HMAC under the keyring)
  constraint recovery_code_organizer_id_fkey FOREIGN KEY (organizer_id) REFERENCES organizer(id) ON DELETE CASCADE
  constraint recovery_code_pkey PRIMARY KEY (organizer_id, hash)

table removed_page
  campaign_id uuid not null
  kind text not null
  slug text not null
  removed_at timestamp with time zone not null
  constraint removed_page_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id) ON DELETE CASCADE
  constraint removed_page_pkey PRIMARY KEY (campaign_id, kind, slug)

table response_question
  id uuid not null
  post_id uuid not null
  letter_id uuid not null -- personal: which letter we asked about, so that nobody is asked twice | as long as the letter | worker, office
  message_id uuid not null -- personal: by which mail we asked | as long as the letter | worker, office
  asked_at timestamp with time zone not null
  answer text
  answered_at timestamp with time zone
  constraint response_question_answer_check CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text, 'not-sure'::text])))
  constraint response_question_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES letter(id) ON DELETE CASCADE
  constraint response_question_once UNIQUE (letter_id)
  constraint response_question_pkey PRIMARY KEY (id)
  constraint response_question_post_id_fkey FOREIGN KEY (post_id) REFERENCES post(id) ON DELETE CASCADE
CREATE INDEX response_question_of_message ON public.response_question USING btree (message_id);
CREATE INDEX response_question_of_post ON public.response_question USING btree (post_id) WHERE (answer IS NOT NULL);

table roster_import
  id uuid not null
  file_name text not null
  format text not null
  state text not null default 'mapping'::text
  options jsonb not null default '{}'::jsonb
  columns jsonb not null default '[]'::jsonb
  mapping jsonb
  warnings jsonb not null default '[]'::jsonb
  rows_all integer not null default 0
  rows_done integer not null default 0
  asked_by uuid
  asked_at timestamp with time zone not null
  done_at timestamp with time zone
  failed_at timestamp with time zone
  constraint roster_import_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES organizer(id)
  constraint roster_import_pkey PRIMARY KEY (id)
  constraint roster_import_state_check CHECK ((state = ANY (ARRAY['mapping'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'dropped'::text])))

table roster_import_row
  import_id uuid not null
  line integer not null
  cells jsonb not null
  understood jsonb
  changes jsonb not null default '[]'::jsonb
  outcome text
  problems jsonb not null default '[]'::jsonb
  constraint roster_import_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES roster_import(id) ON DELETE CASCADE
  constraint roster_import_row_pkey PRIMARY KEY (import_id, line)
CREATE INDEX roster_row_waiting ON public.roster_import_row USING btree (import_id, outcome, line);

table search_entry
  kind text not null
  thing_id text not null
  language text not null
  path text not null
  title text not null
  body text not null
  note text not null default ''::text
  version text not null
  words tsvector default (setweight(to_tsvector(
CASE language
    WHEN 'es'::text THEN 'spanish'::regconfig
    ELSE 'english'::regconfig
END, plain_text(title)), 'A'::"char") || setweight(to_tsvector(
CASE language
    WHEN 'es'::text THEN 'spanish'::regconfig
    ELSE 'english'::regconfig
END, plain_text(body)), 'B'::"char"))
  constraint search_entry_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint search_entry_pkey PRIMARY KEY (kind, thing_id, language)
CREATE INDEX search_titles ON public.search_entry USING gin (plain_text(title) text_search.gin_trgm_ops);
CREATE INDEX search_words ON public.search_entry USING gin (words);

table second_typing
  batch_id uuid not null
  line integer not null
  sealed bytea not null -- personal: a line of a paper sheet as a second person typed it, where that differs | until somebody chooses, at most 30 days | worker, office
  constraint second_typing_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES import_batch(id) ON DELETE CASCADE
  constraint second_typing_pkey PRIMARY KEY (batch_id, line)

table segment
  id uuid not null
  group_id uuid not null
  campaign_id uuid
  name text not null
  rule jsonb not null
  revision integer not null default 1
  frozen_at timestamp with time zone
  created_by uuid
  updated_by uuid
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  removed_at timestamp with time zone
  constraint segment_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint segment_created_by_fkey FOREIGN KEY (created_by) REFERENCES organizer(id)
  constraint segment_group_id_fkey FOREIGN KEY (group_id) REFERENCES member_group(id)
  constraint segment_name_check CHECK (((name <> ''::text) AND (length(name) <= 80)))
  constraint segment_pkey PRIMARY KEY (id)
  constraint segment_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES organizer(id)
CREATE UNIQUE INDEX segment_once ON public.segment USING btree (group_id, lower(name)) WHERE (removed_at IS NULL);

table segment_person
  segment_id uuid not null
  person_id uuid not null -- personal: who was in a segment when it was frozen | as long as the person | worker, office
  constraint segment_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint segment_person_pkey PRIMARY KEY (segment_id, person_id)
  constraint segment_person_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES segment(id) ON DELETE CASCADE
CREATE INDEX segment_of_person ON public.segment_person USING btree (person_id);

table sender_message
  message_id uuid not null
  group_id uuid not null
  said text -- what the mail server answered to a test, without addresses
  constraint sender_message_group_id_fkey FOREIGN KEY (group_id) REFERENCES member_group(id) ON DELETE CASCADE
  constraint sender_message_message_id_fkey FOREIGN KEY (message_id) REFERENCES message(id) ON DELETE CASCADE
  constraint sender_message_pkey PRIMARY KEY (message_id)
CREATE INDEX sender_message_of_group ON public.sender_message USING btree (group_id);

table sign_in_attempt
  counted_as bytea not null -- personal: how often somebody tried to sign in with an address, known or not, or from a known browser (keyed hash) | two days | office
  hour timestamp with time zone not null
  organizer_id uuid -- personal: whose account it was tried with; null when nobody has the address | two days | worker, office
  attempts integer not null
  failures integer not null default 0
  reported integer not null default 0
  constraint sign_in_attempt_pkey PRIMARY KEY (counted_as, hour)
CREATE INDEX unreported_failures ON public.sign_in_attempt USING btree (hour) WHERE (failures > reported);

table signature
  id uuid not null
  petition_id uuid not null
  person_id uuid
  contact_token bytea not null -- personal: one signature for each contact and name (keyed hash, key destroyed at close) | as long as the signature | nobody
  name_token bytea not null -- personal: at most two names on one contact (keyed hash, key destroyed at close) | as long as the signature | nobody
  name_slot smallint not null
  state text not null
  held text
  is_private boolean not null
  area text not null -- personal: counts by place: first three digits of the ZIP, or "abroad" | as long as the signature | web, worker, office
  language text not null
  source text not null
  sealed_comment bytea -- personal: comment, until the person confirms that it may be shown | as long as the signature | worker, office
  code_attempts smallint not null default 0
  accepted_at timestamp with time zone not null -- personal: when it was signed; a private signature keeps only the day | as long as the signature | web, worker, office
  confirmed_at timestamp with time zone
  channel text not null default 'mail'::text
  county text -- personal: the likeliest county of the ZIP, for counts and for chapters; never of a private signature | as long as the signature | office, within its scopes
  day date -- personal: the day it is counted on; null: the day of accepted_at in UTC | as long as the signature | worker, office
  signed_on date -- personal: the day that a sheet or a list says; null: it does not say | as long as the signature | worker, office
  constraint one_signature_each UNIQUE (petition_id, contact_token, name_token)
  constraint private_time_is_a_day CHECK (((NOT is_private) OR (state <> 'confirmed'::text) OR ((accepted_at = date_trunc('day'::text, accepted_at, 'UTC'::text)) AND (confirmed_at = date_trunc('day'::text, confirmed_at, 'UTC'::text)) AND (person_id IS NULL) AND (sealed_comment IS NULL))))
  constraint signature_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text, 'paper'::text])))
  constraint signature_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint signature_name_slot_check CHECK ((name_slot = ANY (ARRAY[1, 2])))
  constraint signature_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint signature_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id)
  constraint signature_pkey PRIMARY KEY (id)
  constraint signature_state_check CHECK ((state = ANY (ARRAY['unconfirmed'::text, 'confirmed'::text])))
  constraint two_names_on_a_contact UNIQUE (petition_id, contact_token, name_slot)
CREATE INDEX signature_awaiting_confirmation ON public.signature USING btree (accepted_at) WHERE (state = 'unconfirmed'::text);
CREATE INDEX signature_held ON public.signature USING btree (petition_id, held) WHERE (held IS NOT NULL);
CREATE INDEX signature_of_person ON public.signature USING btree (person_id);
CREATE INDEX signature_of_somebody ON public.signature USING btree (accepted_at, id) WHERE (person_id IS NOT NULL);

table soft_bounce
  id bigint not null
  contact_id uuid not null -- personal: whose mailbox was full or busy, to stop writing to one that stays so | 8 days | worker
  at timestamp with time zone not null
  constraint soft_bounce_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact_point(id) ON DELETE CASCADE
  constraint soft_bounce_pkey PRIMARY KEY (id)
CREATE INDEX soft_bounce_of_contact ON public.soft_bounce USING btree (contact_id, at);

table source_code
  petition_id uuid
  advocacy_campaign_id uuid
  code text not null
  name text not null
  created_at timestamp with time zone not null
  constraint source_code_advocacy_campaign_id_fkey FOREIGN KEY (advocacy_campaign_id) REFERENCES advocacy_campaign(id) ON DELETE CASCADE
  constraint source_code_check CHECK ((num_nonnulls(petition_id, advocacy_campaign_id) = 1))
  constraint source_code_code_check CHECK ((code ~ '^[a-z0-9][a-z0-9-]{0,15}$'::text))
  constraint source_code_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id) ON DELETE CASCADE
CREATE UNIQUE INDEX source_code_of_action ON public.source_code USING btree (advocacy_campaign_id, code) WHERE (advocacy_campaign_id IS NOT NULL);
CREATE UNIQUE INDEX source_code_of_petition ON public.source_code USING btree (petition_id, code) WHERE (petition_id IS NOT NULL);

table spend
  day date not null
  way text not null
  campaign_id uuid
  units integer not null
  micros bigint not null
  constraint spend_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id) ON DELETE CASCADE
  constraint spend_day_way_campaign_id_key UNIQUE NULLS NOT DISTINCT (day, way, campaign_id)
  constraint spend_way_check CHECK ((way = ANY (ARRAY['sms'::text, 'voice'::text])))

table stop_switch
  name text not null
  is_on boolean not null default false
  changed_by uuid
  changed_at timestamp with time zone
  constraint stop_switch_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES organizer(id)
  constraint stop_switch_name_check CHECK ((name = ANY (ARRAY['mail'::text, 'sms'::text, 'calls'::text, 'read-only'::text, 'legal-hold'::text])))
  constraint stop_switch_pkey PRIMARY KEY (name)

table story_draft
  thing_id uuid not null
  content jsonb not null
  revision integer not null
  saved_by uuid
  saved_at timestamp with time zone not null
  constraint story_draft_pkey PRIMARY KEY (thing_id)
  constraint story_draft_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES organizer(id)

table story_revision
  thing_id uuid not null
  revision integer not null
  content jsonb not null
  state text not null
  published_by uuid
  published_at timestamp with time zone not null
  constraint story_revision_pkey PRIMARY KEY (thing_id, revision)
  constraint story_revision_published_by_fkey FOREIGN KEY (published_by) REFERENCES organizer(id)

table subscription
  id uuid not null
  person_id uuid not null
  channel text not null
  scope text not null
  text_version text not null -- personal: which words were agreed to | as long as the person | worker, office
  language text not null
  given_on date not null
  how text not null
  page text not null -- personal: where they asked for news | as long as the person | worker, office
  asked_at timestamp with time zone not null
  confirmed_on date
  code_attempts smallint not null default 0
  ended_on date
  ended_how text
  ended_with uuid
  constraint ended_somehow CHECK (((ended_on IS NULL) = (ended_how IS NULL)))
  constraint subscription_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])))
  constraint subscription_ended_how_check CHECK ((ended_how = ANY (ARRAY['own-page'::text, 'link'::text, 'text'::text, 'mail'::text, 'complaint'::text, 'organizer'::text, 'list'::text, 'merged'::text])))
  constraint subscription_how_check CHECK ((how = ANY (ARRAY['form'::text, 'keyword'::text, 'paper'::text, 'import'::text, 'organizer'::text, 'own-page'::text])))
  constraint subscription_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint subscription_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint subscription_pkey PRIMARY KEY (id)
  constraint subscription_scope_check CHECK ((scope = ANY (ARRAY['campaign'::text, 'network'::text])))
CREATE INDEX subscription_asked ON public.subscription USING btree (person_id, asked_at) WHERE ((page !~~ 'petitions/%'::text) AND (page <> 'me'::text));
CREATE INDEX subscription_ended_with ON public.subscription USING btree (ended_with) WHERE (ended_with IS NOT NULL);
CREATE INDEX subscription_of_person ON public.subscription USING btree (person_id);
CREATE UNIQUE INDEX subscription_once ON public.subscription USING btree (person_id, channel, scope) WHERE (ended_on IS NULL);
CREATE INDEX subscription_unconfirmed ON public.subscription USING btree (asked_at) WHERE (confirmed_on IS NULL);

table suppression
  blind_index bytea not null -- personal: never write to this contact again (keyed hash) | for ever, so that the wish is kept | worker, office
  channel text not null
  reason text not null
  since date not null
  recorded_by uuid
  constraint suppression_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])))
  constraint suppression_pkey PRIMARY KEY (blind_index)
  constraint suppression_reason_check CHECK ((reason = ANY (ARRAY['opted-out'::text, 'bounced'::text])))

table tag_change
  id uuid not null default gen_random_uuid()
  person_id uuid not null
  tag text not null -- personal: words organizers put on a person or took off | as long as the person | office
  is_on boolean not null
  changed_by uuid
  changed_at timestamp with time zone not null
  bulk_id uuid
  import_id uuid
  constraint tag_change_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES organizer(id)
  constraint tag_change_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint tag_change_pkey PRIMARY KEY (id)
CREATE INDEX tag_change_of_bulk ON public.tag_change USING btree (bulk_id) WHERE (bulk_id IS NOT NULL);
CREATE INDEX tag_change_of_person ON public.tag_change USING btree (person_id, changed_at);

table tally
  petition_id uuid not null
  day date not null
  area text not null
  language text not null
  source text not null
  received integer not null default 0
  confirmed integer not null default 0
  private integer not null default 0
  constraint tally_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id)
  constraint tally_pkey PRIMARY KEY (petition_id, day, area, language, source)

table tally_by
  petition_id uuid not null
  dimension text not null
  key text not null
  received integer not null default 0
  confirmed integer not null default 0
  constraint tally_by_dimension_check CHECK ((dimension = ANY (ARRAY['day'::text, 'hour'::text, 'area'::text, 'county'::text, 'language'::text, 'source'::text, 'channel'::text])))
  constraint tally_by_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id)
  constraint tally_by_pkey PRIMARY KEY (petition_id, dimension, key)
CREATE INDEX tally_by_county ON public.tally_by USING btree (key) WHERE (dimension = 'county'::text);

table text_registration
  only_one boolean not null default true
  brand text not null
  campaign text not null
  note text not null
  before jsonb
  changed_by uuid not null
  changed_at timestamp with time zone not null
  constraint text_registration_brand_check CHECK ((brand = ANY (ARRAY['none'::text, 'pending'::text, 'approved'::text, 'rejected'::text])))
  constraint text_registration_campaign_check CHECK ((campaign = ANY (ARRAY['none'::text, 'pending'::text, 'approved'::text, 'rejected'::text])))
  constraint text_registration_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES organizer(id)
  constraint text_registration_only_one_check CHECK (only_one)
  constraint text_registration_pkey PRIMARY KEY (only_one)

table text_to_read
  id uuid not null
  conversation_id uuid not null
  sealed bytea not null -- personal: a text that only a human can understand | 30 days after the last text from that phone | office under audit
  reason text not null
  arrived_at timestamp with time zone not null
  handled_at timestamp with time zone
  handled_by uuid
  sealed_mail bytea -- personal: subject, quoted words and names of attachments of a mail that a human reads | 30 days after the last | worker; office under audit
  constraint text_to_read_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversation(id) ON DELETE CASCADE
  constraint text_to_read_handled_by_fkey FOREIGN KEY (handled_by) REFERENCES organizer(id)
  constraint text_to_read_pkey PRIMARY KEY (id)
  constraint text_to_read_reason_check CHECK ((reason = ANY (ARRAY['begins-with-stop'::text, 'not-understood'::text, 'misunderstood'::text, 'cry-for-help'::text, 'after-the-end'::text, 'from-office'::text, 'mail-reply'::text, 'mail-maybe-stop'::text])))
CREATE INDEX text_to_read_of ON public.text_to_read USING btree (conversation_id);
CREATE INDEX text_to_read_waiting ON public.text_to_read USING btree (arrived_at) WHERE (handled_at IS NULL);

table thread_note
  id uuid not null
  conversation_id uuid not null
  sealed bytea not null -- personal: what organizers note about a conversation | as long as the conversation | office
  written_by uuid not null
  written_at timestamp with time zone not null
  removed_at timestamp with time zone
  constraint thread_note_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversation(id) ON DELETE CASCADE
  constraint thread_note_pkey PRIMARY KEY (id)
  constraint thread_note_written_by_fkey FOREIGN KEY (written_by) REFERENCES organizer(id)
CREATE INDEX thread_note_of ON public.thread_note USING btree (conversation_id);

table timeline_entry
  id uuid not null default gen_random_uuid()
  campaign_id uuid not null
  slug text not null
  state text not null default 'draft'::text
  revision integer not null default 0
  content jsonb not null
  happened_on text
  kind text not null default 'organizing'::text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint timeline_entry_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint timeline_entry_campaign_id_slug_key UNIQUE (campaign_id, slug)
  constraint timeline_entry_happened_on_check CHECK ((happened_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'::text))
  constraint timeline_entry_kind_check CHECK ((kind = ANY (ARRAY['program'::text, 'litigation'::text, 'policy'::text, 'organizing'::text])))
  constraint timeline_entry_pkey PRIMARY KEY (id)
  constraint timeline_entry_slug_check CHECK ((slug ~ '^[a-z0-9-]+$'::text))
  constraint timeline_entry_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'archived'::text])))
CREATE INDEX timeline_by_day ON public.timeline_entry USING btree (campaign_id, happened_on);

table undoable_change
  id uuid not null
  act text not null
  needs text not null
  group_id uuid not null
  name jsonb not null
  path text not null
  tags text[] not null
  rows jsonb not null -- personal: what an organizer changed or removed, as it was: of a delivery, who handed it over | 24 hours | office
  changed_by uuid not null
  changed_at timestamp with time zone not null
  constraint undoable_change_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES organizer(id)
  constraint undoable_change_group_id_fkey FOREIGN KEY (group_id) REFERENCES member_group(id) ON DELETE CASCADE
  constraint undoable_change_pkey PRIMARY KEY (id)
CREATE INDEX undoable_lately ON public.undoable_change USING btree (changed_at);

table vault_key
  id uuid not null default gen_random_uuid()
  campaign_id uuid
  public_key bytea not null
  wrapped_private_key bytea not null
  wrapped_data_key bytea not null
  wrapped_token_key bytea
  created_at timestamp with time zone not null default now()
  token_key_renewed_at timestamp with time zone
  constraint vault_key_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint vault_key_campaign_id_key UNIQUE (campaign_id)
  constraint vault_key_pkey PRIMARY KEY (id)
CREATE UNIQUE INDEX vault_key_of_the_site ON public.vault_key USING btree (((campaign_id IS NULL))) WHERE (campaign_id IS NULL);

table video
  sha256 text not null
  type text not null
  bytes bigint not null
  created_by uuid
  created_at timestamp with time zone not null
  constraint video_created_by_fkey FOREIGN KEY (created_by) REFERENCES organizer(id)
  constraint video_pkey PRIMARY KEY (sha256)
  constraint video_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  constraint video_type_check CHECK ((type = ANY (ARRAY['mp4'::text, 'webm'::text])))

table zip_code
  zip text not null
  city text not null
  state text
  kind text not null
  time_zone text
  counties text[] not null
  shares real[]
  constraint a_share_for_each_county CHECK (((shares IS NULL) OR (cardinality(shares) = cardinality(counties))))
  constraint zip_code_kind_check CHECK ((kind = ANY (ARRAY['standard'::text, 'military'::text])))
  constraint zip_code_pkey PRIMARY KEY (zip)
  constraint zip_code_zip_check CHECK ((zip ~ '^[0-9]{5}$'::text))
