BEGIN TRANSACTION;
CREATE TABLE action (
	finding_id VARCHAR(32), 
	decision TEXT NOT NULL, 
	what TEXT NOT NULL, 
	why TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	due DATE, 
	status TEXT NOT NULL, 
	changed TEXT NOT NULL, 
	plan_id VARCHAR(32) NOT NULL, 
	id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by TEXT NOT NULL, 
	deleted_at DATETIME, 
	deleted_by TEXT, 
	CONSTRAINT pk_action PRIMARY KEY (id), 
	CONSTRAINT fk_action_finding_id FOREIGN KEY(finding_id) REFERENCES finding (id) ON DELETE SET NULL, 
	CONSTRAINT fk_action_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
);
INSERT INTO "action" VALUES('0006617396168224fbd940ea9bfd904d','not','What you do: Žofia, علي','Why, or why not: Žofia, علي','Owner: Žofia, علي','2026-11-20','stopped','What changed: Žofia, علي','0006617396142befb013ae41cff2780d','0006617396168a916e4b82b0b1a7a5a5',1,'2026-11-30 00:35:27.000000','a.person@nhs.test',NULL,NULL);
CREATE TABLE activity (
	zone_id VARCHAR(32), 
	meeting_id VARCHAR(32), 
	partner_id VARCHAR(32), 
	"on" DATE NOT NULL, 
	kind TEXT NOT NULL, 
	venue TEXT NOT NULL, 
	lsoa TEXT NOT NULL, 
	languages TEXT NOT NULL, 
	interpreter TEXT NOT NULL, 
	access TEXT NOT NULL, 
	run_by TEXT NOT NULL, 
	people INTEGER NOT NULL, 
	counted TEXT NOT NULL, 
	repeats BOOLEAN NOT NULL, 
	summary TEXT NOT NULL, 
	entered_by TEXT NOT NULL, 
	entered_at DATETIME NOT NULL, 
	plan_id VARCHAR(32) NOT NULL, 
	id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by TEXT NOT NULL, 
	deleted_at DATETIME, 
	deleted_by TEXT, 
	CONSTRAINT pk_activity PRIMARY KEY (id), 
	CONSTRAINT fk_activity_meeting_id FOREIGN KEY(meeting_id) REFERENCES session (id) ON DELETE SET NULL, 
	CONSTRAINT fk_activity_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id) ON DELETE SET NULL, 
	CONSTRAINT fk_activity_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE, 
	CONSTRAINT fk_activity_zone_id FOREIGN KEY(zone_id) REFERENCES zone (id) ON DELETE SET NULL
);
INSERT INTO "activity" VALUES('000661739615896154337196c78497f9','000661739615b3b172aaac9aa560b69c','000661739615cc50dadf9c6736082444','2026-11-20','other','Where: Žofia, علي','E01007321','Languages spoken: Žofia, علي','wanted_missing','Access: Žofia, علي','Run by: Žofia, علي',5,'estimated',1,'What was said: Žofia, علي','a.person@nhs.test','2026-11-30 00:35:27.000000','0006617396142befb013ae41cff2780d','0006617396162a708b5b8b0a17b4687f',1,'2026-11-30 00:35:27.000000','a.person@nhs.test',NULL,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE change (
	number INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	who TEXT NOT NULL, 
	plan_id VARCHAR(32) NOT NULL, 
	record VARCHAR(32) NOT NULL, 
	record_id VARCHAR(32) NOT NULL, 
	what VARCHAR(32) NOT NULL, 
	fields JSON NOT NULL, 
	CONSTRAINT pk_change PRIMARY KEY (number)
);
INSERT INTO "change" VALUES(1,'2026-11-30 00:35:27.000000','a.person@nhs.test','0006617396142befb013ae41cff2780d','plan','0006617396142befb013ae41cff2780d','created','["asked", "can_change", "cannot_change", "decision", "duty", "duty_why", "ends_on", "keep_until", "lead", "purpose", "quotes", "review_on", "starts_on", "title"]');
INSERT INTO "change" VALUES(2,'2026-11-30 00:35:27.000000','a.person@nhs.test','0006617396142befb013ae41cff2780d','zone','000661739615896154337196c78497f9','created','["lead", "name", "number", "status", "target", "why_not"]');
INSERT INTO "change" VALUES(3,'2026-11-30 00:35:27.000000','a.person@nhs.test','0006617396142befb013ae41cff2780d','venue','00066173961591e88f729cac35aa6fd5','created','["address", "kind", "name", "note", "postcode"]');
INSERT INTO "change" VALUES(4,'2026-11-30 00:35:27.000000','a.person@nhs.test','0006617396142befb013ae41cff2780d','session','000661739615b3b172aaac9aa560b69c','created','["address", "lsoa", "note", "on", "postcode", "starts", "status", "venue", "zone_id"]');
INSERT INTO "change" VALUES(5,'2026-11-30 00:35:27.000000','a.person@nhs.test','0006617396142befb013ae41cff2780d','partner','000661739615cc50dadf9c6736082444','created','["answer", "asked_on", "checked_on", "communities", "contact", "kind", "languages", "name"]');
INSERT INTO "change" VALUES(6,'2026-11-30 00:35:27.000000','a.person@nhs.test','0006617396142befb013ae41cff2780d','activity','0006617396162a708b5b8b0a17b4687f','created','["access", "counted", "interpreter", "kind", "languages", "lsoa", "meeting_id", "on", "partner_id", "people", "repeats", "run_by", "summary", "venue", "zone_id"]');
INSERT INTO "change" VALUES(7,'2026-11-30 00:35:27.000000','a.person@nhs.test','0006617396142befb013ae41cff2780d','finding','0006617396168224fbd940ea9bfd904d','created','["activities", "statement", "theme", "voices", "zone_id"]');
INSERT INTO "change" VALUES(8,'2026-11-30 00:35:27.000000','a.person@nhs.test','0006617396142befb013ae41cff2780d','action','0006617396168a916e4b82b0b1a7a5a5','created','["changed", "decision", "due", "finding_id", "owner", "status", "what", "why"]');
INSERT INTO "change" VALUES(9,'2026-11-30 00:35:27.000000','a.person@nhs.test','0006617396142befb013ae41cff2780d','told','000661739616991f7c9a5b8ed50167be','created','["action_id", "how", "language", "on", "whom"]');
INSERT INTO "change" VALUES(10,'2026-11-30 00:35:27.000000','a.person@nhs.test','000661739616c7ed63ce06da1ebc1927','own_layer','000661739616c7ed63ce06da1ebc1927','created','["keep_until", "label", "seen_by"]');
CREATE TABLE finding (
	zone_id VARCHAR(32), 
	theme TEXT NOT NULL, 
	statement TEXT NOT NULL, 
	voices TEXT NOT NULL, 
	activities JSON NOT NULL, 
	plan_id VARCHAR(32) NOT NULL, 
	id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by TEXT NOT NULL, 
	deleted_at DATETIME, 
	deleted_by TEXT, 
	CONSTRAINT pk_finding PRIMARY KEY (id), 
	CONSTRAINT fk_finding_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE, 
	CONSTRAINT fk_finding_zone_id FOREIGN KEY(zone_id) REFERENCES zone (id) ON DELETE SET NULL
);
INSERT INTO "finding" VALUES('000661739615896154337196c78497f9','Theme: Žofia, علي','What people said: Žofia, علي','many','["0006617396162a708b5b8b0a17b4687f"]','0006617396142befb013ae41cff2780d','0006617396168224fbd940ea9bfd904d',1,'2026-11-30 00:35:27.000000','a.person@nhs.test',NULL,NULL);
CREATE TABLE heard (
	activity_id VARCHAR(32) NOT NULL, 
	question VARCHAR(64) NOT NULL, 
	category VARCHAR(64) NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_heard PRIMARY KEY (activity_id, question, category), 
	CONSTRAINT fk_heard_activity_id FOREIGN KEY(activity_id) REFERENCES activity (id) ON DELETE CASCADE
);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','ethnicity','white',2);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','ethnicity','',1);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','ethnicity','not_asked',2);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','age','age_0_4',2);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','age','',1);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','age','not_asked',2);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','sex','female',2);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','sex','',1);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','sex','not_asked',2);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','disability','disabled',2);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','disability','',1);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','disability','not_asked',2);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','language','main_language_english',2);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','language','',1);
INSERT INTO "heard" VALUES('0006617396162a708b5b8b0a17b4687f','language','not_asked',2);
CREATE TABLE heard_at (
	activity_id VARCHAR(32) NOT NULL, 
	lsoa VARCHAR(16) NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_heard_at PRIMARY KEY (activity_id, lsoa), 
	CONSTRAINT fk_heard_at_activity_id FOREIGN KEY(activity_id) REFERENCES activity (id) ON DELETE CASCADE
);
INSERT INTO "heard_at" VALUES('0006617396162a708b5b8b0a17b4687f','E01007321',3);
INSERT INTO "heard_at" VALUES('0006617396162a708b5b8b0a17b4687f','',2);
CREATE TABLE own_layer (
	layer_id VARCHAR(32) NOT NULL, 
	kind TEXT NOT NULL, 
	label TEXT NOT NULL, 
	source TEXT NOT NULL, 
	period TEXT NOT NULL, 
	licence TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	kept_at DATETIME NOT NULL, 
	keep_until DATE NOT NULL, 
	seen_by TEXT NOT NULL, 
	id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by TEXT NOT NULL, 
	deleted_at DATETIME, 
	deleted_by TEXT, 
	written TEXT NOT NULL, 
	CONSTRAINT pk_own_layer PRIMARY KEY (id)
);
INSERT INTO "own_layer" VALUES('own_87025c052581','layer','Households with a food parcel','A council','2025','','a.person@nhs.test','2026-11-30 00:35:27.000000','2028-11-29','everyone','000661739616c7ed63ce06da1ebc1927',1,'2026-11-30 00:35:27.000000','a.person@nhs.test',NULL,NULL,'{"format":"seldom-heard-own-layer","version":1,"layer":{"label":"Households with a food parcel","short":"Food parcels","kind":"share","unit":"%","polarity":"high","source":"A council","period":"2025","level":"lsoa","codes":["E01007317","E01007318","E01007319"],"values":[],"numerators":[10.0,null,45.0],"denominators":[600.0,700.0,650.0],"counted":"households with a parcel","out_of":"households","note":"","licence":"","published":false,"people":false,"hidden":0,"carried":0}}');
CREATE TABLE partner (
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	communities TEXT NOT NULL, 
	languages TEXT NOT NULL, 
	contact TEXT NOT NULL, 
	checked_on DATE, 
	asked_on DATE, 
	answer TEXT NOT NULL, 
	plan_id VARCHAR(32) NOT NULL, 
	id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by TEXT NOT NULL, 
	deleted_at DATETIME, 
	deleted_by TEXT, 
	CONSTRAINT pk_partner PRIMARY KEY (id), 
	CONSTRAINT fk_partner_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
);
INSERT INTO "partner" VALUES('Organisation: Žofia, علي','other','Communities it works with: Žofia, علي','Languages: Žofia, علي','The organisation’s contact: Žofia, علي','2026-11-20','2026-11-20','no','0006617396142befb013ae41cff2780d','000661739615cc50dadf9c6736082444',1,'2026-11-30 00:35:27.000000','a.person@nhs.test',NULL,NULL);
CREATE TABLE "plan" (
	title TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	decision TEXT NOT NULL, 
	can_change TEXT NOT NULL, 
	cannot_change TEXT NOT NULL, 
	duty TEXT NOT NULL, 
	duty_why TEXT NOT NULL, 
	lead TEXT NOT NULL, 
	asked TEXT NOT NULL, 
	starts_on DATE, 
	ends_on DATE, 
	review_on DATE, 
	keep_until DATE, 
	quotes BOOLEAN NOT NULL, 
	definition TEXT NOT NULL, 
	release TEXT NOT NULL, 
	status TEXT NOT NULL, 
	agreed_on DATE, 
	texts_gone_on DATE, 
	created_at DATETIME NOT NULL, 
	created_by TEXT NOT NULL, 
	id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by TEXT NOT NULL, 
	deleted_at DATETIME, 
	deleted_by TEXT, 
	CONSTRAINT pk_plan PRIMARY KEY (id)
);
INSERT INTO "plan" VALUES('Title: Žofia, علي','Purpose: Žofia, علي','The decision it informs: Žofia, علي','What people can change: Žofia, علي','What they cannot change: Žofia, علي','own','Why that duty: Žofia, علي','Lead: Žofia, علي','65','2026-11-20','2026-11-20','2026-11-20','2026-11-20',1,'c=imd_decile!d!2!r','0123456789ab','draft',NULL,NULL,'2026-11-30 00:35:27.000000','a.person@nhs.test','0006617396142befb013ae41cff2780d',1,'2026-11-30 00:35:27.000000','a.person@nhs.test',NULL,NULL);
CREATE TABLE secret (
	name VARCHAR(32) NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_secret PRIMARY KEY (name)
);
CREATE TABLE session (
	zone_id VARCHAR(32), 
	venue TEXT NOT NULL, 
	address TEXT NOT NULL, 
	lsoa TEXT NOT NULL, 
	"on" DATE, 
	starts TEXT NOT NULL, 
	status TEXT NOT NULL, 
	note TEXT NOT NULL, 
	plan_id VARCHAR(32) NOT NULL, 
	id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by TEXT NOT NULL, 
	deleted_at DATETIME, 
	deleted_by TEXT, postcode TEXT DEFAULT '' NOT NULL, venue_key TEXT DEFAULT '' NOT NULL, group_id TEXT DEFAULT '' NOT NULL, longitude DOUBLE, latitude DOUBLE, people DOUBLE, reach INTEGER, 
	CONSTRAINT pk_session PRIMARY KEY (id), 
	CONSTRAINT fk_session_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE, 
	CONSTRAINT fk_session_zone_id FOREIGN KEY(zone_id) REFERENCES zone (id) ON DELETE SET NULL
);
INSERT INTO "session" VALUES('000661739615896154337196c78497f9','Venue: Žofia, علي','Address: Žofia, علي','E01007321','2026-11-20','14:00','cancelled','Note: Žofia, علي','0006617396142befb013ae41cff2780d','000661739615b3b172aaac9aa560b69c',1,'2026-11-30 00:35:27.000000','a.person@nhs.test',NULL,NULL,'S1 2HH','l0123abcd','english_limited',-1.4701,53.3811,96.5,800);
CREATE TABLE told (
	action_id VARCHAR(32), 
	whom TEXT NOT NULL, 
	"on" DATE, 
	how TEXT NOT NULL, 
	language TEXT NOT NULL, 
	plan_id VARCHAR(32) NOT NULL, 
	id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by TEXT NOT NULL, 
	deleted_at DATETIME, 
	deleted_by TEXT, 
	CONSTRAINT pk_told PRIMARY KEY (id), 
	CONSTRAINT fk_told_action_id FOREIGN KEY(action_id) REFERENCES action (id) ON DELETE SET NULL, 
	CONSTRAINT fk_told_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
);
INSERT INTO "told" VALUES('0006617396168a916e4b82b0b1a7a5a5','Whom you told: Žofia, علي','2026-11-20','How: Žofia, علي','Language: Žofia, علي','0006617396142befb013ae41cff2780d','000661739616991f7c9a5b8ed50167be',1,'2026-11-30 00:35:27.000000','a.person@nhs.test',NULL,NULL);
CREATE TABLE venue (
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	address TEXT NOT NULL, 
	postcode TEXT NOT NULL, 
	note TEXT NOT NULL, 
	lsoa TEXT NOT NULL, 
	longitude DOUBLE, 
	latitude DOUBLE, 
	plan_id VARCHAR(32) NOT NULL, 
	id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by TEXT NOT NULL, 
	deleted_at DATETIME, 
	deleted_by TEXT, 
	CONSTRAINT pk_venue PRIMARY KEY (id), 
	CONSTRAINT fk_venue_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
);
INSERT INTO "venue" VALUES('Name: Žofia, علي','Kind: Žofia, علي','Address: Žofia, علي','S1 2HH','Note: Žofia, علي','E01007321',-1.4701,53.3811,'0006617396142befb013ae41cff2780d','00066173961591e88f729cac35aa6fd5',1,'2026-11-30 00:35:27.000000','a.person@nhs.test',NULL,NULL);
CREATE TABLE zone (
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	lead TEXT NOT NULL, 
	target INTEGER, 
	status TEXT NOT NULL, 
	why_not TEXT NOT NULL, 
	areas JSON NOT NULL, 
	group_id TEXT NOT NULL, 
	people DOUBLE, 
	residents DOUBLE, 
	plan_id VARCHAR(32) NOT NULL, 
	id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by TEXT NOT NULL, 
	deleted_at DATETIME, 
	deleted_by TEXT, 
	CONSTRAINT pk_zone PRIMARY KEY (id), 
	CONSTRAINT fk_zone_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
);
INSERT INTO "zone" VALUES(5,'Name: Žofia, علي','Lead: Žofia, علي',5,'not_pursued','Why it is not pursued: Žofia, علي','["E01007321", "E01007322"]','english_limited',210.5,3100.0,'0006617396142befb013ae41cff2780d','000661739615896154337196c78497f9',1,'2026-11-30 00:35:27.000000','a.person@nhs.test',NULL,NULL);
CREATE INDEX ix_change_plan_id ON change (plan_id);
CREATE INDEX ix_change_record_id ON change (record_id);
CREATE INDEX ix_partner_plan_id ON partner (plan_id);
CREATE INDEX ix_zone_plan_id ON zone (plan_id);
CREATE INDEX ix_finding_plan_id ON finding (plan_id);
CREATE INDEX ix_session_plan_id ON session (plan_id);
CREATE INDEX ix_action_plan_id ON action (plan_id);
CREATE INDEX ix_activity_plan_id ON activity (plan_id);
CREATE INDEX ix_told_plan_id ON told (plan_id);
CREATE TRIGGER change_no_update BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'The log of changes is only added to.'); END;
CREATE TRIGGER change_no_delete BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'The log of changes is only added to.'); END;
CREATE INDEX ix_venue_plan_id ON venue (plan_id);
COMMIT;
