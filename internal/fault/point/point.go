// Package point marks the places where a process may fall and nothing must be lost. A mark costs nothing: without the build
// tag faults Hit is empty. With it, a process that was armed for a point kills itself there as kill -9 would, so that the
// tests of faultlab can look at what is left.
package point
