package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"time"

	"github.com/disintegration/imaging"
	"golang.org/x/image/webp"
)

// ErrNoPreview says that a file cannot be shown as a picture: not a picture, too large to be opened safely, or damaged. The
// original is kept all the same, and a page shows its name instead.
var ErrNoPreview = errors.New("no preview can be made of this file")

// The bounds of a preview.
const (
	previewSide   = 1600       // pixels of the long side at most
	previewJPEG   = 82         // JPEG quality
	pixelLimit    = 40_000_000 // of the original; phones make 12 to 50 million
	headLimit     = 4 << 20    // bytes before the pixels: comments and EXIF
	decodeLimit   = 192 << 20  // bytes that decoding may take
	previewsAtOne = 1          // pictures decoded at a time: that is the bound on memory
	previewTime   = 20 * time.Second
)

// Previewer draws previews, one at a time so that memory stays bounded whatever is uploaded at once.
type Previewer struct{ turn chan struct{} }

// NewPreviewer makes one; a process needs one.
func NewPreviewer() *Previewer { return &Previewer{turn: make(chan struct{}, previewsAtOne)} }

// format is how one kind of picture is read. Decoders are named here, since the registry of package image would take whatever else
// the program links.
type format struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

var formats = map[string]format{
	"image/jpeg": {jpeg.DecodeConfig, jpeg.Decode},
	"image/png":  {png.DecodeConfig, png.Decode},
	"image/webp": {webp.DecodeConfig, webp.Decode},
}

// Preview gives a JPEG of a picture: upright (by its EXIF), its long side 1600 pixels at most, on white, and with nothing of the
// original but its pixels: no place, no camera, no comments. ErrNoPreview where there can be none, whatever was sent, and when
// decoding takes more than 20 seconds.
func (p *Previewer) Preview(ctx context.Context, media Media, r io.Reader) ([]byte, error) {
	f, ok := formats[media.Type]
	if !ok || media.Quarantined {
		return nil, ErrNoPreview
	}
	ctx, cancel := context.WithTimeout(ctx, previewTime)
	defer cancel()
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting to draw a preview: %w", ctx.Err())
	}
	return f.preview(patient{ctx, r})
}

func (f format) preview(r io.Reader) (out []byte, err error) {
	// A decoder that panics on a crafted file must not take the process with it.
	defer func() {
		if trouble := recover(); trouble != nil {
			out, err = nil, fmt.Errorf("%w: %v", ErrNoPreview, trouble)
		}
	}()
	var head bytes.Buffer
	config, err := f.config(io.TeeReader(io.LimitReader(r, headLimit), &head))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoPreview, err)
	}
	about := readJPEGHead(head.Bytes())
	if tooBig(config, about.progressive) {
		return nil, fmt.Errorf("%w: %d × %d pixels", ErrNoPreview, config.Width, config.Height)
	}
	picture, err := f.decode(io.MultiReader(bytes.NewReader(head.Bytes()), r))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoPreview, err)
	}
	return draw(picture, about.orientation)
}

// tooBig judges by what the decoder will hold in memory.
func tooBig(c image.Config, progressive bool) bool {
	pixels := int64(c.Width) * int64(c.Height)
	if pixels <= 0 || pixels > pixelLimit {
		return true
	}
	each := int64(4)
	switch c.ColorModel {
	case color.YCbCrModel:
		each = 3
	case color.GrayModel:
		each = 1
	case color.RGBA64Model, color.NRGBA64Model, color.Gray16Model:
		each = 8
	}
	if progressive {
		each += 4 * 3 // four bytes for each coefficient until the last scan is in
	}
	return pixels*each > decodeLimit
}

func draw(picture image.Image, orientation int) ([]byte, error) {
	size := picture.Bounds().Size()
	if max(size.X, size.Y) > previewSide {
		picture = imaging.Fit(picture, previewSide, previewSide, imaging.Box)
	}
	upright := turned(onWhite(picture), orientation)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, upright, &jpeg.Options{Quality: previewJPEG}); err != nil {
		return nil, fmt.Errorf("writing a preview: %w", err)
	}
	return out.Bytes(), nil
}

func onWhite(picture image.Image) *image.NRGBA {
	size := picture.Bounds().Size()
	return imaging.OverlayCenter(imaging.New(size.X, size.Y, color.White), picture, 1)
}

// turned applies an EXIF orientation, 1 to 8.
func turned(picture *image.NRGBA, orientation int) *image.NRGBA {
	switch orientation {
	case 2:
		return imaging.FlipH(picture)
	case 3:
		return imaging.Rotate180(picture)
	case 4:
		return imaging.FlipV(picture)
	case 5:
		return imaging.Transpose(picture)
	case 6:
		return imaging.Rotate270(picture)
	case 7:
		return imaging.Transverse(picture)
	case 8:
		return imaging.Rotate90(picture)
	}
	return picture
}
