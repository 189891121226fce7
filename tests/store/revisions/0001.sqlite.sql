BEGIN TRANSACTION;
CREATE TABLE agencies (
	mention_id VARCHAR NOT NULL, 
	type VARCHAR(16), 
	country VARCHAR(2), 
	acronym TEXT, 
	CONSTRAINT pk_agencies PRIMARY KEY (mention_id), 
	CONSTRAINT fk_agencies_mention_id FOREIGN KEY(mention_id) REFERENCES mentions (id) ON DELETE CASCADE
);
INSERT INTO "agencies" VALUES('a3.4','other','TR','PO');
CREATE TABLE aliases (
	entity_id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	rank INTEGER NOT NULL, 
	count INTEGER NOT NULL, 
	articles INTEGER NOT NULL, 
	CONSTRAINT pk_aliases PRIMARY KEY (entity_id, name), 
	CONSTRAINT fk_aliases_entity_id FOREIGN KEY(entity_id) REFERENCES entities (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "aliases" VALUES('e1','Anna',0,2,2);
INSERT INTO "aliases" VALUES('e1','Ana',1,1,1);
INSERT INTO "aliases" VALUES('e3','Ankara',0,1,1);
CREATE TABLE articles (
	id VARCHAR NOT NULL, 
	run_id VARCHAR NOT NULL, 
	version TEXT NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	source TEXT, 
	url TEXT, 
	title TEXT, 
	language TEXT, 
	published DATE, 
	published_from TEXT, 
	warnings JSON NOT NULL, 
	text TEXT NOT NULL, 
	resolved BOOLEAN NOT NULL, 
	context JSON, 
	CONSTRAINT pk_articles PRIMARY KEY (id), 
	CONSTRAINT fk_articles_run_id FOREIGN KEY(run_id) REFERENCES runs (id)
);
INSERT INTO "articles" VALUES('a1','686ae881f5684ed1','1','c85fdbb3889b9fefd800e3a27abfd5f22b07aa1bf6be38bf1994d5c7b3229641','18dfe349da6cc2d6593d6e92299ddaa57412ffacc9ea293ff126fe3c0ade229c',NULL,NULL,'A meeting',NULL,'2024-08-01',NULL,'[]','Anna met Boris and 26 people.',1,'[["word", "port"]]');
INSERT INTO "articles" VALUES('a2','686ae881f5684ed1','1','a0ba34edc239eecaf787e8c99758ecca14029ede34ec1facad49c13b760146e0','f795bf747ea2189d47c11bacc673e3fe226ed0ed7b2294bd8b41f495337df2fc',NULL,NULL,NULL,'en',NULL,NULL,'[]','Carla met Anna.',0,'null');
INSERT INTO "articles" VALUES('a3','686ae881f5684ed1','1','755b3c4aaf7aa5ea1de107da9e7d0de03f779901dbd243e0b66acab1bdd8b03d','ffb28a545df7855a7c36483dfa8261e61518b931f39b01fa5f74f399ad6c076e','wire','https://news.example/a3','A swap','en','2024-08-02',NULL,'["a warning"]','The Port Office in Ankara freed 26 on 1 August 2024.',1,'[]');
CREATE TABLE blocks (
	label VARCHAR(16) NOT NULL, 
	block VARCHAR NOT NULL, 
	entity_id VARCHAR NOT NULL, 
	CONSTRAINT pk_blocks PRIMARY KEY (label, block, entity_id), 
	CONSTRAINT fk_blocks_entity_id FOREIGN KEY(entity_id) REFERENCES entities (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "blocks" VALUES('PERSON','surname anna','e1');
INSERT INTO "blocks" VALUES('AGENCY','name port','e2');
CREATE TABLE counts (
	mention_id VARCHAR NOT NULL, 
	low DOUBLE NOT NULL, 
	high DOUBLE NOT NULL, 
	bound VARCHAR(16) NOT NULL, 
	unit TEXT, 
	unit_class VARCHAR(16), 
	basis VARCHAR(16) NOT NULL, 
	party TEXT, 
	CONSTRAINT pk_counts PRIMARY KEY (mention_id), 
	CONSTRAINT fk_counts_mention_id FOREIGN KEY(mention_id) REFERENCES mentions (id) ON DELETE CASCADE
);
INSERT INTO "counts" VALUES('8864a68ce37abc77',26.0,26.0,'exact',NULL,NULL,'unspecified',NULL);
INSERT INTO "counts" VALUES('a3.32',26.0,26.0,'exact','prisoner','prisoner','total',NULL);
CREATE TABLE dates (
	mention_id VARCHAR NOT NULL, 
	edtf TEXT, 
	start DATE, 
	"end" DATE, 
	precision VARCHAR(16), 
	relative BOOLEAN NOT NULL, 
	anchor DATE, 
	reason TEXT, 
	CONSTRAINT pk_dates PRIMARY KEY (mention_id), 
	CONSTRAINT fk_dates_mention_id FOREIGN KEY(mention_id) REFERENCES mentions (id) ON DELETE CASCADE
);
INSERT INTO "dates" VALUES('a3.38','2024-08-01','2024-08-01','2024-08-02','day',0,NULL,NULL);
CREATE TABLE decisions (
	id VARCHAR NOT NULL, 
	label VARCHAR(16) NOT NULL, 
	name_a TEXT NOT NULL, 
	name_b TEXT NOT NULL, 
	verdict VARCHAR(16) NOT NULL, 
	rule TEXT NOT NULL, 
	score DOUBLE, 
	reason TEXT NOT NULL, 
	article_id VARCHAR, 
	entity_id VARCHAR, 
	CONSTRAINT pk_decisions PRIMARY KEY (id)
);
INSERT INTO "decisions" VALUES('d1','PERSON','Anna','Anne','unsure','variant',0.75,'one letter differs',NULL,NULL);
INSERT INTO "decisions" VALUES('d2','PERSON','Anna','Boris','match','none',NULL,'told so','a1','e1');
CREATE TABLE entities (
	id VARCHAR NOT NULL, 
	label VARCHAR(16) NOT NULL, 
	name TEXT NOT NULL, 
	attributes JSON NOT NULL, 
	mentions INTEGER NOT NULL, 
	articles INTEGER NOT NULL, 
	first_seen DATE, 
	last_seen DATE, 
	born INTEGER NOT NULL, 
	reference TEXT, 
	identity TEXT NOT NULL, 
	tallies JSON NOT NULL, 
	CONSTRAINT pk_entities PRIMARY KEY (id)
);
INSERT INTO "entities" VALUES('e1','PERSON','Anna Türk','{"roles": ["guard", "captain"], "a": []}',3,2,'2024-08-01',NULL,1,NULL,'anna','{"roles": {"guard": 2}}');
INSERT INTO "entities" VALUES('e2','AGENCY','Port Office','{}',9,1,NULL,NULL,1,'port','port office','{}');
INSERT INTO "entities" VALUES('e3','LOCATION','Ankara','{}',1,1,NULL,NULL,1,'geonames 323786','ankara','{}');
CREATE TABLE failures (
	article VARCHAR NOT NULL, 
	stage VARCHAR(16) NOT NULL, 
	error TEXT NOT NULL, 
	run_id VARCHAR NOT NULL, 
	CONSTRAINT pk_failures PRIMARY KEY (article, stage), 
	CONSTRAINT fk_failures_run_id FOREIGN KEY(run_id) REFERENCES runs (id)
);
INSERT INTO "failures" VALUES('x','read','no text','686ae881f5684ed1');
CREATE TABLE locations (
	mention_id VARCHAR NOT NULL, 
	type VARCHAR(16), 
	country VARCHAR(2), 
	lat DOUBLE, 
	lon DOUBLE, 
	geonames BIGINT, 
	CONSTRAINT pk_locations PRIMARY KEY (mention_id), 
	CONSTRAINT fk_locations_mention_id FOREIGN KEY(mention_id) REFERENCES mentions (id) ON DELETE CASCADE
);
INSERT INTO "locations" VALUES('a3.19','city','TR',39.92,32.85,323786);
CREATE TABLE mentions (
	id VARCHAR NOT NULL, 
	article_id VARCHAR NOT NULL, 
	label VARCHAR(16) NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	entity_id VARCHAR, 
	reference TEXT, 
	evidence_by TEXT NOT NULL, 
	evidence_detail TEXT, 
	confidence DOUBLE, 
	CONSTRAINT pk_mentions PRIMARY KEY (id), 
	CONSTRAINT fk_mentions_article_id FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE, 
	CONSTRAINT fk_mentions_entity_id FOREIGN KEY(entity_id) REFERENCES entities (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "mentions" VALUES('71d28d9c1c2e79e0','a1','PERSON',0,4,'Anna','e1',NULL,'fake',NULL,NULL);
INSERT INTO "mentions" VALUES('3958f02acdb7a904','a1','PERSON',9,14,'Boris',NULL,NULL,'fake',NULL,NULL);
INSERT INTO "mentions" VALUES('8864a68ce37abc77','a1','COUNT',19,21,'26',NULL,NULL,'fake',NULL,NULL);
INSERT INTO "mentions" VALUES('ae4eaf631be74344','a2','PERSON',0,5,'Carla',NULL,NULL,'fake',NULL,NULL);
INSERT INTO "mentions" VALUES('3ff1fb5d636396fe','a2','PERSON',10,14,'Anna','e1',NULL,'fake',NULL,NULL);
INSERT INTO "mentions" VALUES('a3.4','a3','AGENCY',4,15,'Port Office','e2',NULL,'test','by hand',0.5);
INSERT INTO "mentions" VALUES('a3.19','a3','LOCATION',19,25,'Ankara','e3','geonames 323786','test','by hand',0.5);
INSERT INTO "mentions" VALUES('a3.32','a3','COUNT',32,34,'26',NULL,NULL,'test','by hand',0.5);
INSERT INTO "mentions" VALUES('a3.38','a3','DATE',38,51,'1 August 2024',NULL,NULL,'test','by hand',0.5);
CREATE TABLE persons (
	mention_id VARCHAR NOT NULL, 
	role TEXT, 
	CONSTRAINT pk_persons PRIMARY KEY (mention_id), 
	CONSTRAINT fk_persons_mention_id FOREIGN KEY(mention_id) REFERENCES mentions (id) ON DELETE CASCADE
);
INSERT INTO "persons" VALUES('71d28d9c1c2e79e0',NULL);
INSERT INTO "persons" VALUES('3958f02acdb7a904',NULL);
INSERT INTO "persons" VALUES('ae4eaf631be74344',NULL);
INSERT INTO "persons" VALUES('3ff1fb5d636396fe',NULL);
CREATE TABLE redirects (
	id VARCHAR NOT NULL, 
	entity_id VARCHAR NOT NULL, 
	born INTEGER NOT NULL, 
	CONSTRAINT pk_redirects PRIMARY KEY (id), 
	CONSTRAINT fk_redirects_entity_id FOREIGN KEY(entity_id) REFERENCES entities (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "redirects" VALUES('e9','e1',0);
CREATE TABLE runs (
	id VARCHAR NOT NULL, 
	version TEXT NOT NULL, 
	settings JSON NOT NULL, 
	started DATETIME NOT NULL, 
	finished DATETIME, 
	CONSTRAINT pk_runs PRIMARY KEY (id)
);
INSERT INTO "runs" VALUES('686ae881f5684ed1','1','{"model": "m"}','2024-08-02 00:00:00.000000','2024-08-02 00:01:00.000000');
CREATE TABLE state (
	id INTEGER NOT NULL, 
	resolutions INTEGER NOT NULL, 
	whole_due BOOLEAN NOT NULL, 
	reviewed TEXT NOT NULL, 
	CONSTRAINT pk_state PRIMARY KEY (id)
);
INSERT INTO "state" VALUES(1,1,0,'');
CREATE TABLE surnames (
	"key" VARCHAR NOT NULL, 
	surname VARCHAR NOT NULL, 
	CONSTRAINT pk_surnames PRIMARY KEY ("key", surname)
);
INSERT INTO "surnames" VALUES('AN','anna');
CREATE INDEX ix_entities_articles ON entities (articles);
CREATE INDEX ix_entities_label_entities_name ON entities (label, name);
CREATE INDEX ix_decisions_entity_id ON decisions (entity_id);
CREATE INDEX ix_articles_resolved ON articles (resolved);
CREATE INDEX ix_articles_run_id ON articles (run_id);
CREATE INDEX ix_articles_published ON articles (published);
CREATE INDEX ix_redirects_entity_id ON redirects (entity_id);
CREATE INDEX ix_blocks_entity_id ON blocks (entity_id);
CREATE INDEX ix_aliases_name ON aliases (name);
CREATE INDEX ix_failures_run_id ON failures (run_id);
CREATE INDEX ix_mentions_label_mentions_text ON mentions (label, text);
CREATE INDEX ix_mentions_entity_id ON mentions (entity_id);
CREATE INDEX ix_mentions_article_id_mentions_start ON mentions (article_id, start);
CREATE INDEX ix_agencies_country_agencies_type ON agencies (country, type);
CREATE INDEX ix_locations_country ON locations (country);
CREATE INDEX ix_dates_start ON dates (start);
CREATE INDEX ix_counts_unit ON counts (unit);
COMMIT;
