// Package disputetest gives tests sample people, forms and cases. A Case is driven through the real acts, one after the
// other, as a worker, an insurer and a committee would: nothing in it is set by hand, so that a sample can never stand
// where a real case could not. The story is that of the rider whose insurer saw fifteen minutes missing.
package disputetest
