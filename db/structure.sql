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
  constraint campaign_colour_check CHECK ((colour ~ '^#[0-9a-f]{6}$'::text))
  constraint campaign_pkey PRIMARY KEY (id)
  constraint campaign_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]*$'::text))
  constraint campaign_slug_key UNIQUE (slug)
  constraint campaign_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'archived'::text])))

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
  constraint consent_purpose_check CHECK ((purpose = ANY (ARRAY['email'::text, 'sms'::text, 'show_name'::text])))

table contact_point
  id uuid not null
  campaign_id uuid not null
  channel text not null
  blind_index bytea not null -- personal: find a known address or number without reading it (keyed hash) | as long as the contact | worker, office
  sealed bytea not null -- personal: address or number, to send what the person asked for | unconfirmed 7 days; otherwise until deleted | worker, office
  proven_on date -- personal: the day somebody answered from this contact | as long as the contact | worker, office
  failing_since date -- personal: stop writing to an address that refuses mail | as long as the contact | worker, office
  created_on date not null
  constraint contact_point_campaign_id_blind_index_key UNIQUE (campaign_id, blind_index)
  constraint contact_point_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint contact_point_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])))
  constraint contact_point_pkey PRIMARY KEY (id)
CREATE INDEX contact_point_by_blind_index ON public.contact_point USING btree (blind_index);

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

table maintenance_run
  id uuid not null default gen_random_uuid()
  job text not null
  ran_at timestamp with time zone not null
  result jsonb not null
  constraint maintenance_run_pkey PRIMARY KEY (id)
CREATE INDEX maintenance_run_newest ON public.maintenance_run USING btree (job, ran_at DESC);

table message
  id uuid not null
  channel text not null
  template text not null
  language text not null
  contact_id uuid not null
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
  constraint message_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])))
  constraint message_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact_point(id) ON DELETE CASCADE
  constraint message_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint message_link_hash_key UNIQUE (link_hash)
  constraint message_once_key_key UNIQUE (once_key)
  constraint message_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint message_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id)
  constraint message_pkey PRIMARY KEY (id)
  constraint message_signature_id_fkey FOREIGN KEY (signature_id) REFERENCES signature(id) ON DELETE CASCADE
  constraint message_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unknown'::text, 'suppressed'::text])))
CREATE INDEX message_claimed ON public.message USING btree (claimed_at) WHERE (state = 'sending'::text);
CREATE INDEX message_due ON public.message USING btree (channel, due_at) WHERE (state = 'queued'::text);
CREATE INDEX message_of_contact ON public.message USING btree (contact_id);
CREATE INDEX message_of_person ON public.message USING btree (person_id);
CREATE INDEX message_of_signature ON public.message USING btree (signature_id);

table message_budget
  blind_index bytea not null -- personal: nobody can be flooded with our mail (keyed hash) | 30 days | worker
  day date not null
  owed smallint not null
  constraint message_budget_pkey PRIMARY KEY (blind_index, day)

table milestone
  petition_id uuid not null
  threshold integer not null
  reached_at timestamp with time zone not null
  withdrawn_at timestamp with time zone
  constraint milestone_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id)
  constraint milestone_pkey PRIMARY KEY (petition_id, threshold)

table person
  id uuid not null
  campaign_id uuid not null
  contact_id uuid not null
  other_contact_id uuid
  name_index bytea not null -- personal: tell two people on one contact apart (keyed hash) | as long as the person | worker, office
  sealed bytea not null -- personal: name, ZIP, country | unconfirmed 7 days; otherwise until deleted | worker, office
  language text not null -- personal: write in the language they chose | as long as the person | web, worker, office
  created_on date not null
  constraint person_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint person_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES contact_point(id) ON DELETE CASCADE
  constraint person_contact_id_name_index_key UNIQUE (contact_id, name_index)
  constraint person_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint person_other_contact_id_fkey FOREIGN KEY (other_contact_id) REFERENCES contact_point(id) ON DELETE SET NULL
  constraint person_pkey PRIMARY KEY (id)
CREATE INDEX person_by_other_contact ON public.person USING btree (other_contact_id) WHERE (other_contact_id IS NOT NULL);

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
  constraint petition_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint petition_pkey PRIMARY KEY (id)
  constraint petition_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]*$'::text))
  constraint petition_slug_key UNIQUE (slug)
  constraint petition_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'open'::text, 'closed'::text, 'victory'::text, 'archived'::text])))
CREATE INDEX petition_of_campaign ON public.petition USING btree (campaign_id);

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

table signature
  id uuid not null
  petition_id uuid not null
  person_id uuid
  contact_token bytea not null -- personal: one signature for each contact and name (keyed hash, key destroyed at close) | as long as the signature | nobody
  name_token bytea not null -- personal: at most two names on one contact (keyed hash, key destroyed at close) | as long as the signature | nobody
  seat smallint not null
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
  constraint one_signature_each UNIQUE (petition_id, contact_token, name_token)
  constraint private_time_is_a_day CHECK (((NOT is_private) OR (state <> 'confirmed'::text) OR ((accepted_at = date_trunc('day'::text, accepted_at, 'UTC'::text)) AND (confirmed_at = date_trunc('day'::text, confirmed_at, 'UTC'::text)) AND (person_id IS NULL) AND (sealed_comment IS NULL))))
  constraint signature_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
  constraint signature_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
  constraint signature_petition_id_fkey FOREIGN KEY (petition_id) REFERENCES petition(id)
  constraint signature_pkey PRIMARY KEY (id)
  constraint signature_seat_check CHECK ((seat = ANY (ARRAY[1, 2])))
  constraint signature_state_check CHECK ((state = ANY (ARRAY['unconfirmed'::text, 'confirmed'::text])))
  constraint two_names_on_a_contact UNIQUE (petition_id, contact_token, seat)
CREATE INDEX signature_awaiting_confirmation ON public.signature USING btree (accepted_at) WHERE (state = 'unconfirmed'::text);
CREATE INDEX signature_held ON public.signature USING btree (petition_id, held) WHERE (held IS NOT NULL);
CREATE INDEX signature_of_person ON public.signature USING btree (person_id);

table suppression
  blind_index bytea not null -- personal: never write to this contact again (keyed hash) | for ever, so that the wish is kept | worker, office
  channel text not null
  reason text not null
  since date not null
  constraint suppression_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])))
  constraint suppression_pkey PRIMARY KEY (blind_index)
  constraint suppression_reason_check CHECK ((reason = ANY (ARRAY['opted-out'::text, 'bounced'::text])))

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

table vault_key
  id uuid not null default gen_random_uuid()
  campaign_id uuid
  public_key bytea not null
  wrapped_private_key bytea not null
  wrapped_data_key bytea not null
  wrapped_token_key bytea
  created_at timestamp with time zone not null default now()
  constraint vault_key_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaign(id)
  constraint vault_key_campaign_id_key UNIQUE (campaign_id)
  constraint vault_key_pkey PRIMARY KEY (id)
CREATE UNIQUE INDEX vault_key_of_the_site ON public.vault_key USING btree (((campaign_id IS NULL))) WHERE (campaign_id IS NULL);
