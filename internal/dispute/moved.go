package dispute

import "errors"

// ErrMoved says that another version of the case is on record than the one seen: load it anew and judge again.
var ErrMoved = errors.New("another version of the case is on record")
