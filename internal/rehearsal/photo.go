package rehearsal

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
)

// photo draws a small picture that stands for one taken on a phone: a real JPEG, different for each seed.
func photo(r *rand.Rand) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 640, 480))
	sky, road := uint8(120+r.IntN(80)), uint8(60+r.IntN(40))
	for y := range 480 {
		for x := range 640 {
			shade := sky
			if y > 240+x/16 {
				shade = road + uint8((x^y)%23)
			}
			img.Set(x, y, color.RGBA{shade, shade, shade + 20, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		return nil // an in-memory picture of fixed size: this cannot happen
	}
	return b.Bytes()
}
