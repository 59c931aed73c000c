-- The log as version 1 of the program left it; released, and so never edited.
PRAGMA application_id = 1364543834;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE device (id TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO "device" VALUES('0123456789abcdef');
CREATE TABLE review (
    at INTEGER NOT NULL,  -- microseconds since 1970, UTC
    device TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    utc_offset INTEGER NOT NULL,  -- seconds, east positive
    card TEXT NOT NULL,
    kind TEXT NOT NULL,
    instance TEXT NOT NULL,
    typed TEXT NOT NULL,
    verdict TEXT NOT NULL,
    quality INTEGER CHECK (quality BETWEEN 0 AND 5),
    first_key REAL,  -- seconds
    seconds REAL,
    hints INTEGER NOT NULL,
    refers TEXT NOT NULL,
    checksum INTEGER NOT NULL  -- CRC-32 of all the others
) STRICT, WITHOUT ROWID;
INSERT INTO "review" VALUES(1795455000123456,'0123456789abcdef','019ab1c2-0000-7000-8000-000000000001',3600,'matrix-calculus/quadratic-form','review','{"n": 3}','(A + Aᵀ) x','equivalent',4,2.25,11.0,1,'',3818941289);
INSERT INTO "review" VALUES(1795512599000000,'0123456789abcdef','019ab1c2-0000-7000-8000-000000000002',-34200,'matrix-calculus/quadratic-form','undo','','','',NULL,NULL,NULL,0,'019ab1c2-0000-7000-8000-000000000001',3551414368);
CREATE TRIGGER review_never_changes BEFORE UPDATE ON review
    BEGIN SELECT RAISE(ABORT, 'a row of the log is never changed'); END;
CREATE TRIGGER review_never_goes BEFORE DELETE ON review
    BEGIN SELECT RAISE(ABORT, 'a row of the log is never deleted'); END;
CREATE TRIGGER review_is_never_replaced BEFORE INSERT ON review
    WHEN EXISTS (SELECT 1 FROM review WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'a row of the log is never replaced'); END;
COMMIT;
