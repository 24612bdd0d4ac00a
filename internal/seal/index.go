package seal

// Index is the keyed hash (blind index) by which a phone or an ID number is found without being readable: 32 bytes,
// HMAC-SHA-256 under a key of its own for each field and organisation, so that equality shows only inside one
// organisation. The caller normalises the value first (digits alone, upper-case X). It is the same for ever: master keys
// rotate, the root does not.
func (k *Keys) Index(field, org, value string) []byte {
	return keyedHash(derive(k.root(), "index", field, org), []byte(value))
}
