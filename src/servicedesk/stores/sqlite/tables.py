"""The tables of an SQLite file. Instants are whole microseconds since 1970-01-01 UTC."""

from __future__ import annotations

from typing import Final

VERSION: Final = 1

TABLES: Final = """
CREATE TABLE sd_schema (
    version INTEGER NOT NULL,
    outbox INTEGER NOT NULL DEFAULT 0 CHECK (outbox IN (0, 1))
);
CREATE TABLE sd_case (
    id TEXT NOT NULL PRIMARY KEY,
    tenant TEXT NOT NULL,
    manual TEXT NOT NULL,
    edition TEXT NOT NULL,
    procedure TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    subject TEXT NOT NULL,
    parent TEXT,
    exclusive_key TEXT,
    state TEXT NOT NULL,
    open INTEGER NOT NULL CHECK (open IN (0, 1)),
    version INTEGER NOT NULL CHECK (version > 0),
    next_check_at INTEGER,
    opening_key TEXT,
    body TEXT NOT NULL,
    last_due INTEGER,
    first_due INTEGER,
    opened_at INTEGER,
    closed_at INTEGER,
    category TEXT NOT NULL,
    holder TEXT NOT NULL,
    deviations INTEGER NOT NULL CHECK (deviations >= 0)
);
CREATE UNIQUE INDEX sd_case_opening_key ON sd_case (tenant, opening_key) WHERE opening_key IS NOT NULL;
CREATE UNIQUE INDEX sd_case_exclusive_key ON sd_case (tenant, exclusive_key)
    WHERE exclusive_key IS NOT NULL AND open = 1;
CREATE INDEX sd_case_next_check ON sd_case (next_check_at, id) WHERE next_check_at IS NOT NULL;
CREATE INDEX sd_case_last_due ON sd_case (tenant, last_due) WHERE last_due IS NOT NULL AND open = 1;
CREATE INDEX sd_case_subject ON sd_case (tenant, subject, id);
CREATE INDEX sd_case_procedure ON sd_case (tenant, procedure, id);
CREATE INDEX sd_case_opened ON sd_case (tenant, opened_at, id) WHERE opened_at IS NOT NULL;
CREATE INDEX sd_case_closed ON sd_case (tenant, closed_at, id) WHERE closed_at IS NOT NULL;
CREATE INDEX sd_case_first_due ON sd_case (tenant, first_due, id) WHERE first_due IS NOT NULL;
CREATE INDEX sd_case_state ON sd_case (tenant, state, id);
CREATE INDEX sd_case_category ON sd_case (tenant, category, id) WHERE category <> '';
CREATE INDEX sd_case_holder ON sd_case (tenant, holder, id) WHERE holder <> '';
CREATE INDEX sd_case_parent ON sd_case (tenant, parent, id) WHERE parent IS NOT NULL;
CREATE INDEX sd_case_deviating ON sd_case (tenant, id) WHERE deviations > 0;
CREATE TABLE sd_entry (
    case_id TEXT NOT NULL REFERENCES sd_case (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    key TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX sd_entry_key ON sd_entry (case_id, key) WHERE key IS NOT NULL;
CREATE TABLE sd_outstanding (
    case_id TEXT NOT NULL REFERENCES sd_case (id),
    key TEXT NOT NULL,
    whose TEXT NOT NULL,
    tenant TEXT NOT NULL,
    due INTEGER NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (case_id, key, whose)
) WITHOUT ROWID;
CREATE INDEX sd_outstanding_due ON sd_outstanding (tenant, whose, due, case_id, key);
CREATE TABLE sd_outbox (
    case_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    deliver_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, seq)
) WITHOUT ROWID;
CREATE INDEX sd_outbox_deliver_at ON sd_outbox (deliver_at, case_id, seq);
"""
