package main

import (
	"fmt"
	"time"

	"go.temporal.io/server/common/log"
	"go.temporal.io/server/tools/common/schema"
	"go.temporal.io/server/tools/sql"
)

// updateSchemas brings Temporal's two databases to the version of the server that is compiled in. Both steps may be
// repeated: a start killed half-way is finished by the next.
func (s server) updateSchemas(logger log.Logger) error {
	begun := time.Now()
	for database, name := range map[string]string{
		databaseTemporal:   "postgresql/v12/temporal",
		databaseVisibility: "postgresql/v12/visibility",
	} {
		if err := s.updateSchema(database, name, logger); err != nil {
			return fmt.Errorf("bringing the schema of %s up to date: %w", database, err)
		}
	}
	if time.Since(begun) > time.Second {
		say("set up Temporal's databases (%s)", since(begun))
	}
	return nil
}

// updateSchema does one database.
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
