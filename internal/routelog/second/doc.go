// Package second holds no code of the product: its tests are the route rules written a second time, from the specification
// alone, by someone who had not read the first time. Two writers rarely misread a sentence in the same way, so a day on which
// the two judge differently shows a mistake in one of them or a gap in the specification.
//
// The second writing prefers plainness to speed: it tries every alternative one after another.
package second
