import type { At, Scenario } from '../scenario.ts';

// Liquibase is a Java program that cannot be installed here: tables and rows are made as its sources have them.
// https://github.com/liquibase/liquibase liquibase-standard .../sqlgenerator/core/CreateDatabaseChangeLog{,Lock}TableGenerator.java,
// MarkChangeSetRanGenerator.java; changelogs as https://docs.liquibase.com/concepts/changelogs has them.

async function tables(at: At): Promise<void> {
  await at.query(`
    CREATE TABLE databasechangelog (
      id varchar(255) NOT NULL, author varchar(255) NOT NULL, filename varchar(255) NOT NULL,
      dateexecuted timestamp NOT NULL, orderexecuted int NOT NULL, exectype varchar(10) NOT NULL, md5sum varchar(35),
      description varchar(255), comments varchar(255), tag varchar(255), liquibase varchar(20), contexts varchar(255),
      labels varchar(255), deployment_id varchar(10)
    );
    CREATE TABLE databasechangeloglock (
      id int NOT NULL CONSTRAINT databasechangeloglock_pkey PRIMARY KEY, locked boolean NOT NULL,
      lockgranted timestamp, lockedby varchar(255)
    );
    INSERT INTO databasechangeloglock VALUES (1, false)`);
}

type Row = [id: string, author: string, filename: string, exectype?: string];

async function rows(at: At, all: Row[]): Promise<void> {
  for (const [index, [id, author, filename, exectype = 'EXECUTED']] of all.entries()) {
    await at.query(`
      INSERT INTO databasechangelog VALUES ('${id}', '${author}', '${filename}', '2024-03-01 12:00:00', ${index + 1},
        '${exectype}', '9:d41d8cd98f00b204e9800998ecf8427e', 'sql', '', NULL, '4.29.2', NULL, NULL, '9294400000')`);
  }
}

const master = `<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
    <changeSet id="1" author="ann">
        <createTable tableName="users">
            <column name="id" type="bigint" autoIncrement="true">
                <constraints primaryKey="true" primaryKeyName="users_pk" nullable="false"/>
            </column>
            <column name="email" type="varchar(120)"><constraints nullable="false" unique="true" uniqueConstraintName="users_email"/></column>
            <column name="isAdmin" type="boolean" defaultValueBoolean="false"/>
            <column name="note" type="clob"/>
        </createTable>
        <rollback><dropTable tableName="users"/></rollback>
    </changeSet>
    <include file="more.yaml" relativeToChangelogFile="true"/>
    <includeAll path="db/changelog/sql"/>
</databaseChangeLog>
`;

const more = `databaseChangeLog:
  - changeSet:
      id: 2
      author: bob
      changes:
        - addColumn:
            tableName: users
            columns:
              - column:
                  name: nick
                  type: varchar(40)
        - createIndex:
            tableName: users
            indexName: users_nick
            columns:
              - column:
                  name: nick
        - sql: |
            ALTER TABLE users ADD age int;
  - changeSet:
      id: for-others
      author: bob
      dbms: mysql,oracle
      changes:
        - dropTable:
            tableName: users
`;

const formatted = `--liquibase formatted sql

--changeset cid:view runOnChange:true
CREATE VIEW admins AS SELECT id FROM users;
--rollback DROP VIEW admins;

--changeset cid:index runInTransaction:false
CREATE INDEX CONCURRENTLY users_age ON users (age);
`;

function project(at: At): void {
  at.write('src/main/resources/db/changelog/db.changelog-master.xml', master);
  at.write('src/main/resources/db/changelog/more.yaml', more);
  at.write('src/main/resources/db/changelog/sql/a.sql', formatted);
}

const all: Row[] = [
  ['1', 'ann', 'classpath:db/changelog/db.changelog-master.xml'],
  ['2', 'bob', 'db/changelog/more.yaml'],
  ['view', 'cid', 'db/changelog/sql/a.sql', 'RERAN'],
  ['index', 'cid', 'db/changelog/sql/a.sql'],
];

export const scenarios: Record<string, Scenario> = {
  'up-to-date': async (at) => {
    project(at);
    await tables(at);
    await rows(at, all);
  },
  /** one was never run, one is gone from the repository, one was marked as run by its precondition */
  pending: async (at) => {
    project(at);
    await tables(at);
    await rows(at, [
      ['1', 'ann', 'db/changelog/db.changelog-master.xml', 'MARK_RAN'],
      ['view', 'cid', 'db/changelog/sql/a.sql'],
      ['index', 'cid', 'db/changelog/sql/a.sql'],
      ['0', 'ann', 'db/changelog/old.xml'],
    ]);
  },
  /** a process that was killed leaves its lock: nobody can migrate until somebody takes it away */
  locked: async (at) => {
    project(at);
    await tables(at);
    await rows(at, all);
    await at.query(`UPDATE databasechangeloglock
      SET locked = true, lockgranted = '2024-03-02 08:00:00', lockedby = 'ci-7 (10.0.0.7) "é"'`);
  },
};
