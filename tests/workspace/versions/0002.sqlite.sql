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
INSERT INTO "action" VALUES('506e560cad2b4f429a0aa947bc6e8e6a','not','What you do: Žofia, علي','Why, or why not: Žofia, علي','Owner: Žofia, علي','2026-11-20','stopped','What changed: Žofia, علي','de308056de734a4fa579f1bd9e7871c9','fa357a52f99844159ff69882b2f298c6',1,'2026-11-29 17:15:10.000000','a.person@nhs.test',NULL,NULL);
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
INSERT INTO "activity" VALUES('79b402c0f1404dafa2a9f205f6ac280f','8b1d048f1de946d7aa0613e3de31070a','543f449eae9d4f178771d70ea29e41f8','2026-11-20','other','Where: Žofia, علي','E01007321','Languages spoken: Žofia, علي','wanted_missing','Access: Žofia, علي','Run by: Žofia, علي',5,'estimated',1,'What was said: Žofia, علي','a.person@nhs.test','2026-11-29 17:15:10.000000','de308056de734a4fa579f1bd9e7871c9','6234f6a3f2d348678c7f0f36d392aedb',1,'2026-11-29 17:15:10.000000','a.person@nhs.test',NULL,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
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
INSERT INTO "change" VALUES(1,'2026-11-29 17:15:10.000000','a.person@nhs.test','de308056de734a4fa579f1bd9e7871c9','plan','de308056de734a4fa579f1bd9e7871c9','created','["asked", "can_change", "cannot_change", "decision", "duty", "duty_why", "ends_on", "keep_until", "lead", "purpose", "quotes", "review_on", "starts_on", "title"]');
INSERT INTO "change" VALUES(2,'2026-11-29 17:15:10.000000','a.person@nhs.test','de308056de734a4fa579f1bd9e7871c9','zone','79b402c0f1404dafa2a9f205f6ac280f','created','["lead", "name", "number", "status", "target", "why_not"]');
INSERT INTO "change" VALUES(3,'2026-11-29 17:15:10.000000','a.person@nhs.test','de308056de734a4fa579f1bd9e7871c9','venue','e64ab182d1ea452cad23bbaf3389be06','created','["address", "kind", "name", "note", "postcode"]');
INSERT INTO "change" VALUES(4,'2026-11-29 17:15:10.000000','a.person@nhs.test','de308056de734a4fa579f1bd9e7871c9','session','8b1d048f1de946d7aa0613e3de31070a','created','["address", "lsoa", "note", "on", "postcode", "starts", "status", "venue", "zone_id"]');
INSERT INTO "change" VALUES(5,'2026-11-29 17:15:10.000000','a.person@nhs.test','de308056de734a4fa579f1bd9e7871c9','partner','543f449eae9d4f178771d70ea29e41f8','created','["answer", "asked_on", "checked_on", "communities", "contact", "kind", "languages", "name"]');
INSERT INTO "change" VALUES(6,'2026-11-29 17:15:10.000000','a.person@nhs.test','de308056de734a4fa579f1bd9e7871c9','activity','6234f6a3f2d348678c7f0f36d392aedb','created','["access", "counted", "interpreter", "kind", "languages", "lsoa", "meeting_id", "on", "partner_id", "people", "repeats", "run_by", "summary", "venue", "zone_id"]');
INSERT INTO "change" VALUES(7,'2026-11-29 17:15:10.000000','a.person@nhs.test','de308056de734a4fa579f1bd9e7871c9','finding','506e560cad2b4f429a0aa947bc6e8e6a','created','["activities", "statement", "theme", "voices", "zone_id"]');
INSERT INTO "change" VALUES(8,'2026-11-29 17:15:10.000000','a.person@nhs.test','de308056de734a4fa579f1bd9e7871c9','action','fa357a52f99844159ff69882b2f298c6','created','["changed", "decision", "due", "finding_id", "owner", "status", "what", "why"]');
INSERT INTO "change" VALUES(9,'2026-11-29 17:15:10.000000','a.person@nhs.test','de308056de734a4fa579f1bd9e7871c9','told','3ac1f21661e244fa9910f68a0a733096','created','["action_id", "how", "language", "on", "whom"]');
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
INSERT INTO "finding" VALUES('79b402c0f1404dafa2a9f205f6ac280f','Theme: Žofia, علي','What people said: Žofia, علي','many','["6234f6a3f2d348678c7f0f36d392aedb"]','de308056de734a4fa579f1bd9e7871c9','506e560cad2b4f429a0aa947bc6e8e6a',1,'2026-11-29 17:15:10.000000','a.person@nhs.test',NULL,NULL);
CREATE TABLE heard (
	activity_id VARCHAR(32) NOT NULL, 
	question VARCHAR(64) NOT NULL, 
	category VARCHAR(64) NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_heard PRIMARY KEY (activity_id, question, category), 
	CONSTRAINT fk_heard_activity_id FOREIGN KEY(activity_id) REFERENCES activity (id) ON DELETE CASCADE
);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','ethnicity','white',2);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','ethnicity','',1);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','ethnicity','not_asked',2);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','age','age_0_4',2);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','age','',1);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','age','not_asked',2);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','sex','female',2);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','sex','',1);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','sex','not_asked',2);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','disability','disabled',2);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','disability','',1);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','disability','not_asked',2);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','language','main_language_english',2);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','language','',1);
INSERT INTO "heard" VALUES('6234f6a3f2d348678c7f0f36d392aedb','language','not_asked',2);
CREATE TABLE heard_at (
	activity_id VARCHAR(32) NOT NULL, 
	lsoa VARCHAR(16) NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_heard_at PRIMARY KEY (activity_id, lsoa), 
	CONSTRAINT fk_heard_at_activity_id FOREIGN KEY(activity_id) REFERENCES activity (id) ON DELETE CASCADE
);
INSERT INTO "heard_at" VALUES('6234f6a3f2d348678c7f0f36d392aedb','E01007321',3);
INSERT INTO "heard_at" VALUES('6234f6a3f2d348678c7f0f36d392aedb','',2);
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
INSERT INTO "partner" VALUES('Organisation: Žofia, علي','other','Communities it works with: Žofia, علي','Languages: Žofia, علي','The organisation’s contact: Žofia, علي','2026-11-20','2026-11-20','no','de308056de734a4fa579f1bd9e7871c9','543f449eae9d4f178771d70ea29e41f8',1,'2026-11-29 17:15:10.000000','a.person@nhs.test',NULL,NULL);
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
INSERT INTO "plan" VALUES('Title: Žofia, علي','Purpose: Žofia, علي','The decision it informs: Žofia, علي','What people can change: Žofia, علي','What they cannot change: Žofia, علي','own','Why that duty: Žofia, علي','Lead: Žofia, علي','65','2026-11-20','2026-11-20','2026-11-20','2026-11-20',1,'c=imd_decile!d!2!r','0123456789ab','draft',NULL,NULL,'2026-11-29 17:15:10.000000','a.person@nhs.test','de308056de734a4fa579f1bd9e7871c9',1,'2026-11-29 17:15:10.000000','a.person@nhs.test',NULL,NULL);
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
INSERT INTO "session" VALUES('79b402c0f1404dafa2a9f205f6ac280f','Venue: Žofia, علي','Address: Žofia, علي','E01007321','2026-11-20','14:00','cancelled','Note: Žofia, علي','de308056de734a4fa579f1bd9e7871c9','8b1d048f1de946d7aa0613e3de31070a',1,'2026-11-29 17:15:10.000000','a.person@nhs.test',NULL,NULL,'S1 2HH','l0123abcd','english_limited',-1.4701,53.3811,96.5,800);
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
INSERT INTO "told" VALUES('fa357a52f99844159ff69882b2f298c6','Whom you told: Žofia, علي','2026-11-20','How: Žofia, علي','Language: Žofia, علي','de308056de734a4fa579f1bd9e7871c9','3ac1f21661e244fa9910f68a0a733096',1,'2026-11-29 17:15:10.000000','a.person@nhs.test',NULL,NULL);
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
INSERT INTO "venue" VALUES('Name: Žofia, علي','other','Address: Žofia, علي','S1 2HH','Note: Žofia, علي','E01007321',-1.4701,53.3811,'de308056de734a4fa579f1bd9e7871c9','e64ab182d1ea452cad23bbaf3389be06',1,'2026-11-29 17:15:10.000000','a.person@nhs.test',NULL,NULL);
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
INSERT INTO "zone" VALUES(5,'Name: Žofia, علي','Lead: Žofia, علي',5,'not_pursued','Why it is not pursued: Žofia, علي','["E01007321", "E01007322"]','english_limited',210.5,3100.0,'de308056de734a4fa579f1bd9e7871c9','79b402c0f1404dafa2a9f205f6ac280f',1,'2026-11-29 17:15:10.000000','a.person@nhs.test',NULL,NULL);
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
