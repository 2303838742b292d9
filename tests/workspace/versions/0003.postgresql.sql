SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.change_only_added_to() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'The log of changes is only added to.'; END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.action (
    finding_id character varying(32),
    decision text NOT NULL,
    what text NOT NULL,
    why text NOT NULL,
    owner text NOT NULL,
    due date,
    status text NOT NULL,
    changed text NOT NULL,
    plan_id character varying(32) NOT NULL,
    id character varying(32) NOT NULL,
    version integer NOT NULL,
    changed_at timestamp without time zone NOT NULL,
    changed_by text NOT NULL,
    deleted_at timestamp without time zone,
    deleted_by text
);
CREATE TABLE public.activity (
    zone_id character varying(32),
    meeting_id character varying(32),
    partner_id character varying(32),
    "on" date NOT NULL,
    kind text NOT NULL,
    venue text NOT NULL,
    lsoa text NOT NULL,
    languages text NOT NULL,
    interpreter text NOT NULL,
    access text NOT NULL,
    run_by text NOT NULL,
    people integer NOT NULL,
    counted text NOT NULL,
    repeats boolean NOT NULL,
    summary text NOT NULL,
    entered_by text NOT NULL,
    entered_at timestamp without time zone NOT NULL,
    plan_id character varying(32) NOT NULL,
    id character varying(32) NOT NULL,
    version integer NOT NULL,
    changed_at timestamp without time zone NOT NULL,
    changed_by text NOT NULL,
    deleted_at timestamp without time zone,
    deleted_by text
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.change (
    number integer NOT NULL,
    at timestamp without time zone NOT NULL,
    who text NOT NULL,
    plan_id character varying(32) NOT NULL,
    record character varying(32) NOT NULL,
    record_id character varying(32) NOT NULL,
    what character varying(32) NOT NULL,
    fields json NOT NULL
);
CREATE SEQUENCE public.change_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.change_number_seq OWNED BY public.change.number;
CREATE TABLE public.finding (
    zone_id character varying(32),
    theme text NOT NULL,
    statement text NOT NULL,
    voices text NOT NULL,
    activities json NOT NULL,
    plan_id character varying(32) NOT NULL,
    id character varying(32) NOT NULL,
    version integer NOT NULL,
    changed_at timestamp without time zone NOT NULL,
    changed_by text NOT NULL,
    deleted_at timestamp without time zone,
    deleted_by text
);
CREATE TABLE public.heard (
    activity_id character varying(32) NOT NULL,
    question character varying(64) NOT NULL,
    category character varying(64) NOT NULL,
    count integer NOT NULL
);
CREATE TABLE public.heard_at (
    activity_id character varying(32) NOT NULL,
    lsoa character varying(16) NOT NULL,
    count integer NOT NULL
);
CREATE TABLE public.own_layer (
    layer_id character varying(32) NOT NULL,
    kind text NOT NULL,
    label text NOT NULL,
    source text NOT NULL,
    period text NOT NULL,
    licence text NOT NULL,
    owner text NOT NULL,
    kept_at timestamp without time zone NOT NULL,
    keep_until date NOT NULL,
    seen_by text NOT NULL,
    id character varying(32) NOT NULL,
    version integer NOT NULL,
    changed_at timestamp without time zone NOT NULL,
    changed_by text NOT NULL,
    deleted_at timestamp without time zone,
    deleted_by text,
    written text NOT NULL
);
CREATE TABLE public.partner (
    name text NOT NULL,
    kind text NOT NULL,
    communities text NOT NULL,
    languages text NOT NULL,
    contact text NOT NULL,
    checked_on date,
    asked_on date,
    answer text NOT NULL,
    plan_id character varying(32) NOT NULL,
    id character varying(32) NOT NULL,
    version integer NOT NULL,
    changed_at timestamp without time zone NOT NULL,
    changed_by text NOT NULL,
    deleted_at timestamp without time zone,
    deleted_by text
);
CREATE TABLE public.plan (
    title text NOT NULL,
    purpose text NOT NULL,
    decision text NOT NULL,
    can_change text NOT NULL,
    cannot_change text NOT NULL,
    duty text NOT NULL,
    duty_why text NOT NULL,
    lead text NOT NULL,
    asked text NOT NULL,
    starts_on date,
    ends_on date,
    review_on date,
    keep_until date,
    quotes boolean NOT NULL,
    definition text NOT NULL,
    release text NOT NULL,
    status text NOT NULL,
    agreed_on date,
    texts_gone_on date,
    created_at timestamp without time zone NOT NULL,
    created_by text NOT NULL,
    id character varying(32) NOT NULL,
    version integer NOT NULL,
    changed_at timestamp without time zone NOT NULL,
    changed_by text NOT NULL,
    deleted_at timestamp without time zone,
    deleted_by text
);
CREATE TABLE public.secret (
    name character varying(32) NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.session (
    zone_id character varying(32),
    venue text NOT NULL,
    address text NOT NULL,
    lsoa text NOT NULL,
    "on" date,
    starts text NOT NULL,
    status text NOT NULL,
    note text NOT NULL,
    plan_id character varying(32) NOT NULL,
    id character varying(32) NOT NULL,
    version integer NOT NULL,
    changed_at timestamp without time zone NOT NULL,
    changed_by text NOT NULL,
    deleted_at timestamp without time zone,
    deleted_by text,
    postcode text DEFAULT ''::text NOT NULL,
    venue_key text DEFAULT ''::text NOT NULL,
    group_id text DEFAULT ''::text NOT NULL,
    longitude double precision,
    latitude double precision,
    people double precision,
    reach integer
);
CREATE TABLE public.told (
    action_id character varying(32),
    whom text NOT NULL,
    "on" date,
    how text NOT NULL,
    language text NOT NULL,
    plan_id character varying(32) NOT NULL,
    id character varying(32) NOT NULL,
    version integer NOT NULL,
    changed_at timestamp without time zone NOT NULL,
    changed_by text NOT NULL,
    deleted_at timestamp without time zone,
    deleted_by text
);
CREATE TABLE public.venue (
    name text NOT NULL,
    kind text NOT NULL,
    address text NOT NULL,
    postcode text NOT NULL,
    note text NOT NULL,
    lsoa text NOT NULL,
    longitude double precision,
    latitude double precision,
    plan_id character varying(32) NOT NULL,
    id character varying(32) NOT NULL,
    version integer NOT NULL,
    changed_at timestamp without time zone NOT NULL,
    changed_by text NOT NULL,
    deleted_at timestamp without time zone,
    deleted_by text
);
CREATE TABLE public.zone (
    number integer NOT NULL,
    name text NOT NULL,
    lead text NOT NULL,
    target integer,
    status text NOT NULL,
    why_not text NOT NULL,
    areas json NOT NULL,
    group_id text NOT NULL,
    people double precision,
    residents double precision,
    plan_id character varying(32) NOT NULL,
    id character varying(32) NOT NULL,
    version integer NOT NULL,
    changed_at timestamp without time zone NOT NULL,
    changed_by text NOT NULL,
    deleted_at timestamp without time zone,
    deleted_by text
);
ALTER TABLE ONLY public.change ALTER COLUMN number SET DEFAULT nextval('public.change_number_seq'::regclass);
INSERT INTO public.action VALUES ('000661739620a69f32205742b6e147c1', 'not', 'What you do: Žofia, علي', 'Why, or why not: Žofia, علي', 'Owner: Žofia, علي', '2026-11-20', 'stopped', 'What changed: Žofia, علي', '00066173961f5bedddb4bf04ed7fabc4', '000661739620d45bfabde60d18811105', 1, '2026-11-30 00:35:28', 'a.person@nhs.test', NULL, NULL);
INSERT INTO public.activity VALUES ('00066173961fb8747011568b200a4e40', '00066173961ff16e1bc837dcf796dc76', '0006617396200b092bbf266bed6f5522', '2026-11-20', 'other', 'Where: Žofia, علي', 'E01007321', 'Languages spoken: Žofia, علي', 'wanted_missing', 'Access: Žofia, علي', 'Run by: Žofia, علي', 5, 'estimated', true, 'What was said: Žofia, علي', 'a.person@nhs.test', '2026-11-30 00:35:28', '00066173961f5bedddb4bf04ed7fabc4', '000661739620407642d938993ca2ba3c', 1, '2026-11-30 00:35:28', 'a.person@nhs.test', NULL, NULL);
INSERT INTO public.alembic_version VALUES ('0003');
INSERT INTO public.change VALUES (1, '2026-11-30 00:35:28', 'a.person@nhs.test', '00066173961f5bedddb4bf04ed7fabc4', 'plan', '00066173961f5bedddb4bf04ed7fabc4', 'created', '["asked", "can_change", "cannot_change", "decision", "duty", "duty_why", "ends_on", "keep_until", "lead", "purpose", "quotes", "review_on", "starts_on", "title"]');
INSERT INTO public.change VALUES (2, '2026-11-30 00:35:28', 'a.person@nhs.test', '00066173961f5bedddb4bf04ed7fabc4', 'zone', '00066173961fb8747011568b200a4e40', 'created', '["lead", "name", "number", "status", "target", "why_not"]');
INSERT INTO public.change VALUES (3, '2026-11-30 00:35:28', 'a.person@nhs.test', '00066173961f5bedddb4bf04ed7fabc4', 'venue', '00066173961fd7bbdaed0bfbbc00caeb', 'created', '["address", "kind", "name", "note", "postcode"]');
INSERT INTO public.change VALUES (4, '2026-11-30 00:35:28', 'a.person@nhs.test', '00066173961f5bedddb4bf04ed7fabc4', 'session', '00066173961ff16e1bc837dcf796dc76', 'created', '["address", "lsoa", "note", "on", "postcode", "starts", "status", "venue", "zone_id"]');
INSERT INTO public.change VALUES (5, '2026-11-30 00:35:28', 'a.person@nhs.test', '00066173961f5bedddb4bf04ed7fabc4', 'partner', '0006617396200b092bbf266bed6f5522', 'created', '["answer", "asked_on", "checked_on", "communities", "contact", "kind", "languages", "name"]');
INSERT INTO public.change VALUES (6, '2026-11-30 00:35:28', 'a.person@nhs.test', '00066173961f5bedddb4bf04ed7fabc4', 'activity', '000661739620407642d938993ca2ba3c', 'created', '["access", "counted", "interpreter", "kind", "languages", "lsoa", "meeting_id", "on", "partner_id", "people", "repeats", "run_by", "summary", "venue", "zone_id"]');
INSERT INTO public.change VALUES (7, '2026-11-30 00:35:28', 'a.person@nhs.test', '00066173961f5bedddb4bf04ed7fabc4', 'finding', '000661739620a69f32205742b6e147c1', 'created', '["activities", "statement", "theme", "voices", "zone_id"]');
INSERT INTO public.change VALUES (8, '2026-11-30 00:35:28', 'a.person@nhs.test', '00066173961f5bedddb4bf04ed7fabc4', 'action', '000661739620d45bfabde60d18811105', 'created', '["changed", "decision", "due", "finding_id", "owner", "status", "what", "why"]');
INSERT INTO public.change VALUES (9, '2026-11-30 00:35:28', 'a.person@nhs.test', '00066173961f5bedddb4bf04ed7fabc4', 'told', '000661739620f091f78dae9cdf98ce60', 'created', '["action_id", "how", "language", "on", "whom"]');
INSERT INTO public.change VALUES (10, '2026-11-30 00:35:28', 'a.person@nhs.test', '0006617396212a6a32b8c02dbec62c5d', 'own_layer', '0006617396212a6a32b8c02dbec62c5d', 'created', '["keep_until", "label", "seen_by"]');
INSERT INTO public.finding VALUES ('00066173961fb8747011568b200a4e40', 'Theme: Žofia, علي', 'What people said: Žofia, علي', 'many', '["000661739620407642d938993ca2ba3c"]', '00066173961f5bedddb4bf04ed7fabc4', '000661739620a69f32205742b6e147c1', 1, '2026-11-30 00:35:28', 'a.person@nhs.test', NULL, NULL);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'ethnicity', 'white', 2);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'ethnicity', '', 1);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'ethnicity', 'not_asked', 2);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'age', 'age_0_4', 2);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'age', '', 1);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'age', 'not_asked', 2);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'sex', 'female', 2);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'sex', '', 1);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'sex', 'not_asked', 2);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'disability', 'disabled', 2);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'disability', '', 1);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'disability', 'not_asked', 2);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'language', 'main_language_english', 2);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'language', '', 1);
INSERT INTO public.heard VALUES ('000661739620407642d938993ca2ba3c', 'language', 'not_asked', 2);
INSERT INTO public.heard_at VALUES ('000661739620407642d938993ca2ba3c', 'E01007321', 3);
INSERT INTO public.heard_at VALUES ('000661739620407642d938993ca2ba3c', '', 2);
INSERT INTO public.own_layer VALUES ('own_87025c052581', 'layer', 'Households with a food parcel', 'A council', '2025', '', 'a.person@nhs.test', '2026-11-30 00:35:28', '2028-11-29', 'everyone', '0006617396212a6a32b8c02dbec62c5d', 1, '2026-11-30 00:35:28', 'a.person@nhs.test', NULL, NULL, '{"format":"seldom-heard-own-layer","version":1,"layer":{"label":"Households with a food parcel","short":"Food parcels","kind":"share","unit":"%","polarity":"high","source":"A council","period":"2025","level":"lsoa","codes":["E01007317","E01007318","E01007319"],"values":[],"numerators":[10.0,null,45.0],"denominators":[600.0,700.0,650.0],"counted":"households with a parcel","out_of":"households","note":"","licence":"","published":false,"people":false,"hidden":0,"carried":0}}');
INSERT INTO public.partner VALUES ('Organisation: Žofia, علي', 'other', 'Communities it works with: Žofia, علي', 'Languages: Žofia, علي', 'The organisation’s contact: Žofia, علي', '2026-11-20', '2026-11-20', 'no', '00066173961f5bedddb4bf04ed7fabc4', '0006617396200b092bbf266bed6f5522', 1, '2026-11-30 00:35:28', 'a.person@nhs.test', NULL, NULL);
INSERT INTO public.plan VALUES ('Title: Žofia, علي', 'Purpose: Žofia, علي', 'The decision it informs: Žofia, علي', 'What people can change: Žofia, علي', 'What they cannot change: Žofia, علي', 'own', 'Why that duty: Žofia, علي', 'Lead: Žofia, علي', '65', '2026-11-20', '2026-11-20', '2026-11-20', '2026-11-20', true, 'c=imd_decile!d!2!r', '0123456789ab', 'draft', NULL, NULL, '2026-11-30 00:35:28', 'a.person@nhs.test', '00066173961f5bedddb4bf04ed7fabc4', 1, '2026-11-30 00:35:28', 'a.person@nhs.test', NULL, NULL);
INSERT INTO public.session VALUES ('00066173961fb8747011568b200a4e40', 'Venue: Žofia, علي', 'Address: Žofia, علي', 'E01007321', '2026-11-20', '14:00', 'cancelled', 'Note: Žofia, علي', '00066173961f5bedddb4bf04ed7fabc4', '00066173961ff16e1bc837dcf796dc76', 1, '2026-11-30 00:35:28', 'a.person@nhs.test', NULL, NULL, 'S1 2HH', 'l0123abcd', 'english_limited', -1.4701, 53.3811, 96.5, 800);
INSERT INTO public.told VALUES ('000661739620d45bfabde60d18811105', 'Whom you told: Žofia, علي', '2026-11-20', 'How: Žofia, علي', 'Language: Žofia, علي', '00066173961f5bedddb4bf04ed7fabc4', '000661739620f091f78dae9cdf98ce60', 1, '2026-11-30 00:35:28', 'a.person@nhs.test', NULL, NULL);
INSERT INTO public.venue VALUES ('Name: Žofia, علي', 'Kind: Žofia, علي', 'Address: Žofia, علي', 'S1 2HH', 'Note: Žofia, علي', 'E01007321', -1.4701, 53.3811, '00066173961f5bedddb4bf04ed7fabc4', '00066173961fd7bbdaed0bfbbc00caeb', 1, '2026-11-30 00:35:28', 'a.person@nhs.test', NULL, NULL);
INSERT INTO public.zone VALUES (5, 'Name: Žofia, علي', 'Lead: Žofia, علي', 5, 'not_pursued', 'Why it is not pursued: Žofia, علي', '["E01007321", "E01007322"]', 'english_limited', 210.5, 3100, '00066173961f5bedddb4bf04ed7fabc4', '00066173961fb8747011568b200a4e40', 1, '2026-11-30 00:35:28', 'a.person@nhs.test', NULL, NULL);
SELECT pg_catalog.setval('public.change_number_seq', 10, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.action
    ADD CONSTRAINT pk_action PRIMARY KEY (id);
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT pk_activity PRIMARY KEY (id);
ALTER TABLE ONLY public.change
    ADD CONSTRAINT pk_change PRIMARY KEY (number);
ALTER TABLE ONLY public.finding
    ADD CONSTRAINT pk_finding PRIMARY KEY (id);
ALTER TABLE ONLY public.heard
    ADD CONSTRAINT pk_heard PRIMARY KEY (activity_id, question, category);
ALTER TABLE ONLY public.heard_at
    ADD CONSTRAINT pk_heard_at PRIMARY KEY (activity_id, lsoa);
ALTER TABLE ONLY public.own_layer
    ADD CONSTRAINT pk_own_layer PRIMARY KEY (id);
ALTER TABLE ONLY public.partner
    ADD CONSTRAINT pk_partner PRIMARY KEY (id);
ALTER TABLE ONLY public.plan
    ADD CONSTRAINT pk_plan PRIMARY KEY (id);
ALTER TABLE ONLY public.secret
    ADD CONSTRAINT pk_secret PRIMARY KEY (name);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT pk_session PRIMARY KEY (id);
ALTER TABLE ONLY public.told
    ADD CONSTRAINT pk_told PRIMARY KEY (id);
ALTER TABLE ONLY public.venue
    ADD CONSTRAINT pk_venue PRIMARY KEY (id);
ALTER TABLE ONLY public.zone
    ADD CONSTRAINT pk_zone PRIMARY KEY (id);
CREATE INDEX ix_action_plan_id ON public.action USING btree (plan_id);
CREATE INDEX ix_activity_plan_id ON public.activity USING btree (plan_id);
CREATE INDEX ix_change_plan_id ON public.change USING btree (plan_id);
CREATE INDEX ix_change_record_id ON public.change USING btree (record_id);
CREATE INDEX ix_finding_plan_id ON public.finding USING btree (plan_id);
CREATE INDEX ix_partner_plan_id ON public.partner USING btree (plan_id);
CREATE INDEX ix_session_plan_id ON public.session USING btree (plan_id);
CREATE INDEX ix_told_plan_id ON public.told USING btree (plan_id);
CREATE INDEX ix_venue_plan_id ON public.venue USING btree (plan_id);
CREATE INDEX ix_zone_plan_id ON public.zone USING btree (plan_id);
CREATE TRIGGER change_only_added_to BEFORE DELETE OR UPDATE OR TRUNCATE ON public.change FOR EACH STATEMENT EXECUTE FUNCTION public.change_only_added_to();
ALTER TABLE ONLY public.action
    ADD CONSTRAINT fk_action_finding_id FOREIGN KEY (finding_id) REFERENCES public.finding(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.action
    ADD CONSTRAINT fk_action_plan_id FOREIGN KEY (plan_id) REFERENCES public.plan(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT fk_activity_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.session(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT fk_activity_partner_id FOREIGN KEY (partner_id) REFERENCES public.partner(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT fk_activity_plan_id FOREIGN KEY (plan_id) REFERENCES public.plan(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.activity
    ADD CONSTRAINT fk_activity_zone_id FOREIGN KEY (zone_id) REFERENCES public.zone(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.finding
    ADD CONSTRAINT fk_finding_plan_id FOREIGN KEY (plan_id) REFERENCES public.plan(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.finding
    ADD CONSTRAINT fk_finding_zone_id FOREIGN KEY (zone_id) REFERENCES public.zone(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.heard
    ADD CONSTRAINT fk_heard_activity_id FOREIGN KEY (activity_id) REFERENCES public.activity(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.heard_at
    ADD CONSTRAINT fk_heard_at_activity_id FOREIGN KEY (activity_id) REFERENCES public.activity(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.partner
    ADD CONSTRAINT fk_partner_plan_id FOREIGN KEY (plan_id) REFERENCES public.plan(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.session
    ADD CONSTRAINT fk_session_plan_id FOREIGN KEY (plan_id) REFERENCES public.plan(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.session
    ADD CONSTRAINT fk_session_zone_id FOREIGN KEY (zone_id) REFERENCES public.zone(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.told
    ADD CONSTRAINT fk_told_action_id FOREIGN KEY (action_id) REFERENCES public.action(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.told
    ADD CONSTRAINT fk_told_plan_id FOREIGN KEY (plan_id) REFERENCES public.plan(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.venue
    ADD CONSTRAINT fk_venue_plan_id FOREIGN KEY (plan_id) REFERENCES public.plan(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.zone
    ADD CONSTRAINT fk_zone_plan_id FOREIGN KEY (plan_id) REFERENCES public.plan(id) ON DELETE CASCADE;
