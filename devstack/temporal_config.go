package main

import (
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
	"go.temporal.io/server/common/primitives"
)

// historyShards can never be changed for a database once it is made.
const historyShards = 4

// dynamicSettings fit one machine: one partition per task queue (a task need not travel between partitions), limits on
// updates well above what Hejie's own queue of acts lets through, search attributes known as soon as they are added.
// renewAfter, unless 0, is the number of events after which a workflow is told to begin a new history.
func dynamicSettings(renewAfter int) dynamicconfig.StaticClient {
	settings := dynamicconfig.StaticClient{
		dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():      1,
		dynamicconfig.MatchingNumTaskqueueWritePartitions.Key():     1,
		dynamicconfig.WorkflowExecutionMaxInFlightUpdates.Key():     100,
		dynamicconfig.WorkflowExecutionMaxTotalUpdates.Key():        10000,
		dynamicconfig.ForceSearchAttributesCacheRefreshOnRead.Key(): true,
		dynamicconfig.FrontendMaxNamespaceRPSPerInstance.Key():      10000,
		dynamicconfig.FrontendRPS.Key():                             10000,
	}
	if renewAfter > 0 {
		settings[dynamicconfig.HistoryCountSuggestContinueAsNew.Key()] = renewAfter
	}
	return settings
}

// serverConfig is Temporal's configuration on a PostgreSQL server, every service on 127.0.0.1.
func serverConfig(s server, p ports) *config.Config {
	return &config.Config{
		Global: config.Global{Membership: config.Membership{MaxJoinDuration: 30 * time.Second, BroadcastAddress: "127.0.0.1"}},
		Persistence: config.Persistence{
			DefaultStore:     databaseTemporal,
			VisibilityStore:  databaseVisibility,
			NumHistoryShards: historyShards,
			DataStores: map[string]config.DataStore{
				databaseTemporal:   {SQL: s.store(databaseTemporal, 20)},
				databaseVisibility: {SQL: s.store(databaseVisibility, 10)},
			},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        "active",
			CurrentClusterName:       "active",
			ClusterInformation: map[string]cluster.ClusterInformation{
				"active": {Enabled: true, InitialFailoverVersion: 1, RPCAddress: p.address("temporal")},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		Services: map[string]config.Service{
			string(primitives.FrontendService): service(p["temporal"]),
			string(primitives.HistoryService):  service(p["history"]),
			string(primitives.MatchingService): service(p["matching"]),
			string(primitives.WorkerService):   service(p["worker"]),
		},
		Archival: config.Archival{
			History:    config.HistoryArchival{State: "disabled"},
			Visibility: config.VisibilityArchival{State: "disabled"},
		},
		NamespaceDefaults: config.NamespaceDefaults{Archival: config.ArchivalNamespaceDefaults{
			History:    config.HistoryArchivalNamespaceDefaults{State: "disabled"},
			Visibility: config.VisibilityArchivalNamespaceDefaults{State: "disabled"},
		}},
		PublicClient: config.PublicClient{HostPort: p.address("temporal")},
	}
}

// service is one service's listener.
func service(port int) config.Service {
	return config.Service{RPC: config.RPC{GRPCPort: port, BindOnIP: "127.0.0.1"}}
}

// staticHosts tells each service where the others are: there is one of each, so no membership protocol is needed.
func staticHosts(p ports) map[primitives.ServiceName]static.Hosts {
	return map[primitives.ServiceName]static.Hosts{
		primitives.FrontendService: static.SingleLocalHost(p.address("temporal")),
		primitives.HistoryService:  static.SingleLocalHost(p.address("history")),
		primitives.MatchingService: static.SingleLocalHost(p.address("matching")),
		primitives.WorkerService:   static.SingleLocalHost(p.address("worker")),
	}
}

// store is the connection to one of Temporal's databases. Each call gives a new one: Temporal's schema tools write
// into what they are given.
func (s server) store(database string, connections int) *config.SQL {
	attributes := map[string]string{}
	if mode := s.admin.Query().Get("sslmode"); mode != "" {
		attributes["sslmode"] = mode
	}
	return &config.SQL{
		PluginName:        postgresql.PluginNamePGX,
		ConnectAddr:       s.admin.Host,
		ConnectProtocol:   "tcp",
		ConnectAttributes: attributes,
		User:              roleTemporal,
		Password:          s.passwords.Temporal,
		DatabaseName:      database,
		MaxConns:          connections,
		MaxIdleConns:      connections,
		MaxConnLifetime:   time.Hour,
	}
}
