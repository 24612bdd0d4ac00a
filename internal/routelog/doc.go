// Package routelog reads a rider's orders and track, joins them on one clock, and says what they show about the minutes
// around an incident (配送轨迹证据): on an order, on the way between two, interrupted, or not to be told.
//
// Everything here is pure: the same bytes, the same policy and the same analyser version give the same findings on any
// machine. Nothing is corrected silently: what is left out is counted with its reason, what is missing is named, and a
// boundary that the clocks cannot order is judged both ways. It informs a mediator; it never decides, and it never
// reads a contract.
package routelog

// Analyser is the version of the rules. It changes whenever the same bytes could give another finding.
const Analyser = "routelog/2"
