package vault

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"testing"
)

// leftRed is a picture whose left half is red and whose right half is blue.
func leftRed(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{B: 255, A: 255}
			if x < w/2 {
				c = color.NRGBA{R: 255, A: 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func pictureBytes(t testing.TB, kind string, w, h int) []byte {
	t.Helper()
	var out bytes.Buffer
	var err error
	if kind == "png" {
		err = png.Encode(&out, leftRed(w, h))
	} else {
		err = jpeg.Encode(&out, leftRed(w, h), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// withEXIF puts an EXIF block with an orientation, a camera's name and a comment into a JPEG.
func withEXIF(photo []byte, order binary.AppendByteOrder, orientation uint16) []byte {
	mark := "II*\x00"
	if order.String() == binary.BigEndian.String() {
		mark = "MM\x00*"
	}
	tiff := order.AppendUint32([]byte(mark), 8)
	tiff = order.AppendUint16(tiff, 2)
	tiff = order.AppendUint32(order.AppendUint16(order.AppendUint16(tiff, 0x010F), 2), 4)
	tiff = append(tiff, "CAM\x00"...)
	tiff = order.AppendUint32(order.AppendUint16(order.AppendUint16(tiff, 0x0112), 3), 1)
	tiff = order.AppendUint16(order.AppendUint16(tiff, orientation), 0)
	exif := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xFF, 0xD8}, segment(0xE1, exif)...)
	out = append(out, segment(0xFE, []byte("canary-comment"))...)
	return append(out, photo[2:]...)
}

func segment(marker byte, content []byte) []byte {
	out := binary.BigEndian.AppendUint16([]byte{0xFF, marker}, uint16(len(content)+2))
	return append(out, content...)
}

func preview(t testing.TB, kind string, original []byte) ([]byte, error) {
	t.Helper()
	return NewPreviewer().Preview(t.Context(), Media{Type: kind}, bytes.NewReader(original))
}

func decoded(t testing.TB, b []byte, err error) image.Image {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestAPreviewFitsTheScreen(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		kind  string
		w, h  int
		wantW int
		wantH int
	}{{"jpeg", 3200, 1200, 1600, 600}, {"png", 100, 3200, 50, 1600}, {"png", 40, 30, 40, 30}, {"jpeg", 5000, 1, 1600, 1}} {
		b, err := preview(t, "image/"+tt.kind, pictureBytes(t, tt.kind, tt.w, tt.h))
		if got := decoded(t, b, err).Bounds().Size(); got != (image.Point{X: tt.wantW, Y: tt.wantH}) {
			t.Errorf("%s %d×%d: got %v, want %d×%d", tt.kind, tt.w, tt.h, got, tt.wantW, tt.wantH)
		}
	}
}

func TestAPhotoIsTurnedUpright(t *testing.T) {
	t.Parallel()
	photo := pictureBytes(t, "jpeg", 64, 32)
	type at struct{ x, y int }
	tests := []struct {
		orientation uint16
		size        image.Point
		red         at // a point that is red when upright
	}{
		{1, image.Pt(64, 32), at{8, 16}}, {2, image.Pt(64, 32), at{56, 16}}, {3, image.Pt(64, 32), at{56, 16}}, {4, image.Pt(64, 32), at{8, 16}},
		{5, image.Pt(32, 64), at{16, 8}}, {6, image.Pt(32, 64), at{16, 8}}, {7, image.Pt(32, 64), at{16, 56}}, {8, image.Pt(32, 64), at{16, 56}},
		{0, image.Pt(64, 32), at{8, 16}}, {9, image.Pt(64, 32), at{8, 16}},
	}
	for _, tt := range tests {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			b, err := preview(t, "image/jpeg", withEXIF(photo, order, tt.orientation))
			img := decoded(t, b, err)
			r, _, blue, _ := img.At(tt.red.x, tt.red.y).RGBA()
			if img.Bounds().Size() != tt.size || r < blue {
				t.Errorf("orientation %d, %v: got size %v, red %d, blue %d; want %v and red", tt.orientation, order, img.Bounds().Size(), r, blue, tt.size)
			}
		}
	}
}

func TestAPreviewHoldsNothingButPixels(t *testing.T) {
	t.Parallel()
	b, err := preview(t, "image/jpeg", withEXIF(pictureBytes(t, "jpeg", 64, 32), binary.LittleEndian, 6))
	if err != nil {
		t.Fatal(err)
	}
	for _, trace := range []string{"Exif", "CAM", "canary"} {
		if bytes.Contains(b, []byte(trace)) {
			t.Errorf("got %q in the preview, want nothing of the kind", trace)
		}
	}
}

func TestWhatIsClearBecomesWhite(t *testing.T) {
	t.Parallel()
	var clear bytes.Buffer
	if err := png.Encode(&clear, image.NewNRGBA(image.Rect(0, 0, 16, 16))); err != nil {
		t.Fatal(err)
	}
	b, err := preview(t, "image/png", clear.Bytes())
	if r, g, bl, _ := decoded(t, b, err).At(8, 8).RGBA(); min(r, g, bl) < 0xF000 {
		t.Errorf("got %x %x %x, want white", r, g, bl)
	}
}

func TestAWebPIsDrawn(t *testing.T) {
	t.Parallel()
	// A lossless WebP of one pixel.
	raw, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	b, err := preview(t, "image/webp", raw)
	if got := decoded(t, b, err).Bounds().Size(); got != image.Pt(1, 1) {
		t.Errorf("got %v, want one pixel", got)
	}
}

// pngHead is a PNG that claims a size and has no pixels.
func pngHead(w, h uint32, depth byte) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	head = append(head, depth, 6, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	out = append(out, head...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
}

// jpegHeadOf is a JPEG's beginning that claims a size in a frame of a kind.
func jpegHeadOf(marker byte, w, h uint16) []byte {
	frame := binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16([]byte{8}, h), w)
	frame = append(frame, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0)
	return append(append([]byte{0xFF, 0xD8}, segment(marker, frame)...), 0xFF, 0xDA, 0, 2)
}

func TestNoPreviewIsAnAnswerAndNotAnAccident(t *testing.T) {
	t.Parallel()
	photo := pictureBytes(t, "jpeg", 64, 32)
	tests := map[string]struct {
		media   Media
		content []byte
	}{
		"20,000 × 20,000 pixels":        {Media{Type: "image/png"}, pngHead(20_000, 20_000, 8)},
		"16 bits a channel, 39 million": {Media{Type: "image/png"}, pngHead(6_500, 6_000, 16)},
		"65,535 × 65,535 jpeg":          {Media{Type: "image/jpeg"}, jpegHeadOf(0xC0, 65_535, 65_535)},
		"progressive, 30 million":       {Media{Type: "image/jpeg"}, jpegHeadOf(0xC2, 6_000, 5_000)},
		"cut in half":                   {Media{Type: "image/jpeg"}, photo[:len(photo)/2]},
		"empty":                         {Media{Type: "image/jpeg"}, nil},
		"not what it claims":            {Media{Type: "image/png"}, photo},
		"an endless comment":            {Media{Type: "image/jpeg"}, append([]byte{0xFF, 0xD8}, bytes.Repeat(segment(0xFE, make([]byte, 65_000)), 100)...)},
		"a film":                        {Media{Type: "video/mp4"}, []byte("x")},
		"quarantined":                   {Media{Type: "image/jpeg", Quarantined: true}, photo},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := NewPreviewer().Preview(t.Context(), tt.media, bytes.NewReader(tt.content))
			if !errors.Is(err, ErrNoPreview) || got != nil {
				t.Errorf("got %d bytes, %v, want ErrNoPreview", len(got), err)
			}
		})
	}
}

func TestAPanickingDecoderIsContained(t *testing.T) {
	t.Parallel()
	bad := format{
		config: func(io.Reader) (image.Config, error) { return image.Config{Width: 1, Height: 1}, nil },
		decode: func(io.Reader) (image.Image, error) { panic("index out of range") },
	}
	if got, err := bad.preview(bytes.NewReader(nil)); !errors.Is(err, ErrNoPreview) || got != nil {
		t.Errorf("got %d bytes, %v, want ErrNoPreview", len(got), err)
	}
}

func TestWaitingForAPreviewEndsWithTheCaller(t *testing.T) {
	t.Parallel()
	p := NewPreviewer()
	p.turn <- struct{}{}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := p.Preview(gone, Media{Type: "image/png"}, bytes.NewReader(nil)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the caller's own end", err)
	}
}

func FuzzPreview(f *testing.F) {
	photo := pictureBytes(f, "jpeg", 16, 8)
	f.Add("image/jpeg", withEXIF(photo, binary.LittleEndian, 6))
	f.Add("image/jpeg", photo[:30])
	f.Add("image/png", pictureBytes(f, "png", 16, 8))
	f.Add("image/webp", []byte("RIFF\x24\x00\x00\x00WEBPVP8 "))
	f.Fuzz(func(t *testing.T, kind string, original []byte) {
		b, err := preview(t, kind, original)
		if err != nil && !errors.Is(err, ErrNoPreview) {
			t.Fatalf("got %v, want ErrNoPreview", err)
		}
		if err == nil {
			decoded(t, b, err)
		}
	})
}
