// Package faultlab starts Hejie as a deployment does — PostgreSQL, Temporal, hejie serve and hejie work, each a process of its
// own — kills them where it hurts, and then looks whether anything that was handed in is lost or done twice. docs/faults.md
// says what is expected of each fault. It is a module of its own, knows nothing of the product's inside, and asserts only
// outcomes; how long recoveries took is printed with go test -v.
package faultlab
