package seal

import "bytes"

// A sealed value is padded to a bucket, so that its length does not tell "injury" from "pay": powers of two from 32
// bytes to 4 KiB, above that multiples of 4 KiB. The pad is 0x80 and zeros (ISO/IEC 7816-4), one byte at least.
const (
	smallestBucket = 32
	largestBucket  = 4096
)

func pad(plain []byte) []byte {
	padded := make([]byte, bucket(len(plain)+1))
	copy(padded, plain)
	padded[len(plain)] = 0x80
	return padded
}

func unpad(padded []byte) ([]byte, error) {
	trimmed := bytes.TrimRight(padded, "\x00")
	if len(trimmed) == 0 || trimmed[len(trimmed)-1] != 0x80 {
		return nil, ErrBroken
	}
	return trimmed[:len(trimmed)-1], nil
}

// bucket is the smallest bucket that holds n bytes.
func bucket(n int) int {
	if n > largestBucket {
		return (n + largestBucket - 1) / largestBucket * largestBucket
	}
	size := smallestBucket
	for size < n {
		size *= 2
	}
	return size
}
