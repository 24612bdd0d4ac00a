package routelog

// Track is all points of all track files, packed.
type Track struct{}
