// Package statute reckons the clocks of the law: until which day something may or must be done, and why that day.
//
// A rule (期间规则) is data in an edition of the book: its length, where it comes from, what stops it and what follows
// when it runs out. A calendar (节假日安排) says which days people rest. [Reckon] joins the two into a [Deadline] that
// is computed once, recorded with its rule, edition and reasons, and never silently moves afterwards.
//
// Days are civil dates of mainland China. The day of the event is not counted (民法典 201), a month or year ends on the
// corresponding day or else on the last of the month (202), and only a last day that is a rest day moves, to the day
// after the rest (203). Where the law can be read in two ways both dates are shown and the earlier is advised.
//
// Everything here is pure: no clock of the machine, no store, no network. It never decides whether someone was in time.
package statute
