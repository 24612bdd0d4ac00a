package dispute

import "errors"

// ErrMoved says that the record holds another version of the case than the one an act was meant for. Nothing was written:
// whoever hears it loads the case anew and asks again.
var ErrMoved = errors.New("another version of the case is on record")
