// Package dispute holds the nouns of a case (案件) and the one policy over them: which act is possible at which stage, for
// whom, and what it changes. Everything here is pure — no clock, no store, no network — so that the workflow's validator,
// the recording transaction, the page that hides a button and the API that lists `acts` all ask the same function.
//
// A Picture is the small, person-free state of a case: ids, enums, dates and amounts. Names, phones and free text stay in
// forms, which travel only between a person, the encrypted inbox and the recording transaction.
package dispute
