//go:build engine

package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"hejie/internal/rehearsal"
)

// cast is who meets in a walk and what they bring, drawn from a seed that the test prints.
type cast struct {
	rider, riderPhone     string
	insurer, insurerPhone string
	story                 string
	incident              string // as a browser types a moment
	agreed                string // in yuan
	photo, orders, track  string // files on this machine
	sealed                string // a photo of the page with the other side's seal
}

func loadStory(t testing.TB, name string) rehearsal.Story {
	t.Helper()
	f, err := os.Open(filepath.Join(root, "docs", "rehearsals", name))
	check(t, err)
	defer f.Close() // only read
	s, err := rehearsal.Load(f)
	check(t, err)
	return s
}

// draw makes a cast of the headline case.
func draw(t testing.TB) cast {
	t.Helper()
	seed := rand.Uint64() >> 32
	t.Logf("the walk's cast is drawn from the seed %d", seed)
	c := rehearsal.Draw(seed, loadStory(t, "headline.yaml"))
	rider, insurer := c.Vars["rider"].(map[string]any), c.Vars["insurer"].(map[string]any)
	agreed := c.Vars["agreed"].(int64)
	return cast{
		rider: rider["name"].(string), riderPhone: rider["phone"].(string),
		insurer: insurer["name"].(string), insurerPhone: insurer["phone"].(string),
		story:    fmt.Sprintf("%s下雨，我送完一单去取下一单，路上滑倒，左手骨折。保险公司说受伤时间和订单记录差了十五分钟，不赔。", c.Vars["hurt_zh"]),
		incident: c.Vars["incident"].(string), agreed: fmt.Sprintf("%d.%02d", agreed/100, agreed%100),
		sealed: keep(t, "盖章页.jpg", rehearsal.Draw(seed+1, rehearsal.Story{}).Files["photo"]),
		photo:  keep(t, "现场.jpg", c.Files["photo"]), orders: keep(t, "订单.csv", c.Files["orders"]), track: keep(t, "轨迹.gpx", c.Files["track"]),
	}
}

func keep(t testing.TB, name string, content []byte) string {
	t.Helper()
	if len(content) == 0 {
		t.Fatalf("%s was not drawn", name)
	}
	path := filepath.Join(t.TempDir(), name)
	check(t, os.WriteFile(path, content, 0o600))
	path, err := filepath.Abs(path)
	check(t, err)
	return path
}
