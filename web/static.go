package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"mime"
	"path"

	"github.com/gorilla/mux"

	"hejie/internal/fault"
)

//go:embed static
var staticFiles embed.FS

// asset is a style, script or picture of the pages; its version changes with its content.
type asset struct {
	body    []byte
	kind    string
	version string
}

func readAssets() (map[string]asset, error) {
	entries, err := staticFiles.ReadDir("static")
	if err != nil {
		return nil, err
	}
	assets := map[string]asset{}
	for _, e := range entries {
		body, err := staticFiles.ReadFile("static/" + e.Name())
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(body)
		assets[e.Name()] = asset{body, mime.TypeByExtension(path.Ext(e.Name())), hex.EncodeToString(sum[:6])}
	}
	return assets, nil
}

// static serves an asset; one asked for by its version may be kept for a year.
func (a *Web) static(v *visit) error {
	file, ok := a.assets[mux.Vars(v.r)["file"]]
	if !ok {
		return fault.Missing()
	}
	v.w.Header().Set("Cache-Control", "no-cache")
	if v.r.URL.Query().Get("v") == file.version {
		v.w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	return v.send(200, file.kind, file.body)
}
