CREATE TABLE public.agencies (
    mention_id character varying NOT NULL COLLATE pg_catalog."C",
    type character varying(16),
    country character varying(2),
    acronym text
);
CREATE TABLE public.aliases (
    entity_id character varying NOT NULL COLLATE pg_catalog."C",
    name character varying NOT NULL COLLATE pg_catalog."C",
    rank integer NOT NULL,
    count integer NOT NULL,
    articles integer NOT NULL
);
COMMENT ON COLUMN public.aliases.rank IS '0 is the first of its entity';
CREATE TABLE public.articles (
    id character varying NOT NULL COLLATE pg_catalog."C",
    run_id character varying NOT NULL COLLATE pg_catalog."C",
    version text NOT NULL,
    fingerprint character varying(64) NOT NULL,
    sha256 character varying(64) NOT NULL,
    source text,
    url text,
    title text,
    language text,
    published date,
    published_from text,
    warnings json NOT NULL,
    text text NOT NULL,
    resolved boolean NOT NULL,
    context json
);
COMMENT ON COLUMN public.articles.version IS 'of code, model and rules';
COMMENT ON COLUMN public.articles.fingerprint IS 'of text and metadata as read';
COMMENT ON COLUMN public.articles.sha256 IS 'of the text, as UTF-8';
COMMENT ON COLUMN public.articles.resolved IS 'its mentions have entities';
COMMENT ON COLUMN public.articles.context IS 'what it names and is about, for resolution';
CREATE TABLE public.blocks (
    label character varying(16) NOT NULL,
    block character varying NOT NULL COLLATE pg_catalog."C",
    entity_id character varying NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.counts (
    mention_id character varying NOT NULL COLLATE pg_catalog."C",
    low double precision NOT NULL,
    high double precision NOT NULL,
    bound character varying(16) NOT NULL,
    unit text,
    unit_class character varying(16),
    basis character varying(16) NOT NULL,
    party text
);
CREATE TABLE public.dates (
    mention_id character varying NOT NULL COLLATE pg_catalog."C",
    edtf text,
    start date,
    "end" date,
    "precision" character varying(16),
    relative boolean NOT NULL,
    anchor date,
    reason text
);
COMMENT ON COLUMN public.dates."end" IS 'exclusive';
CREATE TABLE public.decisions (
    id character varying NOT NULL COLLATE pg_catalog."C",
    label character varying(16) NOT NULL,
    name_a text NOT NULL,
    name_b text NOT NULL,
    verdict character varying(16) NOT NULL,
    rule text NOT NULL,
    score double precision,
    reason text NOT NULL,
    article_id character varying COLLATE pg_catalog."C",
    entity_id character varying COLLATE pg_catalog."C"
);
CREATE TABLE public.entities (
    id character varying NOT NULL COLLATE pg_catalog."C",
    label character varying(16) NOT NULL,
    name text NOT NULL,
    attributes json NOT NULL,
    mentions integer NOT NULL,
    articles integer NOT NULL,
    first_seen date,
    last_seen date,
    born integer NOT NULL,
    reference text,
    identity text NOT NULL,
    tallies json NOT NULL
);
COMMENT ON COLUMN public.entities.born IS 'number of the resolution that it was new in';
COMMENT ON COLUMN public.entities.reference IS 'id in the agency register or the gazetteer';
COMMENT ON COLUMN public.entities.identity IS 'what its id was derived from';
COMMENT ON COLUMN public.entities.tallies IS 'of roles, types, countries, acronyms';
CREATE TABLE public.failures (
    article character varying NOT NULL COLLATE pg_catalog."C",
    stage character varying(16) NOT NULL,
    error text NOT NULL,
    run_id character varying NOT NULL COLLATE pg_catalog."C"
);
COMMENT ON COLUMN public.failures.article IS 'id of the article, or name of the input';
CREATE TABLE public.locations (
    mention_id character varying NOT NULL COLLATE pg_catalog."C",
    type character varying(16),
    country character varying(2),
    lat double precision,
    lon double precision,
    geonames bigint
);
COMMENT ON COLUMN public.locations.lat IS 'degrees, WGS 84';
COMMENT ON COLUMN public.locations.lon IS 'degrees, WGS 84';
CREATE TABLE public.mentions (
    id character varying NOT NULL COLLATE pg_catalog."C",
    article_id character varying NOT NULL COLLATE pg_catalog."C",
    label character varying(16) NOT NULL,
    start integer NOT NULL,
    "end" integer NOT NULL,
    text text NOT NULL,
    entity_id character varying COLLATE pg_catalog."C",
    reference text,
    evidence_by text NOT NULL,
    evidence_detail text,
    confidence double precision
);
COMMENT ON COLUMN public.mentions.start IS 'code points';
COMMENT ON COLUMN public.mentions."end" IS 'code points, exclusive';
COMMENT ON COLUMN public.mentions.reference IS 'id in the agency register or the gazetteer';
CREATE TABLE public.persons (
    mention_id character varying NOT NULL COLLATE pg_catalog."C",
    role text
);
CREATE TABLE public.redirects (
    id character varying NOT NULL COLLATE pg_catalog."C",
    entity_id character varying NOT NULL COLLATE pg_catalog."C",
    born integer NOT NULL
);
CREATE TABLE public.runs (
    id character varying NOT NULL COLLATE pg_catalog."C",
    version text NOT NULL,
    settings json NOT NULL,
    started timestamp with time zone NOT NULL,
    finished timestamp with time zone
);
COMMENT ON COLUMN public.runs.version IS 'of code, model and rules';
COMMENT ON COLUMN public.runs.started IS 'UTC';
COMMENT ON COLUMN public.runs.finished IS 'UTC; null: running, or killed';
CREATE TABLE public.state (
    id integer NOT NULL,
    resolutions integer NOT NULL,
    whole_due boolean NOT NULL,
    reviewed text NOT NULL
);
COMMENT ON COLUMN public.state.resolutions IS 'how often it was resolved';
COMMENT ON COLUMN public.state.whole_due IS 'a resolved article is gone or changed';
COMMENT ON COLUMN public.state.reviewed IS 'digest of the decisions that are applied';
CREATE SEQUENCE public.state_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.state_id_seq OWNED BY public.state.id;
CREATE TABLE public.surnames (
    key character varying NOT NULL COLLATE pg_catalog."C",
    surname character varying NOT NULL COLLATE pg_catalog."C"
);
ALTER TABLE ONLY public.state ALTER COLUMN id SET DEFAULT nextval('public.state_id_seq'::regclass);
INSERT INTO public.agencies VALUES ('a3.4', 'other', 'TR', 'PO');
INSERT INTO public.aliases VALUES ('e1', 'Anna', 0, 2, 2);
INSERT INTO public.aliases VALUES ('e1', 'Ana', 1, 1, 1);
INSERT INTO public.aliases VALUES ('e3', 'Ankara', 0, 1, 1);
INSERT INTO public.articles VALUES ('a2', '686ae881f5684ed1', '1', 'a0ba34edc239eecaf787e8c99758ecca14029ede34ec1facad49c13b760146e0', 'f795bf747ea2189d47c11bacc673e3fe226ed0ed7b2294bd8b41f495337df2fc', NULL, NULL, NULL, 'en', NULL, NULL, '[]', 'Carla met Anna.', false, 'null');
INSERT INTO public.articles VALUES ('a1', '686ae881f5684ed1', '1', 'c85fdbb3889b9fefd800e3a27abfd5f22b07aa1bf6be38bf1994d5c7b3229641', '18dfe349da6cc2d6593d6e92299ddaa57412ffacc9ea293ff126fe3c0ade229c', NULL, NULL, 'A meeting', NULL, '2024-08-01', NULL, '[]', 'Anna met Boris and 26 people.', true, '[["word", "port"]]');
INSERT INTO public.articles VALUES ('a3', '686ae881f5684ed1', '1', '755b3c4aaf7aa5ea1de107da9e7d0de03f779901dbd243e0b66acab1bdd8b03d', 'ffb28a545df7855a7c36483dfa8261e61518b931f39b01fa5f74f399ad6c076e', 'wire', 'https://news.example/a3', 'A swap', 'en', '2024-08-02', NULL, '["a warning"]', 'The Port Office in Ankara freed 26 on 1 August 2024.', true, '[]');
INSERT INTO public.blocks VALUES ('PERSON', 'surname anna', 'e1');
INSERT INTO public.blocks VALUES ('AGENCY', 'name port', 'e2');
INSERT INTO public.counts VALUES ('8864a68ce37abc77', 26, 26, 'exact', NULL, NULL, 'unspecified', NULL);
INSERT INTO public.counts VALUES ('a3.32', 26, 26, 'exact', 'prisoner', 'prisoner', 'total', NULL);
INSERT INTO public.dates VALUES ('a3.38', '2024-08-01', '2024-08-01', '2024-08-02', 'day', false, NULL, NULL);
INSERT INTO public.decisions VALUES ('d1', 'PERSON', 'Anna', 'Anne', 'unsure', 'variant', 0.75, 'one letter differs', NULL, NULL);
INSERT INTO public.decisions VALUES ('d2', 'PERSON', 'Anna', 'Boris', 'match', 'none', NULL, 'told so', 'a1', 'e1');
INSERT INTO public.entities VALUES ('e1', 'PERSON', 'Anna Türk', '{"roles": ["guard", "captain"], "a": []}', 3, 2, '2024-08-01', NULL, 1, NULL, 'anna', '{"roles": {"guard": 2}}');
INSERT INTO public.entities VALUES ('e2', 'AGENCY', 'Port Office', '{}', 9, 1, NULL, NULL, 1, 'port', 'port office', '{}');
INSERT INTO public.entities VALUES ('e3', 'LOCATION', 'Ankara', '{}', 1, 1, NULL, NULL, 1, 'geonames 323786', 'ankara', '{}');
INSERT INTO public.failures VALUES ('x', 'read', 'no text', '686ae881f5684ed1');
INSERT INTO public.locations VALUES ('a3.19', 'city', 'TR', 39.92, 32.85, 323786);
INSERT INTO public.mentions VALUES ('3958f02acdb7a904', 'a1', 'PERSON', 9, 14, 'Boris', NULL, NULL, 'fake', NULL, NULL);
INSERT INTO public.mentions VALUES ('8864a68ce37abc77', 'a1', 'COUNT', 19, 21, '26', NULL, NULL, 'fake', NULL, NULL);
INSERT INTO public.mentions VALUES ('ae4eaf631be74344', 'a2', 'PERSON', 0, 5, 'Carla', NULL, NULL, 'fake', NULL, NULL);
INSERT INTO public.mentions VALUES ('a3.32', 'a3', 'COUNT', 32, 34, '26', NULL, NULL, 'test', 'by hand', 0.5);
INSERT INTO public.mentions VALUES ('a3.38', 'a3', 'DATE', 38, 51, '1 August 2024', NULL, NULL, 'test', 'by hand', 0.5);
INSERT INTO public.mentions VALUES ('71d28d9c1c2e79e0', 'a1', 'PERSON', 0, 4, 'Anna', 'e1', NULL, 'fake', NULL, NULL);
INSERT INTO public.mentions VALUES ('3ff1fb5d636396fe', 'a2', 'PERSON', 10, 14, 'Anna', 'e1', NULL, 'fake', NULL, NULL);
INSERT INTO public.mentions VALUES ('a3.4', 'a3', 'AGENCY', 4, 15, 'Port Office', 'e2', NULL, 'test', 'by hand', 0.5);
INSERT INTO public.mentions VALUES ('a3.19', 'a3', 'LOCATION', 19, 25, 'Ankara', 'e3', 'geonames 323786', 'test', 'by hand', 0.5);
INSERT INTO public.persons VALUES ('71d28d9c1c2e79e0', NULL);
INSERT INTO public.persons VALUES ('3958f02acdb7a904', NULL);
INSERT INTO public.persons VALUES ('ae4eaf631be74344', NULL);
INSERT INTO public.persons VALUES ('3ff1fb5d636396fe', NULL);
INSERT INTO public.redirects VALUES ('e9', 'e1', 0);
INSERT INTO public.runs VALUES ('686ae881f5684ed1', '1', '{"model": "m"}', '2024-08-02 00:00:00+00', '2024-08-02 00:01:00+00');
INSERT INTO public.state VALUES (1, 1, false, '');
INSERT INTO public.surnames VALUES ('AN', 'anna');
ALTER TABLE ONLY public.agencies
    ADD CONSTRAINT pk_agencies PRIMARY KEY (mention_id);
ALTER TABLE ONLY public.aliases
    ADD CONSTRAINT pk_aliases PRIMARY KEY (entity_id, name);
ALTER TABLE ONLY public.articles
    ADD CONSTRAINT pk_articles PRIMARY KEY (id);
ALTER TABLE ONLY public.blocks
    ADD CONSTRAINT pk_blocks PRIMARY KEY (label, block, entity_id);
ALTER TABLE ONLY public.counts
    ADD CONSTRAINT pk_counts PRIMARY KEY (mention_id);
ALTER TABLE ONLY public.dates
    ADD CONSTRAINT pk_dates PRIMARY KEY (mention_id);
ALTER TABLE ONLY public.decisions
    ADD CONSTRAINT pk_decisions PRIMARY KEY (id);
ALTER TABLE ONLY public.entities
    ADD CONSTRAINT pk_entities PRIMARY KEY (id);
ALTER TABLE ONLY public.failures
    ADD CONSTRAINT pk_failures PRIMARY KEY (article, stage);
ALTER TABLE ONLY public.locations
    ADD CONSTRAINT pk_locations PRIMARY KEY (mention_id);
ALTER TABLE ONLY public.mentions
    ADD CONSTRAINT pk_mentions PRIMARY KEY (id);
ALTER TABLE ONLY public.persons
    ADD CONSTRAINT pk_persons PRIMARY KEY (mention_id);
ALTER TABLE ONLY public.redirects
    ADD CONSTRAINT pk_redirects PRIMARY KEY (id);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT pk_runs PRIMARY KEY (id);
ALTER TABLE ONLY public.state
    ADD CONSTRAINT pk_state PRIMARY KEY (id);
ALTER TABLE ONLY public.surnames
    ADD CONSTRAINT pk_surnames PRIMARY KEY (key, surname);
CREATE INDEX ix_agencies_country_agencies_type ON public.agencies USING btree (country, type);
CREATE INDEX ix_aliases_name ON public.aliases USING btree (name);
CREATE INDEX ix_articles_published ON public.articles USING btree (published);
CREATE INDEX ix_articles_resolved ON public.articles USING btree (resolved);
CREATE INDEX ix_articles_run_id ON public.articles USING btree (run_id);
CREATE INDEX ix_blocks_entity_id ON public.blocks USING btree (entity_id);
CREATE INDEX ix_counts_unit ON public.counts USING btree (unit);
CREATE INDEX ix_dates_start ON public.dates USING btree (start);
CREATE INDEX ix_decisions_entity_id ON public.decisions USING btree (entity_id);
CREATE INDEX ix_entities_articles ON public.entities USING btree (articles);
CREATE INDEX ix_entities_label_entities_name ON public.entities USING btree (label, name);
CREATE INDEX ix_failures_run_id ON public.failures USING btree (run_id);
CREATE INDEX ix_locations_country ON public.locations USING btree (country);
CREATE INDEX ix_mentions_article_id_mentions_start ON public.mentions USING btree (article_id, start);
CREATE INDEX ix_mentions_entity_id ON public.mentions USING btree (entity_id);
CREATE INDEX ix_mentions_label_mentions_text ON public.mentions USING btree (label, text);
CREATE INDEX ix_redirects_entity_id ON public.redirects USING btree (entity_id);
ALTER TABLE ONLY public.agencies
    ADD CONSTRAINT fk_agencies_mention_id FOREIGN KEY (mention_id) REFERENCES public.mentions(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.aliases
    ADD CONSTRAINT fk_aliases_entity_id FOREIGN KEY (entity_id) REFERENCES public.entities(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles
    ADD CONSTRAINT fk_articles_run_id FOREIGN KEY (run_id) REFERENCES public.runs(id);
ALTER TABLE ONLY public.blocks
    ADD CONSTRAINT fk_blocks_entity_id FOREIGN KEY (entity_id) REFERENCES public.entities(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.counts
    ADD CONSTRAINT fk_counts_mention_id FOREIGN KEY (mention_id) REFERENCES public.mentions(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.dates
    ADD CONSTRAINT fk_dates_mention_id FOREIGN KEY (mention_id) REFERENCES public.mentions(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.failures
    ADD CONSTRAINT fk_failures_run_id FOREIGN KEY (run_id) REFERENCES public.runs(id);
ALTER TABLE ONLY public.locations
    ADD CONSTRAINT fk_locations_mention_id FOREIGN KEY (mention_id) REFERENCES public.mentions(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.mentions
    ADD CONSTRAINT fk_mentions_article_id FOREIGN KEY (article_id) REFERENCES public.articles(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.mentions
    ADD CONSTRAINT fk_mentions_entity_id FOREIGN KEY (entity_id) REFERENCES public.entities(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.persons
    ADD CONSTRAINT fk_persons_mention_id FOREIGN KEY (mention_id) REFERENCES public.mentions(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.redirects
    ADD CONSTRAINT fk_redirects_entity_id FOREIGN KEY (entity_id) REFERENCES public.entities(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
