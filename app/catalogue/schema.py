"""The tables of catalogue and user file, and how they came to be, version by version.

`catalogue.sqlite` holds what was read from files: it could be had again by reading them all.
`user.sqlite` holds what the user said: it could not.
"""

TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co M* S* P*'"
"""Our analyser has done the work: this only cuts at spaces."""

CATALOGUE: tuple[str, ...] = (
    f"""
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

    -- Canonical text, UTF-8, zlib; shared by copies.
    CREATE TABLE texts (id INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL);

    CREATE TABLE documents (
        id INTEGER PRIMARY KEY AUTOINCREMENT,       -- kept over renames and moves, never used again
        folder INTEGER NOT NULL,                    -- user.sqlite: folders.id
        path BLOB NOT NULL,                         -- relative to the folder, as the file system spells it
        member TEXT NOT NULL DEFAULT '',            -- a document inside the file
        volume TEXT NOT NULL DEFAULT '',
        size INTEGER NOT NULL,
        modified_ns INTEGER NOT NULL,
        file_id INTEGER NOT NULL,
        looked_ns INTEGER NOT NULL,                 -- when the stamp was taken
        content_hash BLOB NOT NULL,                 -- BLAKE2b-128 of the bytes; empty where they could not be had
        state TEXT NOT NULL CHECK (state IN ('read', 'failed')),
        reason TEXT NOT NULL DEFAULT '',
        detail TEXT NOT NULL DEFAULT '',
        left_out TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL DEFAULT '',
        language TEXT NOT NULL DEFAULT '',
        title TEXT NOT NULL DEFAULT '',
        author TEXT NOT NULL DEFAULT '',
        created TEXT NOT NULL DEFAULT '',
        text INTEGER REFERENCES texts (id),
        reader TEXT NOT NULL,                       -- reader version
        UNIQUE (folder, path, member)
    );
    CREATE INDEX documents_by_content ON documents (content_hash);
    CREATE INDEX documents_by_text ON documents (text);
    CREATE INDEX documents_by_change ON documents (modified_ns);

    CREATE TABLE segments (
        document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        position INTEGER NOT NULL,
        label TEXT NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        heading TEXT NOT NULL,
        PRIMARY KEY (document, number)
    ) WITHOUT ROWID;

    CREATE TABLE passages (                         -- id = rowid of passage_words = passage_id of the index
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        segment INTEGER NOT NULL,
        start INTEGER NOT NULL,                     -- code points of the text
        end INTEGER NOT NULL,
        encoded INTEGER NOT NULL DEFAULT 0          -- whether the index holds it durably
    );
    CREATE INDEX passages_by_document ON passages (document);
    CREATE INDEX passages_waiting ON passages (document) WHERE encoded = 0;

    -- Rows of the index whose passage is gone: taken out at the next flush.
    CREATE TABLE strays (passage INTEGER PRIMARY KEY);
    CREATE TRIGGER passage_strays AFTER DELETE ON passages WHEN OLD.encoded
    BEGIN INSERT OR IGNORE INTO strays VALUES (OLD.id); END;

    -- Contentless: the text is at hand to say what is to be deleted (no contentless_delete before SQLite 3.43).
    CREATE VIRTUAL TABLE passage_words USING fts5 (
        words, stems, labels, content='', tokenize="{TOKENIZER}"
    );
    CREATE VIRTUAL TABLE document_words USING fts5 (
        title, name, path, headings, labels, content='', tokenize="{TOKENIZER}"
    );

    -- Bytes of words gathered before they are written (1 MB unless told): larger pieces, a fifth less work.
    INSERT INTO passage_words (passage_words, rank) VALUES ('hashsize', 4194304);

    CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab (passage_words, row);  -- in how many passages a word is

    CREATE TABLE labels (                           -- of meaning aspects
        document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        aspect TEXT NOT NULL,
        label TEXT NOT NULL,
        confidence REAL NOT NULL,
        source TEXT NOT NULL,
        PRIMARY KEY (document, aspect, label)
    ) WITHOUT ROWID;

    CREATE TABLE skipped (                          -- seen, and passed over by a rule
        folder INTEGER NOT NULL,
        rule TEXT NOT NULL,
        files INTEGER NOT NULL,
        PRIMARY KEY (folder, rule)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE volumes (                          -- on which the documents of a folder lie
        folder INTEGER NOT NULL,
        id TEXT NOT NULL,                           -- documents.volume
        path BLOB NOT NULL,                         -- where in the folder it begins
        name TEXT NOT NULL,
        PRIMARY KEY (folder, id)
    ) WITHOUT ROWID;
    """,
    """
    ALTER TABLE documents ADD COLUMN opening TEXT NOT NULL DEFAULT '';  -- a title, where the name says nothing
    """,
    """
    CREATE TABLE document_vectors (                 -- what a document is compared by as a whole
        document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
        codes BLOB                                  -- NULL: to be made, once all its passages are encoded
    );
    CREATE INDEX document_vectors_due ON document_vectors (document) WHERE codes IS NULL;
    INSERT INTO document_vectors SELECT DISTINCT document, NULL FROM passages WHERE encoded;
    CREATE TRIGGER document_vector_due AFTER UPDATE OF encoded ON passages WHEN NEW.encoded <> OLD.encoded
    BEGIN
        INSERT INTO document_vectors VALUES (NEW.document, NULL)
            ON CONFLICT (document) DO UPDATE SET codes = NULL WHERE codes NOT NULL;
    END;
    CREATE TRIGGER document_vector_gone AFTER DELETE ON passages
    BEGIN DELETE FROM document_vectors WHERE document = OLD.document; END;
    """,
    """
    CREATE VIRTUAL TABLE document_vocabulary USING fts5vocab (document_words, row);
    CREATE TABLE vocabulary (                       -- all words as they were counted last: app/catalogue/vocabulary.py
        edition INTEGER PRIMARY KEY AUTOINCREMENT,
        passages INTEGER NOT NULL,                  -- how many there were then
        newest INTEGER NOT NULL,                    -- the last of their ids
        words BLOB NOT NULL,                        -- sorted, a line each, UTF-8, zlib
        counts BLOB NOT NULL                        -- uint32 each, zlib
    );
    CREATE TABLE sketches (                         -- by which near-copies are told: app/analysis/sketch.py
        text INTEGER PRIMARY KEY REFERENCES texts (id) ON DELETE CASCADE,
        sketch BLOB NOT NULL
    );
    """,
)

USER: tuple[str, ...] = (
    """
    CREATE TABLE folders (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path BLOB NOT NULL UNIQUE,                  -- absolute
        device INTEGER NOT NULL,                    -- st_dev when it was added: an empty mount point differs
        added_ns INTEGER NOT NULL
    );
    CREATE TABLE exclusions (path BLOB PRIMARY KEY) WITHOUT ROWID;  -- absolute: forgotten, and to stay so
    CREATE TABLE requests (                         -- "look again here", picked up by the writer
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        verb TEXT NOT NULL,
        path BLOB NOT NULL
    );
    """,
    """
    CREATE TABLE rules (                            -- what is left out of a folder, as in .gitignore
        folder INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
        line INTEGER NOT NULL,
        pattern TEXT NOT NULL,
        PRIMARY KEY (folder, line)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE history (                          -- what was searched for, as typed
        text TEXT PRIMARY KEY,
        used_ns INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE searches (                         -- what the user gave a name
        name TEXT PRIMARY KEY,
        text TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
)
