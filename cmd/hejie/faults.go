//go:build faults

package main

import (
	"os"

	"hejie/internal/fault/point"
)

// A binary built for the fault tests falls where HEJIE_FAULT_POINT says, once for each time that they make the file
// HEJIE_FAULT_ONCE.
func init() { point.Arm(os.Getenv("HEJIE_FAULT_POINT"), os.Getenv("HEJIE_FAULT_ONCE")) }
