// Package layout holds no code but tests of the house itself: imports run one way, each big dependency stands in its room, files
// stay small, and what the documentation points at is there. A new package gets its floor in floors_test.go, with the reason
// in the commit that adds it.
package layout
