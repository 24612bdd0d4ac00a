//go:build engine

package e2e

import (
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"hejie/internal/rehearsal"
)

// staff are the demo accounts that the stories know by role.
func staff() map[string]rehearsal.Account {
	all := map[string]rehearsal.Account{}
	for _, role := range []string{"mediator", "head", "recorder", "helper", "supervisor"} {
		all[role] = rehearsal.Account{Login: role, Password: password}
	}
	return all
}

// TestEveryRehearsalHoldsOnTheRealEngine plays the written stories one after another: they move the one workplace date.
func TestEveryRehearsalHoldsOnTheRealEngine(t *testing.T) {
	t.Cleanup(func() { setDate(t, time.Now()) })
	for _, name := range []string{"headline.yaml", "home_stop.yaml", "phone_and_paper.yaml", "route.yaml"} {
		t.Run(name, func(t *testing.T) {
			seed := rand.Uint64() >> 32
			t.Logf("played with the seed %d", seed)
			story := loadStory(t, name)
			stage := rehearsal.Stage{Base: site.base, Accounts: staff(), Progress: io.Discard, Out: t.TempDir()}
			check(t, rehearsal.Play(t.Context(), stage, story, rehearsal.Draw(seed, story)))
		})
	}
}
