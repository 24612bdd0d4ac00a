package main

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/tools/common/schema"
	"go.temporal.io/server/tools/sql"
)

// temporalSchemas are Temporal's two databases and the name of each one's schema within the Temporal server.
var temporalSchemas = []struct{ database, schema string }{
	{databaseTemporal, "postgresql/v12/temporal"},
	{databaseVisibility, "postgresql/v12/visibility"},
}

// updateSchemas makes Temporal's databases where they are missing and brings them to the version of the server that is
// compiled in.
func (s server) updateSchemas(ctx context.Context, logger log.Logger) error {
	begun := time.Now()
	conn, err := s.connect(ctx, "")
	if err != nil {
		return fmt.Errorf("connecting to PostgreSQL as administrator: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	made := false
	for _, t := range temporalSchemas {
		there, err := databaseExists(ctx, conn, t.database)
		switch {
		case err != nil:
		case there:
			err = s.updateSchema(t.database, t.schema, logger)
		default:
			made, err = true, s.makeTemporalDatabase(ctx, conn, t.database, t.schema, logger)
		}
		if err != nil {
			return fmt.Errorf("setting up the database %s: %w", t.database, err)
		}
	}
	if made {
		say("set up Temporal's databases (%s)", since(begun))
	}
	return nil
}

// makeTemporalDatabase makes a database with its schema under a draft's name and renames it when it is whole: Temporal's
// schema tool cannot go on where a killed one stopped.
func (s server) makeTemporalDatabase(ctx context.Context, conn *pgx.Conn, name, schema string, logger log.Logger) error {
	draft := name + "_draft"
	if _, err := conn.Exec(ctx, `drop database if exists `+draft+` with (force)`); err != nil {
		return fmt.Errorf("removing a half-made database: %w", err)
	}
	if err := (database{name: draft, owner: roleTemporal}).ensure(ctx, conn); err != nil {
		return err
	}
	if err := s.updateSchema(draft, schema, logger); err != nil {
		return err
	}
	if err := s.signSchema(ctx, draft, name); err != nil {
		return err
	}
	_, err := conn.Exec(ctx, `alter database `+draft+` rename to `+name)
	return err
}

// signSchema writes the database's final name where Temporal keeps the version of its schema.
func (s server) signSchema(ctx context.Context, draft, name string) error {
	conn, err := pgx.Connect(ctx, s.url(roleTemporal, s.passwords.Temporal, draft))
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	_, err = conn.Exec(ctx, `update schema_version set db_name = $1 where db_name = $2`, name, draft)
	return err
}

// updateSchema brings one database up to date; one that is gets no change.
func (s server) updateSchema(database, name string, logger log.Logger) error {
	conn, err := sql.NewConnection(s.store(database, 1), logger)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := schema.NewSetupSchemaTask(conn, &schema.SetupConfig{InitialVersion: "0.0"}, logger).Run(); err != nil {
		return err
	}
	return schema.NewUpdateSchemaTask(conn, &schema.UpdateConfig{DBName: database, SchemaName: name}, logger).Run()
}
