-- Plain SQL that H2 and PostgreSQL both take: one history for both.

-- A deleted stage leaves its row, so that its id is never given again.
create table stage (
    id         varchar(64)              not null primary key,
    version    bigint                   not null,
    deleted_at timestamp with time zone,
    deleted_by varchar(1024)
);

-- Every save; the newest is the stage. Those of a deleted stage are gone, and its secrets with them.
create table stage_revision (
    stage_id varchar(64)              not null references stage (id),
    version  bigint                   not null,
    document text                     not null,
    saved_at timestamp with time zone not null,
    saved_by varchar(1024)            not null,
    primary key (stage_id, version)
);
