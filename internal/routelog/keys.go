package routelog

import "sort"

// sortedKeys lists the keys of a map in order, since the order of a map must never reach a finding.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
